package fair

import "roundtable/planner/internal/ilp"

// aims finds the leximin chances over the linear relaxation, where a panel may take
// parts of people: no lottery of panels does better, and most often one does as well.
// It gives them as the mean panel, a value for each column of the program. Each level
// comes with its prices; that no panel is worth more than Most is proved by the search
// in whole numbers. It returns nil where rounding is in the way.
//
// The relaxation gets a column for the level that is raised, and for each profile a row
// that holds its number to the level times its people.
func (p *Pool) aims() (mean []float64, levels []Level) {
	program := p.search.Program.Clone()
	program.ClearCosts()
	level := program.AddColumn(-largePrice, 1)
	rows := make([]int, len(p.cols))
	for j, c := range p.cols {
		rows[j] = program.AddRow(0, ilp.Unbounded)
		program.AddEntry(c, rows[j], 1)
		program.AddEntry(level, rows[j], -int64(p.size[j]))
	}
	relaxation := ilp.NewRelaxation(program)
	chances := make([]float64, len(p.cols))
	for open := indices(len(p.cols)); len(open) > 0; {
		x, ofColumn, ofRow, ok := relaxation.Solve()
		if !ok {
			return nil, nil
		}
		l := Level{Rising: open, Proved: true}
		mean = x[:level]
		if x[level] > 1-1e-9 {
			break
		}
		most := 0.0
		byHead := make([]float64, len(p.cols))
		var still []int
		for j := range p.cols {
			byHead[j] = max(0, ofColumn[p.cols[j]]) / largePrice
			most += float64(byHead[j] * float64(p.size[j]) * chances[j])
		}
		most += x[level]
		for _, j := range open {
			byHead[j] = max(0, ofRow[rows[j]]) / largePrice
			if byHead[j]*float64(p.size[j]*len(open)) > settledFrom {
				l.Fixed = append(l.Fixed, j)
				chances[j] = x[level]
				relaxation.Free(rows[j])
				relaxation.AtLeast(p.cols[j], x[level]*float64(p.size[j]))
			} else {
				still = append(still, j)
			}
		}
		l.Prices, l.Most = wholePrices(byHead, most, p.seats)
		levels = append(levels, l)
		if len(l.Fixed) == 0 {
			return nil, nil
		}
		open = still
	}
	return mean, levels
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
