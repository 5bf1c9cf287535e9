package vocabulary

import "strconv"

// Goals is the number of Sustainable Development Goals.
const Goals = 17

// GoalsNamed are the goals whose names a text holds, ascending.
func GoalsNamed(text string) []int {
	var out []int
	for n := 1; n <= Goals; n++ {
		if List("goals/" + strconv.Itoa(n)).Within(text) {
			out = append(out, n)
		}
	}
	return out
}
