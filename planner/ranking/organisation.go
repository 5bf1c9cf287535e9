package ranking

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// organisationBallots makes one ballot of each organisation: issues ranked by
// the number of strict wins summed over the organisation's ballots (unranked
// issues treated as Options.Unranked says), equal sums tied. This is how the ONNX
// steering committee counts, whose published results it reproduces together
// with the domination count. A ballot without an organisation stays as it is.
// The group is kept where all ballots of the organisation share it.
func (p *profile) organisationBallots(opts *Options) *profile {
	next := planner.NewBallots(p.m)
	next.Scale = p.ballots.Scale
	sums := make([][]int64, len(p.orgs))
	members := make([][]int, len(p.orgs))
	r := newReader(p.m, p.tickStyle)
	for i, s := range p.status {
		if s != counted {
			continue
		}
		org := p.cells[p.cellOf[i]].org
		if org < 0 {
			next.Add(p.ballots.At(i))
			continue
		}
		if sums[org] == nil {
			sums[org] = make([]int64, p.m)
		}
		members[org] = append(members[org], i)
		addWins(sums[org], r, p, i, opts.Unranked)
	}
	for org, wins := range sums {
		if wins == nil {
			continue
		}
		next.Add(p.organisationBallot(org, wins, members[org]))
	}
	two := *opts
	two.Weights, two.Voters = ByHeads, nil
	q := admit(next, &two, relabel(next))
	q.findings = append(q.findings, p.findings...)
	q.abstained, q.replacedN = p.abstained, p.replacedN
	q.strangers, q.groupless, q.excluded = p.strangers, p.groupless, p.excluded
	q.findings = append(q.findings, planner.Finding{
		Code: "organisations-combined", Severity: planner.Note,
		Text: fmt.Sprintf("%d ballots were combined into %d, one for each organisation", p.ballotsCounted, q.ballotsCounted),
	})
	return q
}

// addWins adds, for each issue, the issues strictly below it on ballot i.
func addWins(sum []int64, r *reader, p *profile, i int, policy Policy) {
	x := p.ballots.At(i)
	order, ends := r.read(x.Kind, x.Marks)
	lowest := len(order)
	if policy == Last && x.Kind != planner.Hum {
		lowest = p.m
	}
	start := int32(0)
	for _, end := range ends {
		for _, a := range order[start:end] {
			sum[a] += int64(lowest-int(end)) * x.Count
		}
		start = end
	}
}

func (p *profile) organisationBallot(org int, wins []int64, members []int) planner.Ballot {
	levels := slices.Clone(wins)
	slices.Sort(levels)
	levels = slices.Compact(levels)
	marks := make([]planner.Mark, p.m)
	for a, w := range wins {
		at, _ := slices.BinarySearch(levels, w)
		marks[a] = planner.Mark(len(levels) - at)
	}
	first := p.ballots.At(members[0])
	group := first.Group
	for _, i := range members {
		if p.ballots.At(i).Group != group {
			group = ""
		}
	}
	return planner.Ballot{
		Voter: strings.TrimSpace(p.orgs[org]), Organisation: p.orgs[org], Group: group,
		Kind: planner.Ranking, Marks: marks, Count: 1, Where: first.Where,
	}
}

// relabel gives every label of a list its own name.
func relabel(b *planner.Ballots) *aliases {
	out := &aliases{group: map[uint32]string{}, region: map[uint32]string{}, org: map[uint32]string{}}
	for i := range b.Len() {
		g, r, o := b.Codes(i)
		out.group[g], out.region[r], out.org[o] = b.Label(g), b.Label(r), b.Label(o)
	}
	return out
}
