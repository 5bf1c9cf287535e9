package ballots

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// questionsOf parts headers that put several questions to the same three or more
// issues, one question after the other or in turn: "How important is A?" … "How
// feasible is A?" …. Each part holds places in the headers; there are none where
// there is one question.
func questionsOf(headers []string) (parts [][]int, questions, issues []string) {
	for k := 2; 3*k <= len(headers); k++ {
		for _, inTurn := range []bool{false, true} {
			parts, questions, issues = make([][]int, k), nil, nil
			for i := range headers {
				at := i * k / len(headers)
				if inTurn {
					at = i % k
				}
				parts[at] = append(parts[at], i)
			}
			for _, part := range parts {
				question, rest := cutShared(headers, part)
				if question == "" || slices.Contains(questions, question) ||
					issues != nil && !slices.Equal(issues, rest) {
					break
				}
				questions, issues = append(questions, question), rest
			}
			if len(questions) == k {
				return parts, questions, issues
			}
		}
	}
	return nil, nil, nil
}

// cutShared cuts off what some headers share at both ends, which is their question if
// it has two words or a sign at its end.
func cutShared(headers []string, part []int) (question string, rest []string) {
	head, tail := headers[part[0]], headers[part[0]]
	for _, i := range part {
		for !strings.HasPrefix(headers[i], head) {
			head = head[:strings.LastIndex(strings.TrimRight(head, " "), " ")+1]
		}
		for !strings.HasSuffix(headers[i], tail) {
			_, size := utf8.DecodeRuneInString(tail)
			tail = tail[size:]
		}
	}
	question = strings.Trim(head, " -–:>|")
	if len(strings.Fields(question)) < 2 && question == strings.TrimSpace(head) {
		return "", nil
	}
	for _, i := range part {
		rest = append(rest, strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(headers[i], head), tail)))
	}
	return question, rest
}

// headsPlaces reports headers that name each candidate with the places 1, 2, … in
// brackets: "Ana (1)", "Ana (2)", as ballots are exported that were scanned.
func headsPlaces(headers []string) bool {
	places := make(map[string]int)
	for _, header := range headers {
		name, place, _ := strings.Cut(header, "(")
		if places[name]++; strings.TrimRight(place, ") ") != strconv.Itoa(places[name]) {
			return false
		}
	}
	return len(places) > 1 && 2*len(places) <= len(headers)
}
