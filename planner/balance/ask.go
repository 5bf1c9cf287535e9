package balance

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// Where a verdict cannot be told because cells are empty, asking comes before any change:
// a person whose value is not given may be the one who is missed. Whoever is asked can turn
// a verdict: there are answers of all others with which one answer of this person meets the
// target and another does not. An empty
// cell alone, of which nothing follows, is not asked about.

// Question is what to ask, of whom, and the targets whose verdict can turn on each answer.
type Question struct {
	// People are those to ask, by ID, the panel first and each in roster order; Dimensions
	// what is not known of any of them. Questions to few people come first.
	People     []string            `json:"people"`
	Dimensions []planner.Dimension `json:"dimensions"`
	// Targets are the targets that hang on an answer, by ID in the order given.
	Targets []string `json:"targets"`
}

// silent is somebody of whom a target would need to know more, with the marks that the
// answers can give.
type silent struct {
	id      string
	lacks   []planner.Dimension
	mark    tally.Mark
	answers []tally.Mark
}

// questions are what to ask so that open verdicts can be told.
func (s *standing) questions() []Question {
	var out []Question // one for each dimension, then those to the same people joined
	for i := range s.targets {
		t := &s.targets[i]
		if tally.Informs(t) || t.Kind == planner.PerPerson || s.verdict(i).Met != planner.Unknown {
			continue
		}
		for _, x := range s.turning(i) {
			for _, d := range x.lacks {
				k := slices.IndexFunc(out, func(q Question) bool { return q.Dimensions[0] == d })
				if k < 0 {
					k = len(out)
					out = append(out, Question{Dimensions: []planner.Dimension{d}})
				}
				out[k].People, out[k].Targets = with(out[k].People, x.id), with(out[k].Targets, t.ID)
			}
		}
	}
	return s.joined(out)
}

func with(list []string, id string) []string {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

// joined puts the dimensions together that the same people are asked for.
func (s *standing) joined(questions []Question) []Question {
	var out []Question
	everybody := append(ids(s.panel), ids(s.Others)...)
	for _, q := range questions {
		q.People = slices.DeleteFunc(slices.Clone(everybody), func(id string) bool {
			return !slices.Contains(q.People, id)
		})
		k := slices.IndexFunc(out, func(o Question) bool { return slices.Equal(o.People, q.People) })
		if k < 0 {
			out = append(out, q)
			continue
		}
		out[k].Dimensions = append(out[k].Dimensions, q.Dimensions...)
		for _, id := range q.Targets {
			out[k].Targets = with(out[k].Targets, id)
		}
	}
	for k := range out {
		out[k].Targets = slices.DeleteFunc(s.targetIDs(), func(id string) bool {
			return !slices.Contains(out[k].Targets, id)
		})
	}
	slices.SortStableFunc(out, func(x, y Question) int { return cmp.Compare(len(x.People), len(y.People)) })
	return out
}

func (s *standing) targetIDs() []string {
	out := make([]string, len(s.targets))
	for i := range s.targets {
		out[i] = s.targets[i].ID
	}
	return out
}

// peopleOf are those to whom there is a question.
func peopleOf(questions []Question) map[string]bool {
	out := make(map[string]bool)
	for _, q := range questions {
		for _, id := range q.People {
			out[id] = true
		}
	}
	return out
}

// askBefore says whom to ask before the change is made.
func askBefore(a *adviser, r *Recommendation, questions []Question, targets []planner.Target) {
	for _, q := range questions {
		hangs := func(id string) bool { return slices.Contains(q.Targets, id) }
		r.AskFirst = r.AskFirst || slices.ContainsFunc(r.Meets, hangs)
	}
	for i := range r.Places {
		id := r.Places[i].Drop
		if id == "" || a.asked[id] {
			r.AskFirst = r.AskFirst || a.asked[id]
			continue
		}
		stays := slices.DeleteFunc(slices.Clone(a.panel), func(p planner.Participant) bool {
			return p.ID != id && slices.Contains(r.Drop, p.ID)
		})
		for k := range r.Places {
			if p := r.Places[k].add; k != i && p != nil {
				stays = append(stays, *a.judge.Joining(p.Participant))
			}
		}
		for _, q := range newStanding(stays, targets, a.opts.Options).questions() {
			if slices.Contains(q.People, id) {
				q.People, r.AskFirst = []string{id}, true
				r.Ask = append(r.Ask, q)
			}
		}
	}
}

// turning are the people whose answer can turn the verdict on target i. Of people whose
// answers bear alike on it one is tried for all.
func (s *standing) turning(i int) []silent {
	all := s.silentOn(i)
	tried := make([]int, len(all)) // 1 for yes, -1 for no
	var out []silent
	for k := range all {
		for j := range k {
			if reflect.DeepEqual(all[j].answers, all[k].answers) {
				tried[k] = tried[j]
				break
			}
		}
		if tried[k] == 0 && len(all[k].answers) > 1 {
			search := turn{target: &s.targets[i], tally: &s.tallies[i], answers: all[k].answers, left: mostLooked}
			s.tallies[i].Add(&all[k].mark, -1)
			tried[k] = -1
			if search.among(slices.Concat(all[:k], all[k+1:])) {
				tried[k] = 1
			}
			s.tallies[i].Add(&all[k].mark, 1)
		}
		if tried[k] > 0 {
			out = append(out, all[k])
		}
	}
	return out
}

// silentOn are the people whose mark for target i is open for want of a value.
func (s *standing) silentOn(i int) []silent {
	t := &s.targets[i]
	if t.Kind == planner.Flag && !tally.AnyKnown(s.panel, t.Dimension) && !tally.AnyKnown(s.Others, t.Dimension) {
		return nil // a question to the proposal
	}
	var out []silent
	add := func(p *planner.Participant, m *tally.Mark) {
		if m.In == planner.No || m.In == planner.Yes && m.Hit != planner.Unknown {
			return
		}
		x := silent{id: p.ID, mark: *m}
		for _, d := range t.Dimensions() {
			if len(tally.Known(p, d)) == 0 {
				x.lacks = append(x.lacks, d)
			}
		}
		x.answers = s.answers(t, p, x.lacks)
		out = append(out, x)
	}
	for k := range s.panel {
		add(&s.panel[k], &s.marks[k][i])
	}
	if len(t.Roles) > 0 {
		for k := range s.Others {
			m := s.Mark(t, &s.Others[k])
			add(&s.Others[k], &m)
		}
	}
	return out
}

// mostAnswers is how many values of a dimension are tried, mostLooked how many combinations of
// answers are looked at before nothing is claimed.
const (
	mostAnswers = 12
	mostLooked  = 5_000
)

// answers are the different marks that the person can have once the values are known.
func (s *standing) answers(t *planner.Target, p *planner.Participant, lacks []planner.Dimension) []tally.Mark {
	people := []planner.Participant{*p}
	for _, d := range lacks {
		var more []planner.Participant
		for _, v := range s.values(t, d, p.ID) {
			for _, q := range people {
				q.Values = withValue(q.Values, d, v)
				more = append(more, q)
			}
		}
		people = more
	}
	var out []tally.Mark
	for k := range people {
		m := s.Mark(t, &people[k])
		if !slices.ContainsFunc(out, func(o tally.Mark) bool { return reflect.DeepEqual(o, m) }) {
			out = append(out, m)
		}
	}
	return out
}

func withValue(values map[planner.Dimension][]string, d planner.Dimension, v string) map[planner.Dimension][]string {
	out := map[planner.Dimension][]string{d: {v}}
	for k, known := range values {
		if k != d {
			out[k] = known
		}
	}
	return out
}

// values are the answers to try: those that the target names, the numbers at its ends, those of
// the others, one that several may share, and one of the person's own. These two are no numbers
// and neither yes nor no: where a target asks for such they leave it open.
func (s *standing) values(t *planner.Target, d planner.Dimension, id string) []string {
	var out []string
	for _, c := range slices.Concat([]planner.Condition{t.Who(), t.And}, t.Cells) {
		for i := range c {
			if c[i].Dimension != d {
				continue
			}
			for _, v := range c[i].Values {
				out = with(out, v)
			}
			for _, l := range []planner.Limit{c[i].From, c[i].To} {
				if l.Given {
					out = with(out, strconv.Itoa(l.N))
				}
			}
		}
	}
	if d == t.Dimension {
		for _, v := range t.List {
			out = with(out, v)
		}
	}
	for _, people := range []planner.Roster{s.panel, s.Others} {
		for i := range people {
			for _, v := range tally.Known(&people[i], d) {
				out = with(out, v)
			}
		}
	}
	return append(out[:min(len(out), mostAnswers)], panels.NewValue+"shared", panels.NewValue+id)
}

// turn looks for answers of others with which those of one person make a difference.
type turn struct {
	target  *planner.Target
	tally   *tally.Tally
	answers []tally.Mark
	left    int
}

// among reports whether the verdict differs between answers for some way to fill in what is
// not known of the others. Ways that still make a difference halfway are followed first.
func (x *turn) among(others []silent) bool {
	x.left--
	differ, open := x.differ()
	switch {
	case x.left < 0 || !differ && !open:
		return false
	case len(others) == 0:
		return differ
	}
	next, rest := &others[0], others[1:]
	x.tally.Add(&next.mark, -1)
	defer x.tally.Add(&next.mark, 1)
	for _, promising := range []bool{true, false} {
		for a := range next.answers {
			x.tally.Add(&next.answers[a], 1)
			differ, _ := x.differ()
			found := differ == promising && x.among(rest)
			x.tally.Add(&next.answers[a], -1)
			if found {
				return true
			}
		}
	}
	return false
}

// differ reports whether answers lead to different verdicts, and whether one leaves it open.
func (x *turn) differ() (differ, open bool) {
	var first planner.Answer
	for a := range x.answers {
		x.tally.Add(&x.answers[a], 1)
		met := x.tally.Verdict(x.target).Met
		x.tally.Add(&x.answers[a], -1)
		if a == 0 {
			first = met
		}
		differ, open = differ || met != first, open || met == planner.Unknown
	}
	return differ, open
}
