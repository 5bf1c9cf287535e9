package vocabulary

import "strconv"

// Goals is the number of Sustainable Development Goals.
const Goals = 17

// GoalName is the short title of a goal, from 1 to [Goals], in one of the six official
// languages of the United Nations (en, fr, es, ar, zh, ru); empty for any other. The
// titles and their source are in words/goals.tsv.
func GoalName(n int, language string) string {
	for _, line := range readWords("goals") {
		if line.meaning == strconv.Itoa(n) && line.language == language && language != "*" {
			return line.words[0]
		}
	}
	return ""
}

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
