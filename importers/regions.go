package importers

import (
	"cmp"
	"slices"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// regionsFromCountries fills the region of people whose own is blank or not
// asked for, from their country under the named scheme. A region given always
// wins; one that differs from the country's is reported. A cell whose region
// could not be understood stays unknown until it is corrected.
func regionsFromCountries(r *reading) {
	t := &regionTally{r: r, blanks: make(map[string][]planner.Ref)}
	for i := range r.meeting.Roster {
		t.person(&r.meeting.Roster[i], &r.people.list[i])
	}
	t.report()
}

// noteRegion remembers the cells of region and country of a row. A blank region is
// no longer missing where the country tells it.
func (p *peopleReader) noteRegion(rec *record) {
	c := p.v.Column(vocabulary.Region)
	if c == nil {
		return
	}
	rec.regionBlank = vocabulary.IsMissing(c.Text(rec.row))
	if !rec.regionBlank || regionByCountry(p.r, rec) == "" {
		return
	}
	for _, x := range p.values {
		if n := len(x.missing); x.dim == planner.Region && n > 0 && x.missing[n-1] == p.v.Ref(c.At(rec.row)) {
			x.missing = x.missing[:n-1]
		}
	}
}

// regionOf is the region of a country by a sheet of countries, or else by the
// named scheme; "" if it has none.
func regionOf(r *reading, c vocabulary.Country) string {
	return cmp.Or(r.regions[c.ISO2], c.Region(r.opts.Scheme))
}

// regionByCountry is the region of the country of a row, "" where there is none.
func regionByCountry(r *reading, rec *record) string {
	name, _ := rec.Value(planner.Country)
	c, ok := vocabulary.CountryOf(name)
	if !ok {
		return ""
	}
	return regionOf(r, c)
}

// regionTally collects what is said of regions and countries together.
type regionTally struct {
	r      *reading
	filled int                      // people of tables without a region column
	first  planner.Ref              // the first of them
	blanks map[string][]planner.Ref // by file and sheet: blank cells filled
}

func (t *regionTally) person(p *planner.Participant, rec *record) {
	name, _ := p.Value(planner.Country)
	c, ok := vocabulary.CountryOf(name)
	if !ok || rec.view == nil {
		return
	}
	region, column := regionOf(t.r, c), rec.view.Column(vocabulary.Region)
	switch given := p.Values[planner.Region]; {
	case len(given) > 0:
		if column != nil && len(p.Values[planner.Country]) == 1 {
			t.compare(c, region, given, rec)
		}
	case column != nil && !rec.regionBlank:
	case region == "":
		t.none(c, rec.place(vocabulary.CountryName))
	default:
		t.fill(p, rec, c, region)
	}
}

// fill gives a person the region of the country.
func (t *regionTally) fill(p *planner.Participant, rec *record, c vocabulary.Country, region string) {
	if rec.view.Has(vocabulary.Region) {
		where := rec.place(vocabulary.Region)
		key := where.File + "\x00" + where.Sheet
		t.blanks[key] = append(t.blanks[key], where)
	} else if t.filled++; t.filled == 1 {
		t.first = p.Where
	}
	p.Values[planner.Region] = []string{region}
	if c.Note != "" && t.r.opts.Scheme == vocabulary.UNGroups {
		t.r.found.add(planner.Finding{
			Code: CodeCountryNote, Severity: planner.Note, Where: planner.Ref{File: p.Where.File, Sheet: p.Where.Sheet},
			Args: facts{
				"country": planner.CountryName(c.Name), "region": planner.ValueName(region),
				"note": planner.ValueName(c.Note),
			},
		})
	}
}

// form is that of a sentence, for a scheme as it is or as a sheet of countries changes it.
func (t *regionTally) form(plain string) string {
	if len(t.r.regions) > 0 {
		return plain + "-changed"
	}
	return plain
}

// scheme names the scheme by which countries have regions.
func (t *regionTally) scheme() planner.ValueName { return planner.ValueName(t.r.opts.Scheme.Label()) }

func (t *regionTally) report() {
	if t.filled > 0 {
		t.r.found.add(planner.Finding{
			Code: CodeRegionFromCountry, Severity: planner.Note,
			Where: planner.Ref{File: t.first.File, Sheet: t.first.Sheet},
			Form:  t.form("all"), Args: facts{"n": t.filled, "scheme": t.scheme()},
		})
	}
	for _, key := range sortedKeys(t.blanks) {
		refs := t.blanks[key]
		t.r.found.add(planner.Finding{
			Code: CodeRegionFromCountry, Severity: planner.Note, Where: refs[0], Also: refs[1:],
			Form: t.form("blank"), Args: facts{"n": len(refs), "scheme": t.scheme()},
		})
	}
}

// compare reports a region given that is not that of the country. Terms of the user's
// own cannot contradict the scheme.
func (t *regionTally) compare(c vocabulary.Country, region string, given []string, rec *record) {
	if region == "" || slices.Contains(given, region) || !vocabulary.RegionOf(t.r.opts.Scheme, given[0]).OK() {
		return
	}
	t.r.found.add(planner.Finding{
		Code: CodeRegionContradicts, Severity: planner.Warning, Where: rec.place(vocabulary.Region), Seen: given[0],
		Form: t.form("given"), Args: facts{
			"country": planner.CountryName(c.Name), "region": planner.ValueName(region), "scheme": t.scheme(),
			"given": planner.ValueName(clip(given[0])),
		},
	})
}

// none reports a country without a regional group.
func (t *regionTally) none(c vocabulary.Country, where planner.Ref) {
	f := planner.Finding{
		Code: CodeRegionNone, Form: "country", Severity: planner.Warning, Where: where, Seen: c.Name,
		Args: facts{"country": planner.CountryName(c.Name), "scheme": t.scheme()},
	}
	if c.Note != "" {
		f.Form += "-noted"
		f.Args["note"] = planner.ValueName(c.Note)
	}
	if c.Administers != "" {
		if s, ok := vocabulary.CountryISO(c.Administers); ok && s.Region(t.r.opts.Scheme) != "" {
			f.Form += "-state"
			f.Args["state"] = planner.CountryName(s.Name)
			f.Args["region"] = planner.ValueName(s.Region(t.r.opts.Scheme))
		}
	}
	t.r.found.add(f)
}
