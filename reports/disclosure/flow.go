package disclosure

// This file is the attacker: what a reader can conclude about hidden figures
// from the totals that are published. A table with some cells known and the
// others between bounds is a transportation problem, so the largest and the
// smallest value a cell can have in any table that agrees with everything
// published follow from a maximum flow in the residual graph of rows and
// columns (Gusfield, A graph theoretic approach to statistical data security,
// SIAM J. Comput. 17, 1988). The bounds are exact: both are attained, and for
// whole-number data by whole-number tables.

// boundedCell is a cell as the attacker sees it: Value is the truth, Low and
// High what is known beforehand. A published cell has Low = High = Value.
type boundedCell struct{ Value, Low, High int64 }

// boundedTable is a table whose row and column sums are known to lie in given
// ranges, which contain the true sums.
type boundedTable struct {
	cells         [][]boundedCell
	rows, columns []boundedCell // sums
}

// bounds returns the smallest and largest value cell (i, j) can have.
func (t *boundedTable) bounds(i, j int) (low, high int64) {
	c := t.cells[i][j]
	if c.Low == c.High {
		return c.Value, c.Value
	}
	row, column := i, len(t.rows)+j
	up := min(t.flow(i, j, column, row), c.High-c.Value)
	down := min(t.flow(i, j, row, column), c.Value-c.Low)
	return c.Value - down, c.Value + up
}

// flow is the largest change that can be sent from one node to another without
// touching cell (i, j). Nodes are the rows, the columns, and a hub that takes
// up changes of the sums.
func (t *boundedTable) flow(i, j, from, to int) int64 {
	n := len(t.rows) + len(t.columns) + 1
	hub := n - 1
	capacity := make([][]int64, n)
	for v := range capacity {
		capacity[v] = make([]int64, n)
	}
	for a := range t.cells {
		for b, c := range t.cells[a] {
			if a == i && b == j {
				continue
			}
			// Raising a cell passes from its row to its column, lowering back.
			capacity[a][len(t.rows)+b] = c.High - c.Value
			capacity[len(t.rows)+b][a] = c.Value - c.Low
		}
	}
	for a, s := range t.rows {
		capacity[hub][a] = s.High - s.Value
		capacity[a][hub] = s.Value - s.Low
	}
	for b, s := range t.columns {
		capacity[len(t.rows)+b][hub] = s.High - s.Value
		capacity[hub][len(t.rows)+b] = s.Value - s.Low
	}
	return maxFlow(capacity, from, to)
}

// maxFlow is the value of a maximum flow by shortest augmenting paths (Edmonds
// and Karp). Capacity is used up.
func maxFlow(capacity [][]int64, from, to int) int64 {
	total := int64(0)
	previous := make([]int, len(capacity))
	for {
		for v := range previous {
			previous[v] = -1
		}
		previous[from] = from
		queue := []int{from}
		for len(queue) > 0 && previous[to] < 0 {
			v := queue[0]
			queue = queue[1:]
			for w, left := range capacity[v] {
				if left > 0 && previous[w] < 0 {
					previous[w] = v
					queue = append(queue, w)
				}
			}
		}
		if previous[to] < 0 {
			return total
		}
		push := int64(1) << 62
		for w := to; w != from; w = previous[w] {
			push = min(push, capacity[previous[w]][w])
		}
		for w := to; w != from; w = previous[w] {
			capacity[previous[w]][w] -= push
			capacity[w][previous[w]] += push
		}
		total += push
	}
}
