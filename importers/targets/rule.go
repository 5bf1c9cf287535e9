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
	if strings.ContainsAny(name, "|｜") && !strings.ContainsAny(name, comparing) && !r.isNamed(name) {
		return planner.Target{}, fault(
			quote(
				name,
			)+" names dimensions with | between them, and a target is about one or about several that all hold.",
			"Write a row for each.",
		)
	}
	if t, ok, err := r.forGroups(name, value, kind); ok {
		return t, err
	}
	form := kindOf(kind)
	if kind == "" {
		form, name, value = r.form(name, value)
	} else if kindOf(value) == form {
		value = ""
	}
	switch form {
	case kindLike:
		return r.like(name, cmp.Or(kind, value))
	case kindDistinct:
		return r.distinct(name, value)
	case kindNotAllSame:
		d, err := r.one(name, "not all same")
		return planner.Target{Kind: planner.NotAllSame, Dimension: d, Min: planner.LimitOf(1)}, err
	case kindPerPerson:
		return r.perPerson(name, value), nil
	case kindSize:
		return planner.Target{Kind: planner.Size}, nil
	case kindEach, eachUnsaid:
		return r.each(name, value, form == kindEach)
	case kindCount:
		c, err := r.Condition(name, value)
		return counting(c), err
	}
	return planner.Target{}, &Error{
		quote(kind) + " is no kind of target.", "Write count, distinct, each, not all same, size or per person; of groups also alone, common or even.", kind,
	}
}

// The forms that no word of a list stands for.
const (
	kindLike   vocabulary.List = "like"        // shares as a reference has them
	eachUnsaid vocabulary.List = "each unsaid" // a dimension alone: a maximum for every value
)

// form is what the cells ask for where no kind is named, and the cells without the word
// that says it.
func (r *Reader) form(name, value string) (form vocabulary.List, rest, of string) {
	if bare, ok := kindEach.Begins(name); ok && value == "" {
		return kindEach, strings.TrimSpace(bare), ""
	}
	if list, ok := kindDistinct.Begins(value); ok {
		return kindDistinct, name, strings.TrimSpace(ofWord.ReplaceAllString(list, ""))
	}
	_, _, some := someOf(value)
	switch k := kindOf(value); {
	case k == kindLike, k == kindPerPerson:
		return k, name, value
	case k != "" && k != kindCount && k != kindSize:
		return k, name, ""
	case some:
		return kindDistinct, name, value
	case kindSize.Is(name):
		return kindSize, "", ""
	case kindOf(name) == kindPerPerson && value == "":
		return kindPerPerson, name, value
	case r.crossed(name, value):
		return kindEach, name, value
	case value == "" && !strings.ContainsAny(name, comparing):
		return eachUnsaid, name, ""
	}
	return kindCount, name, value
}

// kindOf is the kind that a word as a whole stands for, "" for none.
func kindOf(word string) vocabulary.List {
	for _, l := range []vocabulary.List{kindDistinct, kindEach, kindNotAllSame, kindPerPerson, kindSize, kindCount} {
		if word != "" && l.Is(word) {
			return l
		}
	}
	switch {
	case likeForm.MatchString(word):
		return kindLike
	case word != "" && sessionWord.Is(word):
		return kindPerPerson
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

// distinct counts different values, all or those of a list, of which it may say how many.
func (r *Reader) distinct(name, list string) (planner.Target, error) {
	d, err := r.one(name, "distinct")
	t := planner.Target{Kind: planner.Distinct, Dimension: d}
	if list == "" || err != nil {
		return t, err
	}
	if n, some, ok := someOf(list); ok {
		t.Min, list = planner.LimitOf(n), some
	}
	values, err := r.values(name, list)
	if err == nil && values.Numeric() {
		err = notUnderstood(d, list)
	}
	t.List = values.Values
	return t, err
}

// perPerson caps the sessions of one person, or of one value of a dimension.
func (r *Reader) perPerson(name, value string) planner.Target {
	t := planner.Target{Kind: planner.PerPerson}
	for _, s := range []string{name, value} {
		s = strings.TrimPrefix(strings.ToLower(s), "per ")
		if r.isDimension(s) && !sessionWord.Is(s) {
			t.Dimension, _ = Dimension(s)
		}
	}
	return t
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
	return len(r.split(name)) > 1 && (value == "" || slices.ContainsFunc(parts(value, ";&；＆", joinWords), kindEach.Is))
}

// each bounds every value of one dimension, or of one within others. said reports
// whether the word each stands there: a dimension alone may be bounded from above
// without it.
func (r *Reader) each(name, value string, said bool) (planner.Target, error) {
	t := planner.Target{Kind: planner.Each}
	dims := r.split(name)
	values := make([]string, len(dims))
	switch given := parts(value, ";&；＆", joinWords); {
	case len(dims) == 1:
		values[0] = value
	case len(given) == len(dims):
		values = given
	case value != "":
		return t, fault(quote(value)+" does not say of each of "+quote(name)+" which value.",
			"Write each for those of which every value is meant.")
	}
	for i, d := range dims {
		if rest, ok := kindEach.Begins(d); ok {
			d = strings.TrimSpace(rest)
		}
		own, _ := Dimension(d)
		if values[i] == "" || kindEach.Is(values[i]) {
			t.Across = append(t.Across, own)
			continue
		}
		term, err := r.term(d, values[i])
		switch {
		case err != nil:
			return t, err
		case len(dims) > 1:
			t.And = append(t.And, term)
			continue
		}
		t.Across = append(t.Across, own)
		for _, v := range term.Values {
			t.Cells = append(t.Cells, planner.Condition{{Dimension: own, Values: []string{v}}})
		}
	}
	if len(t.Across) == 0 || t.Across[0] == "" {
		return t, fault(quote(name)+" does not name a dimension.", "Write for example region, or gender; stakeholder.")
	}
	t.Dimension, t.Across = t.Across[0], t.Across[1:]
	if !said {
		t.Text = needsEach
	}
	return t, nil
}

// needsEach marks, until the bounds are read, that nobody said each.
const needsEach = "\x00each"

// Finish checks a target once its bounds are known and gives it its ID.
func Finish(t *planner.Target) error {
	silent := t.Text == needsEach
	if silent {
		t.Text = ""
	}
	if err := enough(t, silent); err != nil {
		return err
	}
	if err := contradiction(t); err != nil {
		return err
	}
	if t.ID == "" {
		t.ID = ID(t)
	}
	return nil
}

// numberOfGroups refuses numbers that a target of working groups alone does not take.
func numberOfGroups(t *planner.Target) error {
	if t.Kind == planner.NotAlone && t.Max == planner.LimitOf(0) {
		t.Max = planner.Limit{} // the "nobody" of "nobody alone"
	}
	more := t.Max.Given || t.MinShare.Given() || t.MaxShare.Given()
	switch {
	case t.Kind == planner.NotAlone && t.Min.Given && t.Min.N < 2:
		return fault("Who is not to be alone needs at least one other.", "Write 0 or at least 2.")
	case t.Kind == planner.NotAlone && more:
		return fault("Who is not to be alone takes no number but how many they are at least.",
			"Write 0 or at least 2 of them, and a maximum or a share in a line of its own.")
	case t.Kind == planner.ChairsDiffer && (more || t.Min.Given), t.Kind == planner.Even && (more || t.Min.Given):
		return fault(quote(formOf(t))+" takes no number.", "Leave it out.")
	}
	return nil
}

// enough checks that a target says all that its kind takes, and no more.
func enough(t *planner.Target, silent bool) error {
	if finishForGroups(t) {
		return numberOfGroups(t)
	}
	switch {
	case silent && (t.Min.Given || t.MinShare.Given()):
		return fault(
			quote(string(t.Dimension))+" has a minimum but no value.",
			"Write the value it counts, or each for every value, or distinct for different values.",
		)
	case t.Kind == planner.NotAllSame && (t.Min.N > 2 || t.Max.Given || t.MinShare.Given() || t.MaxShare.Given()):
		return fault(
			"\"not all same\" asks for two different values and takes no other number.",
			"Write distinct for a number of different values, such as "+
				quote(string(t.Dimension)+" distinct: at least 3")+".",
		)
	case !t.Bounded() && t.Like == "":
		return fault(
			"A target without a minimum or maximum asks for nothing.",
			"Give min, max, min_share_pct or max_share_pct, or delete it.",
		)
	}
	return nil
}

// contradiction checks that the bounds of a target can hold at the same time.
func contradiction(t *planner.Target) error {
	switch {
	case t.Min.Given && t.Max.Given && t.Min.N > t.Max.N:
		return fault(
			"The minimum "+strconv.Itoa(t.Min.N)+" is above the maximum "+strconv.Itoa(t.Max.N)+".",
			"Correct one of them.",
		)
	case t.MinShare.Given() && t.MaxShare.Given() && t.MinShare.Rat().Cmp(t.MaxShare.Rat()) > 0:
		return fault("The smallest share is above the largest one.", "Correct one of them.")
	case len(t.List) > 0 && t.Min.N > len(t.List):
		return fault(
			"The list has "+planner.Plural(len(t.List), "value", "values")+", and "+strconv.Itoa(t.Min.N)+
				" are asked for.",
			"Correct the number or the list.",
		)
	}
	return nil
}

// ID is the stable name of a target: "region=African Group", with the group and the
// form where they matter.
func ID(t *planner.Target) string {
	id := formOf(t)
	if t.Kind != planner.Count && len(t.And) > 0 {
		id += " & " + t.And.String()
	}
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

// formOf is what a target asks, without the people it is limited to.
func formOf(t *planner.Target) string {
	d := string(t.Dimension)
	switch t.Kind {
	case planner.Distinct:
		if len(t.List) > 0 {
			return d + " distinct of " + strings.Join(t.List, "|")
		}
		return d + " distinct"
	case planner.Each:
		return eachForm(t)
	case planner.NotAllSame:
		return d + " not all same"
	case planner.Size:
		return "size"
	case planner.NotAlone:
		if t.Value != "" || t.Dimension == "" {
			counted := *t
			counted.Kind = planner.Count
			return formOf(&counted) + " not alone"
		}
		return d + " not alone"
	case planner.Even:
		return d + " even"
	case planner.ChairsDiffer:
		return "chairs differ by " + d
	case planner.Seats:
		return "seats"
	case planner.PerPerson:
		return "per " + cmp.Or(d, "person")
	}
	switch {
	case d == "":
		return t.And.String()
	case strings.HasPrefix(t.Value, "<"), strings.HasPrefix(t.Value, ">"):
		return d + t.Value
	}
	return d + "=" + cmp.Or(t.Given, t.Value)
}

// eachForm is what a target asks of each value of its dimension.
func eachForm(t *planner.Target) string {
	if t.Like != "" {
		return string(t.Dimension) + " like " + t.Like
	}
	form := string(t.Dimension) + " each"
	for _, other := range t.Across {
		form += " within " + string(other)
	}
	return form
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
