package rulepacks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

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

// Rule is one line of a pack.
type Rule struct {
	ID string `json:"id" yaml:"id"`
	// Text says what the rule asks for; Threshold the same as a number.
	Text      string `json:"text" yaml:"text"`
	Threshold string `json:"threshold" yaml:"threshold"`
	Kind      Kind   `json:"kind" yaml:"kind"`
	// Source is where it is written: an address, or site and page.
	Source string `json:"source" yaml:"source"`
	// Check is how it is decided: count, distinct, each-at-most, not-all-same,
	// size, per-person, flag; or note, for rules that people decide.
	Check     string   `json:"check" yaml:"check"`
	Dimension string   `json:"dimension,omitempty" yaml:"dimension"`
	Value     string   `json:"value,omitempty" yaml:"value"`
	AnyOf     []string `json:"any_of,omitempty" yaml:"any_of"`
	And       []struct {
		Dimension string `json:"dimension" yaml:"dimension"`
		Value     string `json:"value" yaml:"value"`
	} `json:"and,omitempty" yaml:"and"`
	Min      *int   `json:"min,omitempty" yaml:"min"`
	Max      *int   `json:"max,omitempty" yaml:"max"`
	MinShare string `json:"min_share,omitempty" yaml:"min_share"`
	MaxShare string `json:"max_share,omitempty" yaml:"max_share"`
	// Roles are the roles it speaks of, none for everybody; ExceptRoles are left
	// out ("not counting the chair").
	Roles       []string `json:"roles,omitempty" yaml:"roles"`
	ExceptRoles []string `json:"except_roles,omitempty" yaml:"except_roles"`
	// Formats are the session formats it speaks of, none for all; Exempt those it
	// does not.
	Formats []string `json:"formats,omitempty" yaml:"formats"`
	Exempt  []string `json:"exempt,omitempty" yaml:"exempt"`
}

// checks are the ways to decide a rule.
var checks = map[string]planner.TargetKind{
	"count": planner.Count, "distinct": planner.Distinct, "each-at-most": planner.Each,
	"not-all-same": planner.NotAllSame, "size": planner.Size, "per-person": planner.PerPerson, "flag": planner.Flag,
}

// checkNote marks a rule that a list of people cannot decide.
const checkNote = "note"

// parse reads one pack and checks that every line is complete.
func parse(file string, raw []byte) (Pack, error) {
	var p Pack
	if err := yaml.UnmarshalWithOptions(raw, &p, yaml.Strict()); err != nil {
		return Pack{}, fmt.Errorf("%s: %w", file, err)
	}
	p.Note = strings.TrimSpace(p.Note)
	var faults []string
	need := func(ok bool, what string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Sprintf(what, args...))
		}
	}
	need(p.Name+".yaml" == file, "the name %q does not match the file", p.Name)
	need(p.Title != "" && p.Body != "" && p.Year > 0 && p.Read != "", "title, body, year or read is missing")
	need(len(p.Rules) > 0, "there are no rules")
	ids := make(map[string]bool)
	for i := range p.Rules {
		r := &p.Rules[i]
		r.Text = strings.TrimSpace(r.Text)
		need(r.ID != "" && !ids[r.ID], "rule %d: the id %q is missing or repeated", i+1, r.ID)
		ids[r.ID] = true
		for _, f := range r.faults() {
			need(false, "rule %s: %s", r.ID, f)
		}
	}
	if len(faults) > 0 {
		return Pack{}, fmt.Errorf("%s: %s", file, strings.Join(faults, "; "))
	}
	return p, nil
}

// faults lists what is missing or wrong in a rule.
func (r *Rule) faults() []string {
	var out []string
	if r.Text == "" || r.Source == "" || r.Threshold == "" {
		out = append(out, "text, threshold or source is missing")
	}
	if r.Kind != Fail && r.Kind != Warn && r.Kind != Inform {
		out = append(out, fmt.Sprintf("the kind %q is none of fail, warn, inform", r.Kind))
	}
	kind, known := checks[r.Check]
	if !known && r.Check != checkNote {
		out = append(out, fmt.Sprintf("the check %q is not known", r.Check))
	}
	bounded := r.Min != nil || r.Max != nil || r.MinShare != "" || r.MaxShare != ""
	if known && !bounded && kind != planner.NotAllSame && kind != planner.Flag {
		out = append(out, "there is no bound")
	}
	if known && r.Dimension == "" && kind != planner.Size && kind != planner.PerPerson {
		out = append(out, "there is no dimension")
	}
	if kind == planner.Flag && known && r.Value != "yes" && r.Value != "no" {
		out = append(out, "a flag wants yes or no")
	}
	for _, s := range []string{r.MinShare, r.MaxShare} {
		if _, err := parseShare(s); err != nil {
			out = append(out, err.Error())
		}
	}
	for _, role := range slices.Concat(r.Roles, r.ExceptRoles) {
		if !slices.Contains(knownRoles(), planner.Role(role)) {
			out = append(out, fmt.Sprintf("the role %q is not known", role))
		}
	}
	return out
}

func knownRoles() []planner.Role {
	return []planner.Role{
		planner.RoleSpeaker, planner.RoleModerator, planner.RoleOnlineModerator,
		planner.RoleRapporteur, planner.RoleOrganizer, planner.RoleParticipant,
	}
}

// parseShare reads "40/100"; empty is no share.
func parseShare(s string) (planner.Ratio, error) {
	if s == "" {
		return planner.Ratio{}, nil
	}
	a, b, ok := strings.Cut(s, "/")
	num, err1 := strconv.ParseInt(a, 10, 64)
	den, err2 := strconv.ParseInt(b, 10, 64)
	if !ok || err1 != nil || err2 != nil || den <= 0 || num < 0 || num > den {
		return planner.Ratio{}, fmt.Errorf("%q is not a share such as 40/100", s)
	}
	return planner.Ratio{Num: num, Den: den}, nil
}

// Target turns the rule into a target; false for notes, which people decide.
func (r *Rule) Target(pack string) (planner.Target, bool) {
	kind, ok := checks[r.Check]
	if !ok {
		return planner.Target{}, false
	}
	t := planner.Target{
		ID: r.ID, Kind: kind, Dimension: planner.Dimension(r.Dimension), Value: r.Value, AnyOf: r.AnyOf,
		Tier: r.Kind.Tier(), TierGiven: true, Text: r.Text, Source: r.Source, Pack: pack,
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
	t.MinShare, _ = parseShare(r.MinShare) // checked when the pack was read
	t.MaxShare, _ = parseShare(r.MaxShare)
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
