package targets

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The words that stand in place of a value or of a kind.
const (
	kindDistinct   vocabulary.List = "targets/distinct"
	kindEach       vocabulary.List = "targets/each"
	kindNotAllSame vocabulary.List = "targets/not all same"
	kindSize       vocabulary.List = "targets/size"
	kindPerPerson  vocabulary.List = "targets/per person"
	kindCount      vocabulary.List = "targets/count"
	// sessionWord is what a cap per person counts.
	sessionWord vocabulary.List = "targets/sessions"
)

// withinWords stand between the two dimensions of a crossed target.
var withinWords = []string{" within each ", " within ", " in each ", " by ", " per ", " x "}

// Rule reads the dimension, the value and the word for the kind, as in the cells of a
// table; any may be blank. It leaves the bounds to the caller, but for "2 of A; B; C"
// and "not all same", which say them.
func (r *Reader) Rule(name, value, kind string) (planner.Target, error) {
	if kind == "" && value == "" || kindEach.Is(kind) {
		if rest, ok := kindEach.Begins(name); ok && strings.TrimSpace(rest) != "" {
			name, kind = strings.TrimSpace(rest), "each"
		}
	}
	if n, list, ok := someOf(value); ok && kind == "" {
		t, err := r.distinct(name, list)
		t.Min = planner.LimitOf(n)
		return t, err
	}
	if rest, ok := kindDistinct.Begins(value); ok && kind == "" {
		kind, value = "distinct", strings.TrimSpace(ofWord.ReplaceAllString(rest, ""))
	}
	word := cmp.Or(kind, value)
	if kind == "" && !kindCount.Is(word) && kindOf(word) != "" {
		value = ""
	}
	if kindOf(value) != "" && kindOf(value) == kindOf(word) {
		value = ""
	}
	switch {
	case likeForm.MatchString(word):
		return r.like(name, word)
	case kind != "" && kindOf(kind) == "":
		return planner.Target{}, &Error{
			quote(kind) + " is no kind of target.", "Write count, distinct, each, not all same, size or per person.", kind,
		}
	case kindDistinct.Is(word):
		return r.distinct(name, value)
	case kindNotAllSame.Is(word):
		d, err := r.one(name, word)
		return planner.Target{Kind: planner.NotAllSame, Dimension: d, Min: planner.LimitOf(1)}, err
	case kindPerPerson.Is(word), kindPerPerson.Is(name), sessionWord.Is(name) && value == "":
		return r.perPerson(name, word)
	case kindSize.Is(name), kindSize.Is(kind):
		return planner.Target{Kind: planner.Size}, nil
	case kindEach.Is(word), r.crossed(name, value), value == "" && !strings.ContainsAny(name, comparing):
		return r.each(name, value, kind != "" || kindEach.Is(word) || r.crossed(name, value))
	}
	c, err := r.Condition(name, value)
	if err != nil {
		return planner.Target{}, err
	}
	return counting(c), nil
}

// kindOf is the list of words for kinds that a word stands on, "" for none.
func kindOf(word string) vocabulary.List {
	for _, l := range []vocabulary.List{kindDistinct, kindEach, kindNotAllSame, kindPerPerson, kindSize, kindCount} {
		if word != "" && l.Is(word) {
			return l
		}
	}
	return ""
}

// counting is the target that counts the people of a condition. A single value or span
// of numbers is its dimension and value.
func counting(c planner.Condition) planner.Target {
	t := planner.Target{Kind: planner.Count}
	if len(c) != 1 || c[0].Not || len(c[0].Values) > 1 {
		t.And = c
		return t
	}
	t.Dimension, t.Numbers = c[0].Dimension, c[0].Numbers
	t.Given = cmp.Or(c[0].Given, strings.Join(c[0].Values, ""))
	if t.Value = t.Given; len(c[0].Values) > 0 {
		t.Value = c[0].Values[0]
	}
	return t
}

// one is the one dimension that a word such as distinct speaks of.
func (r *Reader) one(name, word string) (planner.Dimension, error) {
	if name == "" {
		return "", fault(
			"The target does not say which dimension it is about.", "Write for example stakeholder, region or gender.",
		)
	}
	if len(r.split(name)) > 1 {
		return "", fault(
			quote(word)+" speaks of one dimension, and "+quote(name)+" names several.", "Write a row for each.",
		)
	}
	d, _ := Dimension(name)
	return d, nil
}

// distinct counts different values, all or those of a list.
func (r *Reader) distinct(name, list string) (planner.Target, error) {
	d, err := r.one(name, "distinct")
	t := planner.Target{Kind: planner.Distinct, Dimension: d}
	if list == "" || err != nil {
		return t, err
	}
	values, err := r.values(name, list)
	if err == nil && values.Numeric() {
		err = r.notUnderstood(d, list)
	}
	t.List = values.Values
	return t, err
}

// perPerson caps the sessions of one person, or of one value of a dimension.
func (r *Reader) perPerson(name, value string) (planner.Target, error) {
	t := planner.Target{Kind: planner.PerPerson}
	for _, s := range []string{name, value} {
		s = strings.TrimPrefix(strings.ToLower(s), "per ")
		if d, known := Dimension(s); s != "" && !sessionWord.Is(s) && kindOf(s) == "" && (known || r.isNamed(s)) {
			t.Dimension = d
		}
	}
	return t, nil
}

var likeForm = regexp.MustCompile(
	`(?i)^(?:like|as|as in|proportional to|in proportion to|in the proportions? of|same as)\s+(?:the\s+)?(\pL.*)$`)

// like shares out the seats as a reference has its people.
func (r *Reader) like(name, word string) (planner.Target, error) {
	d, err := r.one(name, word)
	t := planner.Target{Kind: planner.Each, Dimension: d}
	switch of := vocabulary.Compact(likeForm.FindStringSubmatch(word)[1]); of {
	case "pool", "volunteers", "list", "everybody":
		t.Like = LikePool
	case "unmembers", "membersoftheun", "membersoftheunitednations", "unitednations", "un":
		t.Like = LikeUN
	case "equal", "equalparts", "equalshares":
		t.Like = LikeEqual
	default:
		if err == nil {
			err = fault(quote(word)+" names no distribution that is known.",
				"Write like the pool, like un-members or like equal parts; or give a column population.")
		}
	}
	return t, err
}

// The references of [planner.Target.Like].
const (
	LikePool  = "pool"       // everybody in the files
	LikeUN    = "un-members" // the members of the United Nations
	LikeEqual = "equal"      // the same for every value
)

// crossed reports whether name and value give several dimensions of which at least
// one has no value of its own.
func (r *Reader) crossed(name, value string) bool {
	if len(r.split(name)) < 2 {
		return false
	}
	if value == "" {
		return true
	}
	return slices.ContainsFunc(parts(value, ";&；＆", joinWords), kindEach.Is)
}

// each bounds every value of one dimension, or of one within another. said reports
// whether the word each stands there: a dimension alone may be bounded from above
// without it.
func (r *Reader) each(name, value string, said bool) (planner.Target, error) {
	t := planner.Target{Kind: planner.Each}
	dims := r.split(name)
	values := make([]string, len(dims))
	if given := parts(value, ";&；＆", joinWords); len(dims) > 1 && len(given) == len(dims) {
		values = given
	} else if len(dims) > 1 && value != "" {
		return t, fault(
			quote(value)+" does not say of each of "+quote(name)+" which value.", "Write each for those of which every value is meant.",
		)
	} else if value != "" {
		values[0] = value
	}
	var free []planner.Dimension
	for i, d := range dims {
		if rest, ok := kindEach.Begins(d); ok {
			d = strings.TrimSpace(rest)
		}
		if values[i] != "" && !kindEach.Is(values[i]) {
			term, err := r.term(d, values[i])
			if err != nil {
				return t, err
			}
			if len(dims) == 1 {
				return cells(t, term)
			}
			t.And = append(t.And, term)
			continue
		}
		own, _ := Dimension(d)
		free = append(free, own)
	}
	if len(free) == 0 || free[0] == "" {
		return t, fault(quote(name)+" does not name a dimension.", "Write for example region, or gender; stakeholder.")
	}
	t.Dimension, t.Across = free[0], free[1:]
	if !said {
		t.Text = needsEach
	}
	return t, nil
}

// needsEach marks, until the bounds are read, that nobody said each.
const needsEach = "\x00each"

// cells bounds each of the values listed.
func cells(t planner.Target, list planner.Term) (planner.Target, error) {
	t.Dimension = list.Dimension
	for _, v := range list.Values {
		t.Cells = append(t.Cells, planner.Condition{{Dimension: list.Dimension, Values: []string{v}}})
	}
	return t, nil
}

// Finish checks a target once its bounds are known and gives it its ID.
func Finish(t *planner.Target) error {
	silent := t.Text == needsEach
	if silent {
		t.Text = ""
	}
	switch {
	case silent && (t.Min.Given || t.MinShare.Given()):
		return fault(
			quote(string(t.Dimension))+" has a minimum but no value.",
			"Write the value it counts, or each for every value, or distinct for different values.",
		)
	case !t.Bounded() && t.Like == "":
		return fault(
			"A target without a minimum or maximum asks for nothing.",
			"Give min, max, min_share_pct or max_share_pct, or delete it.",
		)
	case t.Min.Given && t.Max.Given && t.Min.N > t.Max.N:
		return fault(
			"The minimum "+strconv.Itoa(t.Min.N)+" is above the maximum "+strconv.Itoa(t.Max.N)+".", "Correct one of them.",
		)
	case t.MinShare.Given() && t.MaxShare.Given() && t.MinShare.Rat().Cmp(t.MaxShare.Rat()) > 0:
		return fault("The smallest share is above the largest one.", "Correct one of them.")
	case len(t.List) > 0 && t.Min.N > len(t.List):
		return fault(
			"The list has "+planner.Plural(len(t.List), "value", "values")+", and "+strconv.Itoa(t.Min.N)+" are asked for.",
			"Correct the number or the list.",
		)
	}
	if t.ID == "" {
		t.ID = ID(t)
	}
	return nil
}

// ID is the stable name of a target: "region=African Group", with the group and the
// form where they matter.
func ID(t *planner.Target) string {
	id := string(t.Dimension) + "=" + cmp.Or(t.Given, t.Value)
	if strings.HasPrefix(t.Value, "<") || strings.HasPrefix(t.Value, ">") {
		id = string(t.Dimension) + t.Value
	}
	who := ""
	if t.Kind == planner.Count && t.Dimension == "" {
		id = t.And.String()
	} else if len(t.And) > 0 {
		who = " & " + t.And.String()
	}
	switch t.Kind {
	case planner.Distinct:
		id = string(t.Dimension) + " distinct"
		if len(t.List) > 0 {
			id += " of " + strings.Join(t.List, "|")
		}
	case planner.Each:
		id = string(t.Dimension) + " each"
		if t.Like != "" {
			id = string(t.Dimension) + " like " + t.Like
		}
		for _, d := range t.Across {
			id += " within " + string(d)
		}
	case planner.NotAllSame:
		id = string(t.Dimension) + " not all same"
	case planner.Size:
		id = "size"
	case planner.Seats:
		id = "seats"
	case planner.PerPerson:
		id = "per " + cmp.Or(string(t.Dimension), "person")
	}
	id += who
	if t.Group != "" {
		id = t.Group + ": " + id
	}
	if len(t.Roles) > 0 {
		id += " (" + roleList(t.Roles) + ")"
	}
	if len(t.ExceptRoles) > 0 {
		id += " (not " + roleList(t.ExceptRoles) + ")"
	}
	return id
}

func roleList(roles []planner.Role) string {
	out := make([]string, len(roles))
	for i, r := range roles {
		out[i] = string(r)
	}
	return strings.Join(out, ", ")
}

var (
	someOfForm = regexp.MustCompile(`(?i)^(?:at least |any )?(\d{1,3}) of (?:these: ?|the list: ?)?(.+[;|,].+)$`)
	ofWord     = regexp.MustCompile(`(?i)^\s*(?:of\b|among\b|:)\s*:?`)
)

// someOf reads "2 of A; B; C".
func someOf(text string) (n int, list string, ok bool) {
	m := someOfForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, "", false
	}
	n, _ = strconv.Atoi(m[1]) // at most three digits
	return n, m[2], true
}

func quote(s string) string { return strconv.Quote(s) }
