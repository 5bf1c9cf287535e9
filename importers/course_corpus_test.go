//go:build corpus

package importers

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/testdata"
)

// Of twenty proposals of the Internet Governance Forum the length, the beginning, the parts
// and the goals were written down from their texts before they were read.
func TestCourseOfProposals(t *testing.T) {
	for _, want := range testdata.Rows(t, "course", "proposals.csv") {
		m, _, err := Read(context.Background(), []Input{{Path: testdata.Corpus(t, "igf-proposals", want["file"])}}, Options{})
		if err != nil {
			t.Errorf("%s: %v", want["file"], err)
			continue
		}
		got := map[string]string{
			"minutes": fmt.Sprint(m.Minutes), "parts": partsSaid(m.Agenda),
			"goals": strings.Trim(fmt.Sprint(m.Goals), "[]"), "start": "",
		}
		if m.When.Timed {
			got["start"] = fmt.Sprintf("%02d:%02d", m.When.Start/60, m.When.Start%60)
		}
		for key, value := range got {
			if said := want[key]; said != value {
				t.Errorf("%s, %s: %q, want %q", want["file"], key, value, said)
			}
		}
	}
}

func partsSaid(parts []planner.Part) string {
	var out []string
	for _, p := range parts {
		text := fmt.Sprint(p.Minutes, " ", p.Kind)
		if p.Each > 0 {
			text += fmt.Sprintf(" %d+%d", p.Each, p.Questions)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
