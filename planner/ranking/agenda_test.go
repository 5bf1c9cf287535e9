package ranking

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

type agendaExpected struct {
	PAVScore       fraction   `json:"pav_score"`
	AV             [][]string `json:"av"`
	SeqPAV         [][]string `json:"seqpav"`
	PAV            [][]string `json:"pav"`
	Phragmen       [][]string `json:"seqphragmen"`
	Shares         [][]string `json:"equal-shares"`
	SharesAV       [][]string `json:"equal-shares-with-av-completion"`
	SharesAlone    [][]string `json:"equal-shares_without_completion"`
	Representation map[string]struct {
		Committee []string `json:"committee"`
		JR        bool     `json:"JR"`
		EJRPlus   bool     `json:"EJR_plus"`
	} `json:"representation"`
}

func TestReferenceApprovals(t *testing.T) {
	var votes struct {
		Voters int64               `json:"voters"`
		AV     map[string]fraction `json:"av"`
	}
	var byK map[string]json.RawMessage
	path := shared(t, "data", "ranking-cases", "posterA.cat.expected.json")
	readJSON(t, path, &votes)
	readJSON(t, path, &byK)
	p := loadCase(t, strings.TrimSuffix(path, ".expected.json"))
	for _, k := range []int{3, 5} {
		var want agendaExpected
		if err := json.Unmarshal(byK[fmt.Sprintf("k=%d", k)], &want); err != nil {
			t.Fatal(err)
		}
		agendas := make(map[string][]string)
		for _, rule := range AgendaRuleNames() {
			res := p.rank(t, func(o *Options) { o.AgendaK, o.AgendaRule = k, rule })
			same(t, "approvals", res.Rules["approval"].Scores, votes.AV)
			if res.Ballots != votes.Voters {
				t.Errorf("%d ballots, want %d", res.Ballots, votes.Voters)
			}
			agendas[rule] = res.Agenda.Issues
			if rule == ruleEqualShares {
				oneOfSets(t, "equal shares alone", res.Agenda.BeforeCompletion, want.SharesAlone)
				for _, o := range res.Agenda.Others {
					if o.Rule == rulePAV {
						same(t, "PAV score", o.Score, want.PAVScore)
						if o.Optimal != len(want.PAV) {
							t.Errorf("%d optimal PAV sets, want %d", o.Optimal, len(want.PAV))
						}
					}
				}
			}
		}
		oneOfSets(t, "approval", agendas[ruleApproval], want.AV)
		oneOfSets(t, "seqPAV", agendas[ruleSeqPAV], want.SeqPAV)
		oneOfSets(t, "PAV", agendas[rulePAV], want.PAV)
		oneOfSets(t, "seqPhragmén", agendas[rulePhragmen], want.Phragmen)
		oneOfSets(t, "equal shares", agendas[ruleEqualShares], want.Shares)
		res := p.rank(t, func(o *Options) { o.AgendaK, o.Completion = k, "support" })
		oneOfSets(t, "equal shares with support", res.Agenda.Issues, want.SharesAV)
		checkRepresentation(t, p, want)
	}
}

func checkRepresentation(t *testing.T, p profileText, want agendaExpected) {
	t.Helper()
	for name, w := range want.Representation {
		c := certificateOf(t, p, w.Committee)
		if c.JR != w.JR || c.EJRPlus != w.EJRPlus {
			t.Errorf("%s: JR %v, EJR+ %v; want %v, %v", name, c.JR, c.EJRPlus, w.JR, w.EJRPlus)
		}
	}
}

func certificateOf(t *testing.T, p profileText, committee []string) Certificate {
	t.Helper()
	opts := DefaultOptions()
	opts.AgendaK = len(committee)
	r, err := newRun(t.Context(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	var set []int
	for _, id := range committee {
		set = append(set, slices.Index(r.chosen.ids, id))
	}
	return newApprovals(r.chosen, len(set)).certify(set)
}

func oneOfSets(t *testing.T, what string, got []string, want [][]string) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(got))
	for _, w := range want {
		if slices.Equal(sorted, slices.Sorted(slices.Values(w))) {
			return
		}
	}
	t.Errorf("%s: %v is none of %v", what, got, want)
}
