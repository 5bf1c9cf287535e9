package rulepacks

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Kind says what follows when a rule is not met.
type Kind string

// The kinds of rules and the tiers they become.
const (
	Fail   Kind = "fail"   // the source drops or forbids it: must
	Warn   Kind = "warn"   // the source advises it: should
	Inform Kind = "inform" // people judge it, or it is only noted: nice
)

// Tier returns the tier of a target made from a rule of this kind.
func (k Kind) Tier() planner.Tier {
	switch k {
	case Fail:
		return planner.Must
	case Warn:
		return planner.Should
	default:
		return planner.Nice
	}
}

// kinds are the words for the kinds, those of targets among them.
var kinds = map[string]Kind{
	"fail": Fail, "must": Fail, "warn": Warn, "should": Warn, "inform": Inform, "nice": Inform,
}

// Rule is one line of a pack. README.md documents its keys.
type Rule struct {
	ID string `json:"id"`
	// Text says what the rule asks for; Threshold the same as a number.
	Text      string `json:"text"`
	Threshold string `json:"threshold"`
	Kind      Kind   `json:"kind"`
	// Source is where it is written: an address, or site and page.
	Source string `json:"source"`
	// Line is the whole rule in the language of targets. Without it, Check says how
	// the rule is decided: count, distinct, each-at-most, not-all-same, size,
	// per-person, seats, flag; or note, for rules that people decide.
	Line  string `json:"target,omitempty"`
	Check string `json:"check,omitempty"`
	// When is the condition on those of whom the rule speaks, or who count.
	When      string   `json:"when,omitempty"`
	Dimension string   `json:"dimension,omitempty"`
	Value     string   `json:"value,omitempty"`
	AnyOf     []string `json:"any_of,omitempty"`
	// Question is what a flag asks of a proposal, for people to answer.
	Question string `json:"question,omitempty"`
	Seats    []Seat `json:"seats,omitempty"`
	Min      *int   `json:"min,omitempty"`
	Max      *int   `json:"max,omitempty"`
	MinShare string `json:"min_share,omitempty"`
	MaxShare string `json:"max_share,omitempty"`
	// NearestUpTo is the share up to which MinShare goes to the nearest number.
	NearestUpTo string `json:"nearest_up_to,omitempty"`
	// Roles are the roles it speaks of, none for everybody; ExceptRoles are left
	// out ("not counting the chair").
	Roles       []string `json:"roles,omitempty"`
	ExceptRoles []string `json:"except_roles,omitempty"`
	// Formats are the session formats it speaks of, none for all; Exempt those it
	// does not.
	Formats []string `json:"formats,omitempty"`
	Exempt  []string `json:"exempt,omitempty"`

	demand planner.Target // what it asks for
}

// Seat is a number of seats for people of one kind, a condition.
type Seat struct {
	Who   string `json:"who"`
	Seats int    `json:"seats"`
}

// check is a way to decide a rule, and what the rule has to say for it.
type check struct {
	kind  planner.TargetKind
	needs need
}

type need uint8

const (
	needsDimension need = 1 << iota
	needsValue
	needsAnswer
	needsBound
	needsSeats
)

var checks = map[string]check{
	"count":        {planner.Count, needsDimension | needsValue | needsBound},
	"distinct":     {planner.Distinct, needsDimension | needsBound},
	"each-at-most": {planner.Each, needsDimension | needsBound},
	"not-all-same": {planner.NotAllSame, needsDimension},
	"size":         {planner.Size, needsBound},
	"per-person":   {planner.PerPerson, needsBound},
	"flag":         {planner.Flag, needsDimension | needsAnswer},
	"seats":        {planner.Seats, needsSeats},
}

// checkNote marks a rule that a list of people cannot decide.
const checkNote = "note"

// pack reads the keys of a pack.
func (r *reader) pack(p *Pack, n ast.Node) {
	ids := make(map[string]bool)
	at := r.mapping(n, "A file of rules", []key{
		{"name", r.text(&p.Name)},
		{"title", r.text(&p.Title)},
		{"body", r.text(&p.Body)},
		{"year", r.number(&p.Year)},
		{"read", r.text(&p.Read)},
		{"scheme", r.word("scheme of regions", &p.Scheme, "un", "icann")},
		{"note", r.text(&p.Note)},
		{"rules", r.each("The rules", func(item ast.Node) {
			r.language.Scheme = vocabulary.Scheme(p.Scheme)
			rule := r.rule(item)
			if ids[rule.ID] {
				r.say(item, fmt.Sprintf("The id %q is repeated.", rule.ID), "Give every rule an id of its own.")
			}
			ids[rule.ID] = true
			p.Rules = append(p.Rules, rule)
		})},
	})
	switch {
	case at["rules"] == nil:
		r.say(n, "There are no rules in this file.", "Add the key \"rules\" with a list of them.")
	case len(p.Rules) == 0:
		r.say(at["rules"], "There are no rules in this list.", "Begin each with \"-\".")
	}
}

// rule reads a rule, which is a must and counts people unless it says otherwise. One
// without an id is called by what it asks for, as a target is.
func (r *reader) rule(n ast.Node) Rule {
	var out Rule
	var when planner.Condition
	t := &out.demand
	given := len(r.findings)
	at := r.mapping(n, "A rule", []key{
		{"id", r.text(&out.ID)},
		{"text", r.text(&out.Text)},
		{"threshold", r.text(&out.Threshold)},
		{"source", r.text(&out.Source)},
		{"target", r.line(&out.Line, t)},
		{"kind", r.kind(&out.Kind)},
		{"check", r.word("check", &out.Check, append(slices.Sorted(maps.Keys(checks)), checkNote)...)},
		{"when", r.condition(&out.When, &when)},
		{"dimension", r.text(&out.Dimension)},
		{"value", r.text(&out.Value)},
		{"any_of", r.texts(&out.AnyOf)},
		{"question", r.text(&out.Question)},
		{"seats", r.each("The seats", r.seat(&out.Seats, t))},
		{"min", r.bound(&out.Min)},
		{"max", r.bound(&out.Max)},
		{"min_share", r.share(&out.MinShare, &t.MinShare)},
		{"max_share", r.share(&out.MaxShare, &t.MaxShare)},
		{"nearest_up_to", r.share(&out.NearestUpTo, &t.NearestUpTo)},
		{"roles", r.roles(&out.Roles, &t.Roles)},
		{"except_roles", r.roles(&out.ExceptRoles, &t.ExceptRoles)},
		{"formats", r.texts(&out.Formats)},
		{"exempt", r.texts(&out.Exempt)},
	})
	if at["check"] == nil && (out.Value != "" || len(out.AnyOf) > 0) {
		out.Check = "count"
	}
	if len(r.findings) == given { // else what is missing may be what was not understood
		r.complete(&out, func(name string) ast.Node { return cmp.Or(at[name], n) })
	}
	out.settle(when)
	t.Where = r.place(position(n))
	return out
}

// settle makes the demand of what was read.
func (x *Rule) settle(when planner.Condition) {
	t := &x.demand
	if x.Line == "" {
		t.Kind = checks[x.Check].kind
		t.Dimension, _ = targets.Dimension(x.Dimension)
		t.Value, t.AnyOf = x.Value, x.AnyOf
	}
	if x.Min != nil {
		t.Min = planner.LimitOf(*x.Min)
	}
	if x.Max != nil {
		t.Max = planner.LimitOf(*x.Max)
	}
	t.And = append(t.And, when...)
	if x.Kind == "" { // a target says it in its own words, or it is a must
		x.Kind = kinds[t.Tier.String()]
	}
	t.Tier = x.Kind.Tier()
	x.ID = cmp.Or(x.ID, targets.ID(t))
	t.ID, t.TierGiven, t.Text, t.Source, t.Question = x.ID, true, x.Text, x.Source, x.Question
}

// complete reports what a rule says twice or lacks to be decided, at the key it
// concerns.
func (r *reader) complete(x *Rule, at func(string) ast.Node) {
	for _, part := range x.parts() {
		if !part.ok {
			r.say(at(part.key), part.text, part.fix)
			return
		}
	}
}

// part is something that a rule has to say, and whether it does.
type part struct {
	ok             bool
	key, text, fix string
}

// parts lists what the rule has to say, first what the rest depends on.
func (x *Rule) parts() []part {
	c := checks[x.Check]
	missing := func(n need, given bool, key, what, example string) part {
		text, fix := "The rule does not say "+what+".", fmt.Sprintf("Add for example %q.", example)
		return part{c.needs&n == 0 || given, key, text, fix}
	}
	bounded := x.Min != nil || x.Max != nil || x.MinShare != "" || x.MaxShare != ""
	who := x.When != "" && c.kind == planner.Count // says who counts, without a dimension
	return []part{
		{
			x.Line == "" || x.Check+x.Dimension == "" && !bounded, "target",
			"The target says all of it; check, dimension, value and bounds say it again.", "Keep one of the two.",
		},
		{
			x.Line+x.Check != "", "check", "The rule does not say what it checks.",
			"Add a target such as \"region=African Group: at least 2\", or a check such as distinct or size.",
		},
		{
			x.Min == nil || x.Max == nil || *x.Min <= *x.Max, "min",
			"The minimum is above the maximum.", "Correct one of them.",
		},
		missing(needsDimension, x.Dimension != "" || who, "dimension",
			"which dimension it is about", "dimension: region"),
		missing(needsValue, x.Value != "" || len(x.AnyOf) > 0 || who, "value",
			"which value it counts", "value: Government"),
		missing(needsAnswer, x.Value == "yes" || x.Value == "no", "value",
			"whether it asks for yes or for no", "value: no"),
		missing(needsBound, bounded, "min", "how many: it has no bound", "min: 1"),
		missing(needsSeats, len(x.Seats) > 0, "seats", "which seats there are", "seats: [{who: SIDS, seats: 1}]"),
	}
}

func (r *reader) kind(to *Kind) func(ast.Node) {
	return func(n ast.Node) {
		var word string
		if r.word("kind", &word, slices.Sorted(maps.Keys(kinds))...)(n); word != "" {
			*to = kinds[word]
		}
	}
}

// line reads a whole rule in the language of targets.
func (r *reader) line(text *string, to *planner.Target) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n)
		if !ok {
			return
		}
		t, err := r.language.Line(s)
		if r.understood(n, err) {
			*text, *to = s, t
		}
	}
}

// condition reads who is meant in the language of targets.
func (r *reader) condition(text *string, to *planner.Condition) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n)
		if !ok {
			return
		}
		c, err := r.language.Condition("", s)
		if r.understood(n, err) {
			*text, *to = s, c
		}
	}
}

// understood reports what the language of targets does not understand.
func (r *reader) understood(n ast.Node, err error) bool {
	var wrong *targets.Error
	if errors.As(err, &wrong) {
		r.say(n, wrong.Text, wrong.Fix)
	}
	return err == nil
}

// seat reads seats for people of one kind.
func (r *reader) seat(to *[]Seat, t *planner.Target) func(ast.Node) {
	return func(item ast.Node) {
		seat := Seat{Seats: 1}
		var who planner.Condition
		at := r.mapping(item, "A line of seats", []key{
			{"who", r.condition(&seat.Who, &who)}, {"seats", r.number(&seat.Seats)},
		})
		if at["who"] == nil || seat.Seats == 0 {
			r.say(item, "A line of seats says who they are for and how many there are.",
				"For example {who: SIDS, seats: 1}.")
		}
		if *to = append(*to, seat); len(*to) == planner.MostSeatKinds+1 {
			r.say(item, fmt.Sprintf("A rule tells at most %d kinds of seats apart.", planner.MostSeatKinds),
				"Make several rules of it.")
		}
		t.Cells, t.Seats = append(t.Cells, who), append(t.Seats, seat.Seats)
		t.Min = planner.LimitOf(t.Min.N + seat.Seats)
	}
}

// roles reads roles in any of the languages that lists of people may be in. A body
// may have roles of its own, such as "president"; what is nearly a common one is
// taken for a slip.
func (r *reader) roles(words *[]string, to *[]planner.Role) func(ast.Node) {
	return func(n ast.Node) {
		r.texts(words)(n)
		for _, w := range *words {
			role, known := vocabulary.RoleOf(w)
			if near, ok := vocabulary.Closest(w, commonRoles); !known && ok {
				r.say(n, fmt.Sprintf("The role %q is not known.", w), meant(near, commonRoles))
			}
			*to = append(*to, cmp.Or(role, planner.Role(vocabulary.Fold(w))))
		}
	}
}

var commonRoles = []string{
	string(planner.RoleSpeaker), string(planner.RoleModerator), string(planner.RoleOnlineModerator),
	string(planner.RoleRapporteur), string(planner.RoleOrganizer), string(planner.RoleParticipant),
}

// parseShare reads "40/100" or "40 %".
func parseShare(s string) (planner.Ratio, bool) {
	a, b, ok := strings.Cut(s, "/")
	if percent, found := strings.CutSuffix(s, "%"); found {
		a, b, ok = percent, "100", true
	}
	num, err1 := strconv.ParseInt(strings.TrimSpace(a), 10, 32)
	den, err2 := strconv.ParseInt(strings.TrimSpace(b), 10, 32)
	ok = ok && err1 == nil && err2 == nil && den > 0 && num >= 0 && num <= den
	return planner.Ratio{Num: num, Den: den}, ok
}

// Target returns what the rule asks for; false for notes, which people decide.
func (r *Rule) Target(pack string) (planner.Target, bool) {
	t := r.demand
	t.Pack = pack
	return t, r.Check != checkNote
}

// SpeaksOf reports whether the rule speaks of sessions of the given format. An
// unknown format, and one that the rule neither lists nor exempts by name (a
// "Round Table" is a workshop), is spoken of.
func (r *Rule) SpeaksOf(format string) bool {
	f := strings.ToLower(strings.TrimSpace(format))
	if f == "" {
		return true
	}
	for _, e := range r.Exempt {
		if strings.Contains(f, strings.ToLower(e)) {
			return false
		}
	}
	return true
}
