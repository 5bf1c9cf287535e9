package build

import (
	"strings"
	"testing"

	"roundtable/importers/rulepacks"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/messages"
)

// Every rule of every embedded pack is said in all six languages, in words of its form or by
// its id, and so is what it asks of a proposal and the title of the pack.
func TestRulePacksInSixLanguages(t *testing.T) {
	for _, name := range rulepacks.Names() {
		pack, err := rulepacks.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"en", "fr", "es", "ar", "zh", "ru"} {
			l, ok := messages.In(tag)
			if !ok {
				t.Fatal(tag)
			}
			w := brief.Words{Catalogue: l}
			said := func(what, code, own string, label string) {
				own = strings.TrimRight(strings.Join(strings.Fields(own), " "), ".")
				if tag != "en" && (label == own || label == "") || tag == "en" && code != "" && !l.Has(code) {
					t.Errorf("%s, %s: %s %q is not said", name, tag, what, own)
				}
			}
			said("the title", "pack."+name, pack.Title, l.Say("pack."+name, nil))
			for _, x := range pack.TargetsFor("") {
				r := &balance.TargetResult{ID: x.ID, Target: x, Dimension: x.Dimension, Needs: "x", Status: balance.CannotTell}
				code := ""
				if x.Kind == planner.Flag {
					code = "rule-text." + x.ID
				}
				said("rule "+x.ID, code, x.Text, panel.TargetLabel(w, r))
				if x.Kind == planner.Flag && x.Question != "" {
					said("question of "+x.ID, "rule-question."+x.ID, x.Question, w.OfPack(
						"rule-question."+x.ID, l.Say("rule-question."+x.ID, nil), x.Question))
				}
			}
		}
	}
}
