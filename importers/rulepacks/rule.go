package rulepacks

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

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
	// Check is how it is decided: count, distinct, each-at-most, not-all-same,
	// size, per-person, flag; or note, for rules that people decide.
	Check     string `json:"check"`
	Dimension string `json:"dimension,omitempty"`
	Value     string `json:"value,omitempty"`
	// Question is what a flag asks of a proposal, for people to answer.
	Question string      `json:"question,omitempty"`
	AnyOf    []string    `json:"any_of,omitempty"`
	And      []Condition `json:"and,omitempty"`
	Min      *int        `json:"min,omitempty"`
	Max      *int        `json:"max,omitempty"`
	MinShare string      `json:"min_share,omitempty"`
	MaxShare string      `json:"max_share,omitempty"`
	// Roles are the roles it speaks of, none for everybody; ExceptRoles are left
	// out ("not counting the chair").
	Roles       []string `json:"roles,omitempty"`
	ExceptRoles []string `json:"except_roles,omitempty"`
	// Formats are the session formats it speaks of, none for all; Exempt those it
	// does not.
	Formats []string `json:"formats,omitempty"`
	Exempt  []string `json:"exempt,omitempty"`
}

// Condition is a further condition of a rule, which must hold as well.
type Condition struct {
	Dimension string `json:"dimension"`
	Value     string `json:"value"`
}

// checks are the ways to decide a rule.
var checks = map[string]planner.TargetKind{
	"count": planner.Count, "distinct": planner.Distinct, "each-at-most": planner.Each,
	"not-all-same": planner.NotAllSame, "size": planner.Size, "per-person": planner.PerPerson, "flag": planner.Flag,
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
			rule := r.rule(item, len(p.Rules)+1)
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

// rule reads the nth rule, which is a must and counts people unless it says
// otherwise.
func (r *reader) rule(n ast.Node, nth int) Rule {
	out := Rule{ID: "rule " + strconv.Itoa(nth), Kind: Fail}
	given := len(r.findings)
	at := r.mapping(n, "A rule", []key{
		{"id", r.text(&out.ID)},
		{"text", r.text(&out.Text)},
		{"threshold", r.text(&out.Threshold)},
		{"source", r.text(&out.Source)},
		{"kind", func(n ast.Node) {
			var word string
			if r.word("kind", &word, slices.Sorted(maps.Keys(kinds))...)(n); word != "" {
				out.Kind = kinds[word]
			}
		}},
		{"check", r.word("check", &out.Check, append(slices.Sorted(maps.Keys(checks)), checkNote)...)},
		{"dimension", r.text(&out.Dimension)},
		{"value", r.text(&out.Value)},
		{"question", r.text(&out.Question)},
		{"any_of", r.texts(&out.AnyOf)},
		{"and", r.each("Further conditions", func(item ast.Node) {
			var c Condition
			r.mapping(item, "A condition", []key{{"dimension", r.text(&c.Dimension)}, {"value", r.text(&c.Value)}})
			if c.Dimension == "" || c.Value == "" {
				r.say(item, "A condition has a dimension and a value.", "For example {dimension: region, value: African Group}.")
			}
			out.And = append(out.And, c)
		})},
		{"min", r.bound(&out.Min)},
		{"max", r.bound(&out.Max)},
		{"min_share", r.share(&out.MinShare)},
		{"max_share", r.share(&out.MaxShare)},
		{"roles", r.roles(&out.Roles)},
		{"except_roles", r.roles(&out.ExceptRoles)},
		{"formats", r.texts(&out.Formats)},
		{"exempt", r.texts(&out.Exempt)},
	})
	if len(r.findings) > given {
		return out // what is missing may be what was not understood
	}
	if at["check"] == nil && out.Value != "" {
		out.Check = "count"
	}
	r.complete(&out, func(name string) ast.Node { return cmp.Or(at[name], n) })
	return out
}

// complete reports what a rule lacks to be decided, each at the key it concerns.
func (r *reader) complete(x *Rule, at func(string) ast.Node) {
	kind, known := checks[x.Check]
	bounded := x.Min != nil || x.Max != nil || x.MinShare != "" || x.MaxShare != ""
	fixed := kind == planner.NotAllSame || kind == planner.Flag // what is asked for does not depend on a number
	switch {
	case x.Check == checkNote:
		return
	case !known:
		r.say(at("check"), "The rule does not say what it checks.", "Add a value to count, or a check such as distinct or size.")
	case x.Dimension == "" && kind != planner.Size && kind != planner.PerPerson:
		r.say(at("dimension"), "The rule does not say which dimension it is about.",
			"Add for example \"dimension: region\".")
	case kind == planner.Count && x.Value == "" && len(x.AnyOf) == 0:
		r.say(at("value"), "The rule does not say which value it counts.",
			"Add for example \"value: Government\", or \"check: distinct\" for different values.")
	case kind == planner.Flag && x.Value != "yes" && x.Value != "no":
		r.say(at("value"), "A flag asks for yes or for no.", "Write \"value: yes\" or \"value: no\".")
	case !bounded && !fixed:
		r.say(at("min"), "The rule has no bound, so it asks for nothing.", "Add min, max, min_share or max_share.")
	case x.Min != nil && x.Max != nil && *x.Min > *x.Max:
		r.say(at("min"), fmt.Sprintf("The minimum %d is above the maximum %d.", *x.Min, *x.Max), "Correct one of them.")
	}
}

// roles reads roles in any of the languages that lists of people may be in. A body
// may have roles of its own, such as "president"; what is nearly a common one is
// taken for a slip.
func (r *reader) roles(to *[]string) func(ast.Node) {
	return func(n ast.Node) {
		var words []string
		r.texts(&words)(n)
		for _, w := range words {
			role, known := vocabulary.RoleOf(w)
			if near, ok := vocabulary.Closest(w, commonRoles); !known && ok {
				r.say(n, fmt.Sprintf("The role %q is not known.", w), fmt.Sprintf("Did you mean %q?", near))
			}
			*to = append(*to, cmp.Or(string(role), vocabulary.Fold(w)))
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

// ratio is a share that was checked when the pack was read; none where it is empty.
func ratio(s string) planner.Ratio {
	if s == "" {
		return planner.Ratio{}
	}
	share, _ := parseShare(s)
	return share
}

// Target turns the rule into a target; false for notes, which people decide.
func (r *Rule) Target(pack string) (planner.Target, bool) {
	kind, ok := checks[r.Check]
	if !ok {
		return planner.Target{}, false
	}
	t := planner.Target{
		ID: r.ID, Kind: kind, Dimension: planner.Dimension(r.Dimension), Value: r.Value, AnyOf: r.AnyOf,
		Tier: r.Kind.Tier(), TierGiven: true, Text: r.Text, Source: r.Source, Pack: pack, Question: r.Question,
	}
	for _, c := range r.And {
		t.And = append(t.And, planner.Term{Dimension: planner.Dimension(c.Dimension), Values: []string{c.Value}})
	}
	if r.Min != nil {
		t.Min = planner.LimitOf(*r.Min)
	}
	if r.Max != nil {
		t.Max = planner.LimitOf(*r.Max)
	}
	t.MinShare, t.MaxShare = ratio(r.MinShare), ratio(r.MaxShare)
	for _, x := range r.Roles {
		t.Roles = append(t.Roles, planner.Role(x))
	}
	for _, x := range r.ExceptRoles {
		t.ExceptRoles = append(t.ExceptRoles, planner.Role(x))
	}
	return t, true
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
