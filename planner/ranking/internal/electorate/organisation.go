package electorate

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
)

// PerOrganisation makes one ballot of each organisation: issues ranked by the
// number of strict wins summed over the organisation's ballots (unranked issues
// treated as the policy says), equal sums tied. This is how the ONNX steering
// committee counts, whose published results it reproduces together with the
// domination count. A ballot without an organisation stays as it is. The group is
// kept where all ballots of the organisation share it. What was remarked on the
// single ballots is kept; p must tell organisations apart.
func (p *Profile) PerOrganisation(policy ballot.Policy, set Settings) *Profile {
	next := planner.NewBallots(p.M)
	next.Scale = p.Ballots.Scale
	sums := make([][]int64, len(p.orgs))
	members := make([][]int, len(p.orgs))
	r := ballot.NewReader(p.M, p.TickStyle)
	for i, s := range p.Status {
		if s != Counted {
			continue
		}
		org := p.cells[p.cellOf[i]].org
		if org < 0 {
			b := p.Ballots.At(i)
			b.Group = p.groupOf(i)
			next.Add(b)
			continue
		}
		if sums[org] == nil {
			sums[org] = make([]int64, p.M)
		}
		members[org] = append(members[org], i)
		addWins(sums[org], r, p, i, policy)
	}
	for org, wins := range sums {
		next.Add(p.organisationBallot(org, wins, members[org]))
	}
	set.Voters, set.ByRegion, set.ByOrganisation = nil, false, false
	q := Admit(next, CollectLabels(next), set)
	q.Remarks = append(q.Remarks, p.Remarks...)
	q.Of, q.Excluded = p.Of, p.Excluded
	return q
}

// groupOf is the group that a counted ballot counts for, in the spelling in force;
// empty without one.
func (p *Profile) groupOf(i int) string {
	if g := p.cells[p.cellOf[i]].group; g >= 0 && g != p.UnknownGroup {
		return p.Groups[g]
	}
	return ""
}

// Organisation is one organisation with its ballots.
type Organisation struct {
	Name    string // empty for the ballots without one
	Ballots int64
}

// CountOrganisations lists the organisations in order of first appearance, and last the
// ballots without one, if there are any; p must tell organisations apart.
func (p *Profile) CountOrganisations() []Organisation {
	out := make([]Organisation, len(p.orgs)+1)
	for i, name := range p.orgs {
		out[i].Name = name
	}
	for i := range p.cells {
		at := p.cells[i].org
		if at < 0 {
			at = len(p.orgs)
		}
		out[at].Ballots += p.cells[i].n
	}
	return slices.DeleteFunc(out, func(o Organisation) bool { return o.Ballots == 0 })
}

// addWins adds, for each issue, the issues strictly below it on ballot i.
func addWins(sum []int64, r *ballot.Reader, p *Profile, i int, policy ballot.Policy) {
	x := p.Ballots.At(i)
	order, ends := r.Read(x.Kind, x.Marks)
	lowest := len(order)
	if policy == ballot.Last && x.Kind != planner.Hum {
		lowest = p.M
	}
	start := int32(0)
	for _, end := range ends {
		for _, a := range order[start:end] {
			sum[a] += int64(lowest-int(end)) * x.Count
		}
		start = end
	}
}

func (p *Profile) organisationBallot(org int, wins []int64, members []int) planner.Ballot {
	levels := slices.Clone(wins)
	slices.Sort(levels)
	levels = slices.Compact(levels)
	marks := make([]planner.Mark, p.M)
	for a, w := range wins {
		at, _ := slices.BinarySearch(levels, w)
		marks[a] = planner.Mark(len(levels) - at)
	}
	first := p.Ballots.At(members[0])
	group := p.groupOf(members[0])
	for _, i := range members {
		if p.groupOf(i) != group {
			group = ""
		}
	}
	return planner.Ballot{
		Voter: strings.TrimSpace(p.orgs[org]), Organisation: p.orgs[org], Group: group,
		Kind: planner.Ranking, Marks: marks, Count: 1, Where: first.Where,
	}
}
