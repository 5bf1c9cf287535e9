package fair

// Round turns the lottery into a number of equally likely panels: how often each of the
// lottery's panels is among them.
//
// Every panel first gets its weight rounded down. Then copies are added one by one, and
// exchanged as long as that helps, so that the sum over all people of the squared
// difference between their chances is smallest, as far as single exchanges go. Ties go to
// the first panel. Sums are whole numbers, so that every machine rounds alike; what is
// reached is for the caller to compute and to say.
func (l *Lottery) Round(count int) []int {
	r := &rounding{Lottery: l, times: make([]int, len(l.Panels)), rest: make([]float64, len(l.Size))}
	given := 0
	for k, w := range l.Weights {
		r.times[k] = int(w * int64(count) / Whole)
		given += r.times[k]
	}
	for j := range l.Size {
		aim, has := 0.0, 0
		for k, p := range l.Panels {
			aim += float64(float64(l.Weights[k]) / float64(Whole) * float64(count*p[j]))
			has += r.times[k] * p[j]
		}
		r.rest[j] = aim - float64(has)
	}
	for ; given < count; given++ {
		k, _ := r.best(1)
		r.move(k, 1)
	}
	for range 50 * len(l.Panels) {
		out, gain := r.best(-1)
		r.move(out, -1)
		in, more := r.best(1)
		r.move(in, 1)
		if in == out || gain+more < leastGain {
			break
		}
	}
	return r.times
}

// leastGain is what an exchange must gain to be made.
const leastGain = 1e-9

// rounding is a list of panels in the making: what each profile still lacks.
type rounding struct {
	*Lottery
	times []int
	rest  []float64
}

// best is the panel of which one copy more (by 1) or less (by −1) gains most.
func (r *rounding) best(by int) (panel int, gain float64) {
	panel = -1
	for k, p := range r.Panels {
		if by < 0 && r.times[k] == 0 {
			continue
		}
		g := 0.0
		for j, n := range p {
			if n > 0 {
				d := float64(by * n)
				g += float64(float64(d*(2*r.rest[j]-d)) / float64(r.Size[j]))
			}
		}
		if panel < 0 || g > gain {
			panel, gain = k, g
		}
	}
	return panel, gain
}

func (r *rounding) move(k, by int) {
	r.times[k] += by
	for j, n := range r.Panels[k] {
		r.rest[j] -= float64(by * n)
	}
}
