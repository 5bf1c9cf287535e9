package disclosure

import (
	"slices"
	"strings"

	"roundtable/planner/schedule"
)

// Outcome is what was asked, in the order of the list of issues, and what came of it.
type Outcome struct {
	Issues []OutcomeIssue
	// Goals are the numbers of the Sustainable Development Goals spoken to.
	Goals []int
}

// OutcomeIssue is one issue. Status is the text of a [planner.OutcomeStatus], empty where
// nobody says, and where Counted: then it rests on numbers alone. Withheld says that the
// wording names somebody.
type OutcomeIssue struct {
	Name     string
	Status   string
	Text     string
	Counted  bool
	Withheld bool
}

// outcome is what the chair wrote down for publication, and what a hum came to that
// everybody heard. Hums by group are not told, for a group may be one person, and nothing
// that was counted is: consensus among ballots is what every one of them says.
func (g *guard) outcome(c *schedule.Conclusion) *Outcome {
	if len(g.m.Outcomes)+len(g.m.Hums) == 0 {
		return nil // ballots alone
	}
	out := &Outcome{Goals: c.Goals}
	met := make([]bool, len(c.Issues))
	for _, is := range g.m.Issues {
		x := OutcomeIssue{Name: is.Name}
		i := slices.IndexFunc(c.Issues, func(x schedule.IssueOutcome) bool {
			return x.ID == is.ID || x.ID == "" && strings.EqualFold(x.Name, is.Name)
		})
		if i >= 0 {
			met[i], x = true, g.outcomeOf(&c.Issues[i], is.Name)
		}
		out.Issues = append(out.Issues, x)
	}
	for i := range c.Issues {
		if !met[i] {
			out.Issues = append(out.Issues, g.outcomeOf(&c.Issues[i], c.Issues[i].Name))
		}
	}
	return out
}

func (g *guard) outcomeOf(x *schedule.IssueOutcome, name string) OutcomeIssue {
	out := OutcomeIssue{Name: name, Status: string(x.Status), Text: x.Text}
	if x.Counted {
		out.Status, out.Counted = string(x.Written), x.Written == ""
	}
	if g.names.inWording(x.Text) {
		out.Text, out.Withheld = "", true
	}
	return out
}
