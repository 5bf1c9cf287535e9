package rulepacks_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"roundtable/importers/rulepacks"
	"roundtable/planner"
	"roundtable/planner/balance"
)

// line is a rule with a panel that meets it and one that misses it.
type line struct {
	Rule   string   `yaml:"rule"`
	Meets  []string `yaml:"meets"`
	Misses []string `yaml:"misses"`
}

// Every line of every pack that a list of people can decide has both panels;
// without the field it speaks of, the answer is "cannot tell" or missed, never met.
func TestEveryLineIsMetAndMissed(t *testing.T) {
	raw, err := os.ReadFile("testdata/lines.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var lines []line
	if err := yaml.Unmarshal(raw, &lines); err != nil {
		t.Fatal(err)
	}
	byRule := make(map[string]line)
	for _, l := range lines {
		byRule[l.Rule] = l
	}
	for _, name := range rulepacks.Names() {
		p, err := rulepacks.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Rules {
			r := &p.Rules[i]
			target, ok := r.Target(p.Name)
			key := p.Name + "/" + r.ID
			if !ok {
				if r.Check != "note" {
					t.Errorf("%s: neither a target nor a note", key)
				}
				continue
			}
			l, ok := byRule[key]
			if !ok || len(l.Meets) == 0 || len(l.Misses) == 0 {
				t.Errorf("%s: no test panels", key)
				continue
			}
			delete(byRule, key)
			t.Run(key, func(t *testing.T) {
				if got := status(t, &target, l.Meets); got != balance.Met {
					t.Errorf("%q: %s, want met", l.Meets, got)
				}
				if got := status(t, &target, l.Misses); got != balance.Missed {
					t.Errorf("%q: %s, want missed", l.Misses, got)
				}
				checkBlank(t, &target)
			})
		}
	}
	for key := range byRule {
		t.Errorf("test panels for %s, which is in no pack", key)
	}
}

// checkBlank judges nine speakers of whom nothing else is known.
func checkBlank(t *testing.T, target *planner.Target) {
	if target.Kind == planner.Size || target.Kind == planner.PerPerson {
		return
	}
	if got := status(t, target, []string{"9 × speaker", "1 × moderator", "2 × organizer"}); got == balance.Met {
		t.Errorf("people of whom nothing is known meet it")
	}
}

// status judges one target on a panel written as in testdata/lines.yaml.
func status(t *testing.T, target *planner.Target, entries []string) balance.Status {
	t.Helper()
	opts := balance.DefaultOptions()
	var everybody planner.Roster
	var sessions []balance.Session
	for _, e := range entries {
		if names, ok := strings.CutPrefix(e, "session "); ok {
			var r planner.Roster
			for _, n := range strings.Split(names, ", ") {
				r = append(r, planner.Participant{
					ID: n, Name: n, Roles: target.Roles,
					Values: map[planner.Dimension][]string{target.Dimension: {n}},
				})
			}
			sessions = append(sessions, balance.Session{Name: strconv.Itoa(len(sessions) + 1), Panel: r, Targets: []planner.Target{*target}, Options: opts})
			continue
		}
		if field, ok := strings.CutPrefix(e, "field "); ok {
			name, value, _ := strings.Cut(field, "=")
			answer := map[string]planner.Answer{"yes": planner.Yes, "no": planner.No}[value]
			opts.Fields = map[planner.Dimension]planner.Answer{planner.Dimension(name): answer}
			continue
		}
		everybody = append(everybody, people(t, e, len(everybody))...)
	}
	if len(sessions) > 0 {
		return balance.CheckProgramme(sessions).Targets[0].Status
	}
	panel, _ := planner.ChoosePanel(everybody, nil)
	opts.Session = everybody
	return balance.Check(panel.Members, []planner.Target{*target}, opts).Targets[0].Status
}

func people(t *testing.T, entry string, from int) planner.Roster {
	t.Helper()
	parts := strings.Split(entry, " | ")
	count, roles, ok := strings.Cut(parts[0], " × ")
	n, err := strconv.Atoi(count)
	if !ok || err != nil {
		t.Fatalf("entry %q is not understood", entry)
	}
	var out planner.Roster
	for i := range n {
		p := planner.Participant{ID: fmt.Sprintf("p%02d", from+i), Values: make(map[planner.Dimension][]string)}
		for _, r := range strings.Split(roles, ", ") {
			p.Roles = append(p.Roles, planner.Role(r))
		}
		for _, kv := range parts[1:] {
			d, v, _ := strings.Cut(kv, "=")
			p.Values[planner.Dimension(d)] = []string{v}
		}
		out = append(out, p)
	}
	return out
}
