package ranking

import (
	"maps"
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agreement"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/rules"
	"roundtable/planner/ranking/internal/tally"
)

func kindsOf(x *tally.Election) []KindCount {
	n := make(map[planner.BallotKind]int64)
	for _, class := range x.Classes {
		n[class.Kind] += class.N
	}
	out := []KindCount{}
	for _, k := range slices.Sorted(maps.Keys(n)) {
		out = append(out, KindCount{k.String(), n[k]})
	}
	return out
}

func rakingReport(k *electorate.Raking) *Raking {
	if k == nil {
		return nil
	}
	out := &Raking{Sweeps: k.Sweeps, Converged: k.Converged, MaxError: k.MaxError, EmptyCells: k.Empty}
	for _, m := range k.Margins {
		out.Margins = append(out.Margins, RakeMargin(m))
	}
	return out
}

// organisationRows gives every organisation one vote, however many ballots it cast;
// each ballot without an organisation counts as one of its own.
func organisationRows(list []electorate.Organisation) []Organisation {
	var out []Organisation
	for _, o := range list {
		each := big.NewRat(1, o.Ballots)
		if o.Name == "" {
			each.SetInt64(1)
		}
		out = append(out, Organisation{o.Name, o.Ballots, exact.Float(each), planner.ExactOf(each)})
	}
	return out
}

// ownWeights reports whether counted ballots weigh anything but 1 by heads.
func ownWeights(heads *tally.Election) bool {
	one := exact.Int(1)
	for i, class := range heads.Classes {
		if class.N > 0 && heads.Weight[i].Cmp(one) != 0 {
			return true
		}
	}
	return false
}

// oneBallot says how much one ballot weighs in the supports.
func oneBallot(x *tally.Election) OneBallot {
	out := OneBallot{Alike: x.Alike(tally.Everyone)}
	for a := range x.M {
		part, counted := x.Heaviest(a)
		whole := int64(0)
		if part.Sign() > 0 {
			whole = new(big.Int).Quo(part.Denom(), part.Num()).Int64()
		}
		if a == 0 || counted < out.Counted {
			out.Counted = counted
		}
		if a == 0 || whole < out.Whole {
			out.Whole = whole
		}
	}
	return out
}

// fewBallots is the size below which a group is flagged.
const fewBallots = 3

func (r *run) groupRows() []Group {
	x := r.chosen
	out := make([]Group, len(x.Groups))
	total := x.Rat(x.Total, 1)
	for g, name := range x.Groups {
		row := Group{Name: name, Unknown: g == x.UnknownGroup, Alike: x.Alike(g)}
		for _, class := range x.Classes {
			if class.Group == g {
				row.Ballots += class.N
			}
		}
		w := x.GroupWeight(g)
		if total.Sign() > 0 {
			row.Share = exact.Float(new(big.Rat).Quo(w, total))
		}
		if row.Ballots > 0 {
			w.Quo(w, exact.Int(row.Ballots))
		}
		row.Weight, row.WeightExact = exact.Float(w), planner.ExactOf(w)
		row.Few = row.Ballots < fewBallots
		if len(x.Groups) > 1 {
			for _, p := range r.views.Representative(g) {
				more := Representative{r.ids[p.Issue], p.Ratio, p.ZGroup, p.ZRest}
				row.Representative = append(row.Representative, more)
			}
		}
		out[g] = row
	}
	return out
}

// issueRows describes the issues in the order of their rank, ties in input order.
func (r *run) issueRows() []Issue {
	x := r.chosen
	ranks := order.Ranks(x.Standing)
	ranksHeads, ranksOther := order.Ranks(r.heads.Standing), order.Ranks(r.other.Standing)
	div := agreement.Divisiveness(r.heads)
	out := make([]Issue, 0, x.M)
	for _, level := range order.Values(x.Standing) {
		for _, a := range level {
			row := Issue{
				ID: r.ids[a], Name: r.issues[a].Name, Tied: len(level) > 1, FewAnswers: x.Few[a],
				Rank: ranks[a], RankHeads: ranksHeads[a], RankOther: ranksOther[a],
				Hum: r.hum(a), Score: scoresOf(x, a),
				SupportExact: exactly(x.Support[a]), SupportHeadsExact: exactly(r.heads.Support[a]),
			}
			row.Support, row.SupportHeads = row.SupportExact.Float(), row.SupportHeadsExact.Float()
			other := exactly(r.other.Support[a])
			row.SupportOther = other.Float()
			row.addAnswers(x, a)
			r.describeAcross(a, &row)
			if div != nil {
				e := planner.ExactOf(div[a])
				f := e.Float() / float64(x.M-1)
				row.Divisiveness, row.DivisivenessBorda = &f, &e
			}
			out = append(out, row)
		}
	}
	return out
}

// addAnswers fills in who answered an issue.
func (row *Issue) addAnswers(x *tally.Election, a int) {
	all, byGroup := x.AnswersTo(a)
	row.Answers, row.GroupAnswers = all, make(map[string]int64, len(byGroup))
	for g, n := range byGroup {
		if row.GroupAnswers[x.Groups[g]] = n; n == 0 {
			row.UnansweredBy = append(row.UnansweredBy, x.Groups[g])
		}
	}
	if raw := x.Raw(a); raw != nil {
		f := exact.Float(raw)
		row.SupportRaw = &f
	}
}

// describeAcross fills in what the groups have in common on an issue.
func (r *run) describeAcross(a int, out *Issue) {
	groups := r.chosen.Groups
	out.GroupSupport = make(map[string]float64, len(groups))
	out.GroupRank = make(map[string]int, len(groups))
	out.GroupExact = make(map[string]planner.Exact, len(groups))
	for g, name := range groups {
		if s := r.views.Support[g][a]; s != nil {
			out.GroupSupport[name], out.GroupExact[name] = exact.Float(s), planner.ExactOf(s)
			out.GroupRank[name] = r.views.Ranks[g][a]
		}
	}
	out.GroupsBehind = r.views.Behind(a)
	if top, bottom := r.views.Split(a); top != nil {
		out.Split = &Split{Top: r.groupNames(top), Bottom: r.groupNames(bottom)}
	}
	spread := r.views.Spread(a)
	if spread == nil {
		return
	}
	lowest, consensus := exact.Float(spread.Low)/100, r.views.Consensus(a)
	out.CommonGround, out.LowestGroup, out.Consensus = &lowest, r.group(spread.LowGroup), &consensus
	if len(groups) > 1 {
		sd := math.Sqrt(exact.Float(spread.Variance)) / 100
		width := exact.Float(new(big.Rat).Sub(spread.High, spread.Low)) / 100
		out.Disagreement, out.SupportRange = &sd, &width
	}
}

// agreement compares the groups' own orders.
func (r *run) agreement() *Agreement {
	x := r.chosen
	if len(x.Groups) < 2 {
		return nil
	}
	out := &Agreement{
		Raters: len(x.Groups), Items: x.M, Prior: agreement.Prior, Approvals: rules.Approvals(x),
	}
	for i := range x.Groups {
		for j := i + 1; j < len(x.Groups); j++ {
			p := PairTau{A: x.Groups[i], B: x.Groups[j]}
			if tau, ok := agreement.TauB(r.views.Ranks[i], r.views.Ranks[j]); ok {
				p.Tau = &tau
			}
			out.TauB = append(out.TauB, p)
		}
	}
	if w := agreement.Concordance(r.views.Ranks); w != nil {
		e := planner.ExactOf(w)
		f := e.Float()
		out.W, out.WExact = &f, &e
	}
	if x.Has(planner.Hum) {
		t := humThresholds(r.opts.MinAnswers)
		out.Thresholds = &t
	}
	return out
}

// hum reads the hum on an issue, nil when no ballot is a hum.
func (r *run) hum(a int) *HumReading {
	if !r.chosen.Has(planner.Hum) {
		return nil
	}
	whole, groups := agreement.ReadHum(r.chosen, a, int64(r.opts.MinAnswers))
	out := &HumReading{Reading: whole.String()}
	for _, h := range groups {
		row := HumGroup{"all", h.For, h.Neutral, h.Against, h.Reading.String()}
		if h.Group >= 0 {
			row.Group = r.group(h.Group)
		}
		out.Groups = append(out.Groups, row)
		switch h.Reading {
		case agreement.Silent:
			out.Silent = append(out.Silent, row.Group)
		case agreement.Few:
			out.Few = append(out.Few, row.Group)
		}
	}
	return out
}

// scoresOf describes the scores of an issue; nil without scores.
func scoresOf(x *tally.Election, a int) *ScoreStats {
	n, mean, sd := rules.Scores(x, a)
	if mean == nil {
		return nil
	}
	return &ScoreStats{N: n, Mean: planner.ExactOf(mean), SD: sd}
}

// tieBreaks explains the ties in support that matter: at the first place and
// across the cut line after k places.
func (r *run) tieBreaks(k int) []TieBreak {
	var list []TieBreak
	place := 0
	for _, level := range order.Values(r.chosen.Standing) {
		end := place + len(level)
		if len(level) > 1 && (place == 0 || (place < k && end > k)) {
			list = append(list, r.tieBreak(r.chosen.Prefer(level)))
		}
		place = end
	}
	return list
}

func (r *run) tieBreak(tied []int) TieBreak {
	out := TieBreak{Issues: r.names(tied)}
	for _, s := range r.chain.Explain(tied) {
		out.Steps = append(out.Steps, TieStep{s.Link, r.ids[s.Above], r.ids[s.Below], s.AboveValue, s.BelowValue})
	}
	return out
}

// auditMost is up to how many ballots an audit lists: a sheet that a person can
// still look through.
const auditMost = 20_000

// audit tells what became of each ballot.
func (n *naming) audit(x *tally.Election) []AuditRow {
	read := x.Reader()
	out := make([]AuditRow, x.Ballots.Len())
	for i := range out {
		b := x.Ballots.At(i)
		row := AuditRow{
			Where: b.Where, Voter: b.Voter, Group: b.Group, Region: b.Region, Organisation: b.Organisation,
			Kind: b.Kind.String(), Status: x.Status[i].String(), Count: b.Count, Marks: b.Marks,
		}
		if x.Status[i] == electorate.Counted {
			row.Weight = planner.ExactOf(x.Weight[x.ClassOf(i)])
		}
		tiers, ends := read.Read(b.Kind, b.Marks)
		start := int32(0)
		for _, end := range ends {
			tier := make([]string, 0, end-start)
			for _, a := range tiers[start:end] {
				tier = append(tier, n.ids[a])
			}
			row.Ranking = append(row.Ranking, tier)
			start = end
		}
		out[i] = row
	}
	return out
}
