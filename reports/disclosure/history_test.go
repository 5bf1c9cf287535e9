package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"roundtable/planner/ranking"
	"roundtable/reports/disclosure"
	"roundtable/reports/release"
)

// history is a vote that is published again and again, while ballots come late, are
// corrected, or are taken back. Every version of every ballot is one of the vote's; an
// edition is made from those of its time.
type history struct {
	vote     vote // every version of every ballot
	ledger   *release.Ledger
	told     []telling // of the editions that were sent
	pages    []read
	now      []int // the versions that count
	replaced int
	refused  int
}

// edition is what is read at the time.
func (h *history) edition() vote {
	v := h.vote
	v.marks, v.weights, v.groups, v.offices = nil, nil, nil, nil
	for _, j := range h.now {
		v.marks = append(v.marks, h.vote.marks[j])
		v.weights = append(v.weights, h.vote.weights[j])
		v.groups = append(v.groups, h.vote.groups[j])
	}
	return v
}

// publish does what the command of that name does: as much as the ledger lets it, and
// with --replaces where few ballots differ.
func (h *history) publish(t *testing.T, withdrawn bool) {
	t.Helper()
	v := h.edition()
	record := release.Of(v.meeting(), release.Settings{Weighing: string(v.mode)})
	policy := disclosure.DefaultPolicy()
	made := h.ledger.Admit(record, policy.K, true)
	if len(made.Refused) > 0 {
		h.refused++
		return
	}
	policy.Replaces = made.Quiet
	page, _, weights := v.finish(t, policy)
	number := h.ledger.Add(record, "2026-11-28", policy.Replaces)
	if withdrawn { // what was never sent, nobody has read
		if _, err := h.ledger.Withdraw(number); err != nil {
			t.Fatal(err)
		}
		return
	}
	if policy.Replaces {
		h.replaced++
	}
	r := readPage(t, page)
	h.pages = append(h.pages, r)
	if len(r.order) == 0 {
		return
	}
	every := make([]int64, len(h.vote.marks))
	for at, j := range h.now {
		every[j] = weights[at]
	}
	h.told = append(h.told, tellingOf(r, every, len(v.marks[0])))
}

// late adds ballots of those who have not voted, correct puts another in place of one.
func (h *history) late(rnd *rand.Rand, n int) {
	for range n {
		h.now = append(h.now, h.version(rnd))
	}
}

func (h *history) correct(rnd *rand.Rand) {
	h.now = slices.Clone(h.now)
	h.now[rnd.IntN(len(h.now))] = h.version(rnd)
}

func (h *history) version(rnd *rand.Rand) int {
	x := randomForms(rnd) // only for its taste
	like := make([]float64, len(h.vote.marks[0]))
	for i := range like {
		like[i] = float64(x.marks[0][i%len(x.marks[0])]) + rnd.Float64()
	}
	h.vote.marks = append(h.vote.marks, h.vote.ballot(rnd, like))
	h.vote.weights = append(h.vote.weights, 1)
	h.vote.groups = append(h.vote.groups, h.vote.groups[rnd.IntN(len(h.vote.groups))])
	return len(h.vote.marks) - 1
}

func randomHistory(t *testing.T, rnd *rand.Rand) *history {
	h := &history{}
	most := []int{60, 9}[rnd.IntN(2)] // few, so that many times as many can come late
	for h.vote = randomForms(rnd); h.vote.mode == ranking.ByOrganisation || len(h.vote.marks) < 5 ||
		len(h.vote.marks) > most; {
		h.vote = randomForms(rnd)
	}
	var err error
	if h.ledger, err = release.New(strings.NewReader(strings.Repeat("key of the ledger", 4))); err != nil {
		t.Fatal(err)
	}
	for j := range h.vote.marks {
		h.now = append(h.now, j)
	}
	for step := range 2 + rnd.IntN(4) {
		if step > 0 {
			switch rnd.IntN(8) {
			case 0:
				h.correct(rnd)
			case 1:
				h.now = h.now[1:]
			case 2:
				h.late(rnd, 1+rnd.IntN(4))
			case 3:
				h.late(rnd, 5+rnd.IntN(12))
			case 4, 5, 6: // as many as leave them room, if these are not too many to try
				if n := len(h.now); n <= 12 {
					h.late(rnd, 4*n+5*len(h.vote.marks[0])+10+rnd.IntN(3))
				}
			default:
				h.late(rnd, 1)
			}
		}
		h.publish(t, rnd.IntN(5) == 0)
	}
	return h
}

// Whatever was published of one meeting, one after the other: all that was sent is held
// together, and nothing follows of a ballot, least of all of those by which two editions
// differ. These are votes as they may happen; for all that could, see
// TestHowFarApartEditionsMustBe.
func TestAttackHistories(t *testing.T) {
	t.Parallel()
	replaced, refused, several := 0, 0, 0
	for seed := range attacked(100) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 16))
		h := randomHistory(t, rnd)
		replaced, refused = replaced+h.replaced, refused+h.refused
		if lengths := strings.Fields(ballotsIn(h.told)); len(slices.Compact(lengths)) > 1 {
			several++
		}
		if len(h.told) == 0 {
			continue
		}
		n := len(h.vote.marks)
		others := []int{n - 1, max(n-2, 0), 0, rnd.IntN(n)}
		for i := range h.told { // what came later is in no earlier edition
			h.told[i].weights = append(h.told[i].weights, make([]int64, n-len(h.told[i].weights))...)
		}
		others = slices.DeleteFunc(others, func(j int) bool {
			return !slices.ContainsFunc(h.told, func(x telling) bool { return x.weights[j] > 0 })
		})
		why := anyBetrayed(h.vote.form(), h.vote.marks, h.told, rnd, []int{rnd.IntN(n), n - 1}, others)
		if why != "" {
			t.Errorf("seed %d, %s, %s, editions of %v: %s; read %+v", seed, h.vote.kind, h.vote.mode, ballotsIn(h.told),
				why, h.pages)
		}
	}
	t.Logf("%d editions that replace one, %d refused, %d histories of several", replaced, refused, several)
	if replaced < 20 || several < 20 {
		t.Error("too few histories of several editions")
	}
}

func ballotsIn(told []telling) string {
	out := ""
	for _, x := range told {
		n := 0
		for _, w := range x.weights {
			if w > 0 {
				n++
			}
		}
		out += fmt.Sprint(n, " ")
	}
	return out
}
