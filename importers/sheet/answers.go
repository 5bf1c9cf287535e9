package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Some forms write one row for each answer: who, which question, what. Such rows
// are brought to one row for each respondent with a column for each question.

// maxQuestions is the largest number of questions of such a form.
const maxQuestions = 60

// byRespondent returns the rows of a form with one row for each answer, turned to
// one for each respondent. It reports false for any other table: one in which
// pairs of respondent and question repeat, or whose questions ask nothing about
// the person, as a list of votes by issue.
func byRespondent(rows []table.Row) ([]table.Row, bool) {
	if len(rows) < 5 || Filled(rows[0]) < 3 {
		return nil, false
	}
	who, question, answer := answerColumns(rows)
	if who == 0 {
		return nil, false
	}
	head := table.Row{Number: rows[0].Number, Cells: []table.Cell{rows[0].Cell(who)}}
	places, people := make(map[string]int), make(map[string]int)
	out := []table.Row{head}
	for _, row := range rows[1:] {
		q, person := Text(row.Cell(question)), Text(row.Cell(who))
		if q == "" || person == "" {
			continue
		}
		if _, ok := places[q]; !ok {
			places[q] = len(places) + 1
			out[0].Cells = append(out[0].Cells, row.Cell(question))
		}
		i, ok := people[person]
		if !ok {
			i = len(out)
			people[person] = i
			out = append(out, table.Row{Number: row.Number, Cells: []table.Cell{row.Cell(who)}})
		}
		cells := &out[i].Cells
		for len(*cells) <= places[q] {
			*cells = append(*cells, table.Cell{Row: row.Number, Col: answer})
		}
		(*cells)[places[q]] = row.Cell(answer)
	}
	return out, true
}

// answerColumns finds the columns of the respondent, the question and the answer;
// 0 where the table is none of that form.
func answerColumns(rows []table.Row) (who, question, answer int) {
	width := len(rows[0].Cells)
	for q := 1; q <= width; q++ {
		questions := distinctTexts(rows, q)
		if n := len(questions); !mayHead(rows[0].Cell(q)) || n < 2 || n > maxQuestions || 2*n > len(rows)-1 ||
			!asksAboutPeople(questions) {
			continue
		}
		for w := 1; w <= width; w++ {
			if w == q || !isRespondent(rows, w, q, len(questions)) {
				continue
			}
			for a := 1; a <= width; a++ {
				if a != q && a != w && holdsAnswers(rows, q, a) {
					return w, q, a
				}
			}
		}
	}
	return 0, 0, 0
}

// mayHead reports a header that may stand above questions: an unknown one, or a
// word for a question.
func mayHead(head table.Cell) bool {
	m, ok := vocabulary.Header(Text(head))
	return !ok || m.Meaning == vocabulary.Issue || m.Meaning == vocabulary.Text || m.Meaning == vocabulary.Topic
}

func distinctTexts(rows []table.Row, col int) []string {
	seen := make(map[string]bool)
	var list []string
	for _, row := range rows[1:] {
		if t := Text(row.Cell(col)); t != "" && !seen[t] {
			seen[t] = true
			list = append(list, t)
		}
	}
	return list
}

// asksAboutPeople reports whether some question of a form is about the person.
func asksAboutPeople(questions []string) bool {
	return slices.ContainsFunc(questions, func(q string) bool {
		m, ok := vocabulary.Header(q)
		if !ok {
			return false
		}
		_, about := m.Meaning.Dimension()
		return about || m.Meaning == vocabulary.Name || m.Meaning == vocabulary.Email
	})
}

// isRespondent reports whether a column names respondents: each stands beside each
// question at most once, and most beside several.
func isRespondent(rows []table.Row, w, q, questions int) bool {
	pairs, people := make(map[[2]string]bool), make(map[string]bool)
	for _, row := range rows[1:] {
		pair := [2]string{Text(row.Cell(w)), Text(row.Cell(q))}
		if pair[0] == "" || pairs[pair] {
			return false
		}
		pairs[pair], people[pair[0]] = true, true
	}
	return len(people) > 1 && 3*len(pairs) >= 2*len(people)*questions
}

// holdsAnswers reports whether a column holds the answers: the stakeholder groups,
// countries or genders of the question that asks for them, or at least texts that
// differ from question to question.
func holdsAnswers(rows []table.Row, q, a int) bool {
	return slices.ContainsFunc(rows[1:], func(row table.Row) bool {
		m, ok := vocabulary.Header(Text(row.Cell(q)))
		dim, about := m.Meaning.Dimension()
		return ok && about && dim != planner.Language && vocabulary.HasTerms(dim) &&
			vocabulary.Value(dim, Text(row.Cell(a))).OK()
	})
}

// transpose exchanges rows and columns; the cells keep their place in the file.
func transpose(rows []table.Row) []table.Row {
	turned := make([]table.Row, width(rows))
	for i := range turned {
		turned[i] = table.Row{Number: i + 1, Width: len(rows)}
		for _, row := range rows {
			turned[i].Cells = append(turned[i].Cells, row.Cell(i+1))
		}
	}
	return turned
}

// upright turns a table whose headings stand in the first column, one below the
// other, and whose records stand across. It reports false for any other.
func upright(rows []table.Row) ([]table.Row, bool) {
	if isAgendaAcross(rows) {
		return transpose(rows), true
	}
	if len(rows) < 2 || len(rows) > maxQuestions || width(rows) < 2 || slices.ContainsFunc(rows, isHeaderAcross) {
		return nil, false
	}
	words, filled, ok := headingsDown(rows)
	targets := words[vocabulary.Feature] && words[vocabulary.ValueOf]
	switch {
	case !ok, headerScore(rows[0], recurring(rows), nil) > 1 && !targets:
		return nil, false
	case len(rows) == 2, width(rows) == 2:
		ok = len(words) == filled && isForm(rows, words)
	default:
		ok = len(words) > 2 && 3*len(words) >= 2*filled
	}
	if !ok {
		return nil, false
	}
	return transpose(rows), true
}

// isForm reports headings of which one is a name, and others have nothing but their values beside them.
func isForm(rows []table.Row, words map[vocabulary.Meaning]bool) bool {
	return (words[vocabulary.Name] || words[vocabulary.LastName]) && slices.ContainsFunc(rows, holdsValues)
}

// headingsDown are the meanings of the headings in the first column, with how many of its cells hold
// something; ok is false where two mean the same.
func headingsDown(rows []table.Row) (words map[vocabulary.Meaning]bool, filled int, ok bool) {
	words = make(map[vocabulary.Meaning]bool)
	for _, row := range rows {
		text := Text(row.Cell(1))
		if text == "" {
			continue
		}
		filled++
		m, _ := vocabulary.Header(text)
		if headerWord(text, nil) > gridShare && m.Meaning != vocabulary.Choice && m.Meaning != vocabulary.Total {
			if words[m.Meaning] {
				return words, filled, false
			}
			words[m.Meaning] = true
		}
	}
	return words, filled, true
}

// isHeaderAcross reports a row of different headings, as stands above records.
func isHeaderAcross(row table.Row) bool {
	m, _ := vocabulary.Header(firstText(row))
	return isHeaderLike(row) && !holdsValues(row) && m.Meaning != vocabulary.Feature
}

// holdsValues reports a row that begins with a dimension and holds nothing but values of it.
func holdsValues(row table.Row) bool {
	m, _ := vocabulary.Header(firstText(row))
	first := FirstFilled(row)
	return len(row.Cells) > first && !slices.ContainsFunc(row.Cells[first:], func(c table.Cell) bool {
		return isFilled(&c) && !isValueOf(m.Meaning, Text(c))
	})
}

// The headings of an agenda that tell it where its parts stand across.
const (
	coursePart    vocabulary.List = "course/part"
	courseMinutes vocabulary.List = "course/minutes"
	courseTimes   vocabulary.List = "agenda/column of times"
)

// isAgendaAcross reports whether the parts of an agenda stand in one row and their minutes or
// times in another, with these words before them.
func isAgendaAcross(rows []table.Row) bool {
	if len(rows) < 2 || len(rows) > maxQuestions || width(rows) < 3 {
		return false
	}
	of := func(lists ...vocabulary.List) int {
		return slices.IndexFunc(rows, func(row table.Row) bool {
			return slices.ContainsFunc(lists, func(l vocabulary.List) bool { return l.Is(Text(row.Cell(1))) })
		})
	}
	part, time := of(coursePart), of(courseMinutes, courseTimes)
	if part < 0 || time < 0 || part == time || Filled(rows[part]) < 3 {
		return false
	}
	for i := 2; i <= width(rows); i++ {
		if beside := Text(rows[part].Cell(i)); courseMinutes.Is(beside) || courseTimes.Is(beside) {
			return false // "Part, Minutes": the headings stand across
		}
		if text := Text(rows[time].Cell(i)); text != "" && !strings.ContainsAny(text, "0123456789٠١٢٣٤٥٦٧٨٩") {
			return false
		}
	}
	return true
}
