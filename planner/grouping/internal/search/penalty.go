package search

// groupPenalty is what group g loses to its rules at present, hard rules
// included.
func (s *State) groupPenalty(g int) int64 {
	return s.penaltyAt(g, s.People[g]) + s.chairPenalty(g, s.People[g], s.distinct[g])
}

// penaltyAt is the penalty of size and rules at size z, with the counts changed
// by s.delta; chairs are left out.
func (s *State) penaltyAt(g int, z int32) int64 {
	m := s.m
	mg := &m.Groups[g]
	if z == 0 && mg.Optional {
		return s.closed[g]
	}
	var p int64
	if z < s.lo[g] {
		p += int64(s.lo[g]-z) * broken
	}
	if z > s.hi[g] {
		p += int64(z-s.hi[g]) * broken
		z = s.hi[g]
	}
	if mg.SizeCost != nil {
		p += mg.SizeCost[z]
	}
	if s.options[g] {
		return p + s.optionPenalty(g, z)
	}
	base := g * s.C
	for i := s.from[base]; i < s.from[base+s.C]; i++ {
		r := &s.rules[i]
		p += r.cost(z, s.count[base+int(r.class)]+s.delta[r.class])
	}
	return p
}

// optionPenalty is the penalty of the rules of a group that chooses a language
// or an hour: the best option of each set counts.
func (s *State) optionPenalty(g int, z int32) int64 {
	mg := &s.m.Groups[g]
	base := g * s.C
	byAttr := make([]int64, len(s.m.Attrs))
	for i := s.from[base]; i < s.from[base+s.C]; i++ {
		r := &s.rules[i]
		byAttr[r.attr] += r.cost(z, s.count[base+int(r.class)]+s.delta[r.class])
	}
	var p int64
	for _, set := range mg.Options {
		best := byAttr[set[0]]
		for _, a := range set {
			best = min(best, byAttr[a])
			byAttr[a] = 0
		}
		p += best
	}
	for _, x := range byAttr {
		p += x
	}
	return p
}

// after is the penalty of group g once unit out has left and unit in has
// joined (−1: none), coming from group from (−1: it keeps its other seats).
func (s *State) after(g, out, in, from int) int64 {
	z := s.People[g]
	var left, joined []int32
	if out >= 0 {
		z -= s.size[out]
		left = s.classes[out]
	}
	if in >= 0 {
		z += s.size[in]
		joined = s.classes[in]
	}
	for _, c := range left {
		s.delta[c]--
	}
	for _, c := range joined {
		s.delta[c]++
	}
	if z == s.People[g] && z <= s.hi[g] && !s.options[g] {
		// Only the classes that changed differ.
		p := s.penalty[g] + s.changed(g*s.C, z, left) + s.changed(g*s.C, z, joined)
		if s.m.Groups[g].Chairs > 0 {
			p += s.chairPenalty(g, z, s.distinctAfter(g, out, in, from)) - s.chairPenalty(g, z, s.distinct[g])
		}
		return p
	}
	p := s.penaltyAt(g, z) + s.chairPenalty(g, z, s.distinctAfter(g, out, in, from))
	for _, c := range left {
		s.delta[c] = 0
	}
	for _, c := range joined {
		s.delta[c] = 0
	}
	return p
}

// changed is the change of penalty over the given classes at the same size; it
// clears their deltas.
func (s *State) changed(base int, z int32, classes []int32) int64 {
	var p int64
	for _, c := range classes {
		d := s.delta[c]
		if d == 0 {
			continue
		}
		s.delta[c] = 0
		k := base + int(c)
		n := s.count[k]
		for i := s.from[k]; i < s.from[k+1]; i++ {
			p += s.rules[i].cost(z, n+d) - s.rules[i].cost(z, n)
		}
	}
	return p
}

// distinctAfter is how many chair classes group g has at hand once unit out has
// left and unit in has joined. People with several seats count only where they
// are at home; the home moves along with a seat, and a person without one is at
// home in the next group joined.
func (s *State) distinctAfter(g, out, in, from int) int32 {
	if s.m.Groups[g].Chairs == 0 {
		return 0
	}
	d := s.distinct[g]
	leaves, comes := out >= 0 && s.chairs[out], in >= 0 && s.chairs[in]
	if leaves {
		d += s.countChairs(out, g, g, -1)
	}
	if comes {
		d += s.countChairs(in, g, from, 1)
		s.countChairs(in, g, from, -1)
	}
	if leaves {
		s.countChairs(out, g, g, 1)
	}
	return d
}

// LosesChair reports whether g would lack a chair more once unit u has left.
func (s *State) LosesChair(g, u int) bool {
	z := s.People[g]
	return s.chairPenalty(g, z-s.size[u], s.distinctAfter(g, u, -1, -1)) > s.chairPenalty(g, z, s.distinct[g])
}
