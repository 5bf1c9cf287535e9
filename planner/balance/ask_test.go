package balance

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/internal/tally"
)

// blank is a value that is not given, which the target speaks of.
type blank struct {
	person    int
	dimension planner.Dimension
}

// hinge are the people whose answer turns the verdict on a target, found by trying all
// answers of all people; nil and false where that is too much to try.
func hinge(panel planner.Roster, target *planner.Target, opts Options) (turning []string, ok bool) {
	var blanks []blank
	for k := range panel {
		for _, d := range target.Dimensions() {
			if _, known := panel[k].Value(d); !known {
				blanks = append(blanks, blank{k, d})
			}
		}
	}
	if len(blanks) > 4 {
		return nil, false
	}
	verdicts := make(map[string]map[planner.Answer]bool) // by the answers of all others, for each person
	var fill func(at int, filled planner.Roster, said []string)
	fill = func(at int, filled planner.Roster, said []string) {
		if at == len(blanks) {
			status := newStanding(filled, []planner.Target{*target}, opts).verdict(0).Met
			for k := range panel {
				key := panel[k].ID
				for i, b := range blanks {
					if b.person != k {
						key += "|" + said[i]
					}
				}
				if verdicts[key] == nil {
					verdicts[key] = make(map[planner.Answer]bool)
				}
				verdicts[key][status] = true
				if len(verdicts[key]) > 1 && !slices.Contains(turning, panel[k].ID) {
					turning = append(turning, panel[k].ID)
				}
			}
			return
		}
		b := blanks[at]
		tries := []string{"A", "B", "C", "D", "E" + panel[b.person].ID}
		if b.dimension == planner.Age {
			tries = []string{"20", "40"}
		}
		for _, v := range tries {
			next := slices.Clone(filled)
			next[b.person].Values = maps.Clone(next[b.person].Values)
			next[b.person].Values[b.dimension] = []string{v}
			fill(at+1, next, append(said[:at:at], v))
		}
	}
	fill(0, panel, nil)
	slices.Sort(turning)
	return turning, true
}

// Whoever is asked can turn the verdict, and whoever can is asked, as trying all answers of
// all people shows; nobody is asked for a value that is known.
func TestQuestionsAreThoseThatTurnAVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t)
		opts := p.opts.Options
		opts.Session = nil
		now := newStanding(p.panel, p.targets, opts)
		for i := range p.targets {
			want, ok := hinge(p.panel, &p.targets[i], opts)
			if !ok {
				continue
			}
			if now.verdict(i).Met != planner.Unknown || tally.Informs(&p.targets[i]) {
				want = nil
			}
			var got []string
			for _, q := range Check(p.panel, p.targets[i:i+1], opts).Ask {
				for _, id := range q.People {
					for _, d := range q.Dimensions {
						if _, known := p.panel[p.panel.ByID(id)].Value(d); known {
							t.Fatalf("%s is asked for %s, which is known", id, d)
						}
					}
					if !slices.Contains(got, id) {
						got = append(got, id)
					}
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("target %+v of %+v asks %v, want %v", p.targets[i], p.panel, got, want)
			}
		}
	})
}

// Of five speakers one has given neither group nor region: if both are new, five groups and
// five regions are there. The one who is asked is not the one whose gender nobody asks for.
func TestAskBeforeAnybodyIsReplaced(t *testing.T) {
	person := func(id, group, region string) planner.Participant {
		return planner.Participant{ID: id, Values: map[planner.Dimension][]string{
			planner.Stakeholder: {group}, planner.Region: {region},
		}}
	}
	panel := planner.Roster{
		person("a", "Government", "African Group"), person("b", "Civil Society", "GRULAC"),
		person("c", "Private Sector", "WEOG"), person("d", "Technical Community", "Asia-Pacific Group"),
		{ID: "e", Values: map[planner.Dimension][]string{}},
	}
	targets := []planner.Target{
		{ID: "groups", Kind: planner.Distinct, Dimension: planner.Stakeholder, Min: planner.LimitOf(5)},
		{ID: "regions", Kind: planner.Distinct, Dimension: planner.Region, Min: planner.LimitOf(5)},
		{ID: "government", Dimension: planner.Stakeholder, Value: "Government", Min: planner.LimitOf(1)},
	}
	got := fmt.Sprint(Check(panel, targets, DefaultOptions()).Ask)
	if want := "[{[e] [stakeholder region] [groups regions]}]"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

// Nobody is advised away because a cell is empty: whoever of two could as well make room
// stays if an answer may settle it, and where the search takes somebody's place whose value
// is not given, asking comes first.
func TestNobodyIsAdvisedAwayForAnEmptyCell(t *testing.T) {
	person := func(id, group, region string) planner.Participant {
		p := planner.Participant{ID: id, Values: map[planner.Dimension][]string{planner.Stakeholder: {group}}}
		if region != "" {
			p.Values[planner.Region] = []string{region}
		}
		return p
	}
	pool := planner.Roster{
		person("ana", "Government", ""), person("ben", "Government", "WEOG"), person("cem", "Civil Society", "GRULAC"),
		person("dia", "Civil Society", "GRULAC"),
	}
	civil := planner.Target{ID: "civil", Dimension: planner.Stakeholder, Value: "Civil Society", Min: planner.LimitOf(1)}
	spread := planner.Target{
		ID: "spread", Kind: planner.Distinct, Dimension: planner.Region, Min: planner.LimitOf(2), Tier: planner.Should,
	}
	none := planner.Target{ID: "none", Dimension: planner.Region, Value: "WEOG", Max: planner.LimitOf(0)}
	for name, c := range map[string]struct {
		targets []planner.Target
		want    string // who leaves, whether to ask first, and what
	}{
		"another can leave":      {[]planner.Target{civil, spread}, "[ben] false []"},
		"she alone is in doubt":  {[]planner.Target{spread}, "[ana] true []"},
		"she is once he is gone": {[]planner.Target{none}, "[ana ben] true [{[ana] [region] [none]}]"},
		"nothing hangs on her":   {[]planner.Target{civil}, "[ana] false []"},
	} {
		opts := DefaultAdviceOptions()
		opts.Seed = 2
		a, err := Advise(t.Context(), pool, pool[:2], c.targets, opts)
		if err != nil {
			t.Fatal(err)
		}
		r := a.Recommended
		if got := fmt.Sprint(r.Drop, r.AskFirst, r.Ask); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

// What is asked of whom: answers at both ends of numbers, of flags, of the values listed, and
// of the organisers where the target speaks of them; two who are asked for two things.
func TestWhatIsAsked(t *testing.T) {
	person := func(id string, values ...string) planner.Participant {
		p := planner.Participant{ID: id, Values: map[planner.Dimension][]string{}}
		for i := 0; i < len(values); i += 2 {
			p.Values[planner.Dimension(values[i])] = []string{values[i+1]}
		}
		return p
	}
	organiser := func(p planner.Participant) planner.Participant {
		p.Roles = []planner.Role{planner.RoleOrganizer}
		return p
	}
	under := planner.Numbers{To: planner.LimitOf(34)}
	for name, c := range map[string]struct {
		panel, others planner.Roster
		target        planner.Target
		want          string
	}{
		"one within the numbers": {
			panel:  planner.Roster{person("a", "age", "50"), person("b")},
			target: planner.Target{Dimension: planner.Age, Numbers: under, Min: planner.LimitOf(1)},
			want:   "[{[b] [age] [t]}]",
		},
		"one beyond the numbers": {
			panel:  planner.Roster{person("a", "age", "20"), person("b")},
			target: planner.Target{Dimension: planner.Age, Numbers: under, Min: planner.LimitOf(2)},
			want:   "[{[b] [age] [t]}]",
		},
		"none over the numbers": {
			panel:  planner.Roster{person("a", "age", "20"), person("b")},
			target: planner.Target{Dimension: planner.Age, Numbers: planner.Numbers{From: planner.LimitOf(60)}, Max: planner.LimitOf(0)},
			want:   "[{[b] [age] [t]}]",
		},
		"one of the values listed": {
			panel: planner.Roster{person("a", "topic", "x"), person("b")},
			target: planner.Target{
				Kind: planner.Distinct, Dimension: "topic", List: []string{"y", "z"}, Min: planner.LimitOf(1),
			},
			want: "[{[b] [topic] [t]}]",
		},
		"two for one dimension": {
			panel: planner.Roster{person("a"), person("b"), person("c", "region", "WEOG")},
			target: planner.Target{
				Dimension: planner.Region, Value: "GRULAC", Min: planner.LimitOf(1),
			},
			want: "[{[a b] [region] [t]}]",
		},
		"an organiser": {
			panel:  planner.Roster{person("a", "region", "WEOG")},
			others: planner.Roster{organiser(person("o"))},
			target: planner.Target{
				Dimension: planner.Region, Value: "GRULAC", Min: planner.LimitOf(1), Roles: []planner.Role{planner.RoleOrganizer},
			},
			want: "[{[o] [region] [t]}]",
		},
		"a yes or no": {
			panel:  planner.Roster{person("a", "mag", "no"), person("b")},
			target: planner.Target{Kind: planner.Flag, Dimension: "mag", Value: "no"},
			want:   "[{[b] [mag] [t]}]",
		},
		"no yes or no that turns nothing": {
			panel:  planner.Roster{person("a", "mag", "yes"), person("b")},
			target: planner.Target{Kind: planner.Flag, Dimension: "mag", Value: "no"},
			want:   "[]",
		},
		"no organiser where none is spoken of": {
			panel:  planner.Roster{person("a"), person("b", "region", "WEOG")},
			others: planner.Roster{organiser(person("o"))},
			target: planner.Target{Dimension: planner.Region, Value: "GRULAC", Min: planner.LimitOf(1)},
			want:   "[{[a] [region] [t]}]",
		},
	} {
		c.target.ID = "t"
		opts := DefaultOptions()
		opts.Session = slices.Concat(c.panel, c.others)
		if got := fmt.Sprint(Check(c.panel, []planner.Target{c.target}, opts).Ask); got != c.want {
			t.Errorf("%s: asked %s, want %s", name, got, c.want)
		}
	}
}

// As above, where the people who count are those of some age.
func TestQuestionsAboutNumbers(t *testing.T) {
	values := map[planner.Dimension][]string{planner.Age: {"20", "40", ""}, planner.Region: {"A", "B", ""}}
	rapid.Check(t, func(t *rapid.T) {
		var panel planner.Roster
		for k := range rapid.IntRange(1, 4).Draw(t, "people") {
			p := planner.Participant{ID: fmt.Sprint(k), Values: map[planner.Dimension][]string{}}
			for _, d := range []planner.Dimension{planner.Age, planner.Region} {
				if v := rapid.SampledFrom(values[d]).Draw(t, string(d)); v != "" {
					p.Values[d] = []string{v}
				}
			}
			panel = append(panel, p)
		}
		young := planner.Numbers{To: planner.LimitOf(34)}
		target := planner.Target{ID: "t", Dimension: planner.Age, Numbers: young}
		if rapid.Bool().Draw(t, "distinct") {
			target.Kind, target.Dimension, target.Numbers = planner.Distinct, planner.Region, planner.Numbers{}
			target.And = planner.Condition{{Dimension: planner.Age, Numbers: young}}
		}
		if rapid.Bool().Draw(t, "max") {
			target.Max = planner.LimitOf(rapid.IntRange(0, 2).Draw(t, "at most"))
		} else {
			target.Min = planner.LimitOf(rapid.IntRange(1, 3).Draw(t, "at least"))
		}
		opts := DefaultOptions()
		want, ok := hinge(panel, &target, opts)
		if !ok {
			return
		}
		var got []string
		for _, q := range Check(panel, []planner.Target{target}, opts).Ask {
			for _, id := range q.People {
				if !slices.Contains(got, id) {
					got = append(got, id)
				}
			}
		}
		slices.Sort(got)
		if newStanding(panel, []planner.Target{target}, opts).verdict(0).Met != planner.Unknown {
			want = nil
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%+v of %+v asks %v, want %v", target, panel, got, want)
		}
	})
}
