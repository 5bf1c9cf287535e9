package ballots

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// sampleRows is how many body rows the decision looks at.
const sampleRows = 1000

// sheet is the part of an Input that decisions are made on.
type sheet struct {
	in      Input
	header  []table.Row
	body    []table.Row // the first rows, cloned
	more    bool        // there are more rows than in body
	cues    int         // words of a report of results among the first rows
	columns []column
	classes map[string]class // of the texts seen
}

// column is one column of the sheet with the texts above it.
type column struct {
	col   int
	label string // the wording people read
	code  string // the technical name above it, in exports that have one
	stem  string // the question of a grid column, "" otherwise
	item  string // what the column stands for within its question
	// meaning is what the column holds apart from votes; Other for a column that
	// can be a vote, "" for one that is known and not needed.
	meaning vocabulary.Meaning
	rank    int // the place a choice column stands for
	filled  int // non-blank cells in the sample
}

// loadSheet samples the rows and finds the header.
func loadSheet(ctx context.Context, in Input) (*sheet, error) {
	s := &sheet{in: in, header: cloneRows(in.Header)}
	last := 0
	if n := len(s.header); n > 0 {
		last = s.header[n-1].Number
	}
	var rows []table.Row
	for r, err := range in.Rows(ctx) {
		if err != nil {
			return nil, err
		}
		s.cues += reportCues(r.Cells)
		if r.Number <= last {
			continue
		}
		if len(rows) == sampleRows+40 {
			s.more = true
			break
		}
		r.Cells = slices.Clone(r.Cells)
		rows = append(rows, r)
	}
	if len(s.header) == 0 {
		i := findHeader(rows, newCatalogue(in.KnownIssues))
		if i < 0 {
			return s, nil
		}
		s.header, rows = rows[i:i+1], rows[i+1:]
	}
	n := moreHeaders(s.header, rows)
	s.header = append(slices.Clone(s.header), rows[:n]...)
	s.body = rows[n:]
	if len(s.body) > sampleRows {
		s.body, s.more = s.body[:sampleRows], true
	}
	s.body = slices.DeleteFunc(slices.Clone(s.body), func(r table.Row) bool { return isTotalRow(r.Cells) })
	s.describeColumns()
	return s, nil
}

var reportWords = wordSet(`votes tallied|votes tallied:|threshold|threshold:|percentage|transfer|exhausted|exhausted ballots|inactive ballots|continuing ballots|continuing votes|
	elected|eliminated|defeated|votes|rcv short report|rcvshortreport|ranked choice voting results|total votes|surplus|round by round|remainder points|non transferable total`)

// reportCues counts the words by which a report of results differs from a table
// of votes.
func reportCues(cells []table.Cell) int {
	n := 0
	for _, c := range cells {
		f := vocabulary.Fold(c.Text)
		if len(f) == 0 || len(f) > 40 {
			continue
		}
		head, _, _ := strings.Cut(f, ":")
		if round, ok := strings.CutPrefix(f, "round "); reportWords()[f] || reportWords()[head] && head != f || ok && strings.Trim(round, "0123456789") == "" {
			n++
		}
	}
	return n
}

// classOf is [classOf], remembered for the texts of this sheet.
func (s *sheet) classOf(text string) class {
	c, ok := s.classes[text]
	if !ok {
		if s.classes == nil {
			s.classes = make(map[string]class)
		}
		c = classOf(text)
		s.classes[text] = c
	}
	return c
}

func cloneRows(rows []table.Row) []table.Row {
	out := slices.Clone(rows)
	for i := range out {
		out[i].Cells = slices.Clone(out[i].Cells)
	}
	return out
}

// lastHeader is the number of the last header row.
func (s *sheet) lastHeader() int {
	if len(s.header) == 0 {
		return 0
	}
	return s.header[len(s.header)-1].Number
}

// findHeader returns the first row with at least two headers that are known
// words, rank words or known issues; else the first row that is about as wide
// as the widest and holds different texts; else -1.
func findHeader(rows []table.Row, known *catalogue) int {
	widest := 0
	limit := min(len(rows), 40)
	for i, r := range rows[:limit] {
		hits, filled := 0, 0
		for _, c := range r.Cells {
			if strings.TrimSpace(c.Text) == "" {
				continue
			}
			filled++
			if _, ok := vocabulary.Header(c.Text); ok || stemOf(c.Text) != "" {
				hits++
			} else if known.closed {
				if _, ok := known.find(c.Text); ok {
					hits++
				}
			}
		}
		widest = max(widest, filled)
		if hits >= 2 {
			return i
		}
	}
	for i, r := range rows[:limit] {
		seen := make(map[string]bool)
		for _, c := range r.Cells {
			if t := vocabulary.Fold(c.Text); t != "" {
				seen[t] = true
			}
		}
		if len(seen) >= 2 && 3*len(seen) >= 2*widest {
			return i
		}
	}
	return -1
}

func stemOf(label string) string {
	stem, _, ok := splitGrid(label)
	if !ok {
		return ""
	}
	return stem
}

var codeHeader = regexp.MustCompile(`^(?:[VQ]\d+|Q(?:ID)?\d+(?:[_.#]\d+)*(?:_TEXT)?)$`)

// moreHeaders returns how many of the first rows are header rows of a Qualtrics
// export: up to the row of import IDs, or the one row of question texts under
// codes such as V1, Q2_1.
func moreHeaders(header, rows []table.Row) int {
	for i := range min(3, len(rows)) {
		for _, c := range rows[i].Cells {
			if t := strings.TrimSpace(c.Text); strings.HasPrefix(t, `{"ImportId"`) || strings.HasPrefix(t, `{'ImportId'`) {
				return i + 1
			}
		}
	}
	if len(header) != 1 || len(rows) == 0 {
		return 0
	}
	codes, filled := 0, 0
	for _, c := range header[0].Cells {
		if t := strings.TrimSpace(c.Text); t != "" {
			filled++
			if codeHeader.MatchString(t) {
				codes++
			}
		}
	}
	words := 0
	for _, c := range rows[0].Cells {
		if t := vocabulary.Compact(c.Text); len(t) > 3 && strings.Trim(t, "0123456789") != "" {
			words++
		}
	}
	known := 0
	for _, c := range rows[0].Cells {
		if _, ok := vocabulary.Header(c.Text); ok {
			known++
		}
	}
	if codes >= 2 && 2*codes > filled && known >= 2 && 3*words >= 2*filled {
		return 1
	}
	return 0
}

var totalWords = wordSet(`total|totals|total:|sum|sum:|average|mean|median|grand total|count|subtotal|gesamt|summe|mittelwert|durchschnitt|somme|moyenne|totaux|
	suma|promedio|soma|média|media|totais|итого|всего|сумма|среднее|المجموع|الإجمالي|总计|合计|平均|合計`)

// isTotalRow reports a row of sums or averages below the data: its first filled
// cell says so.
func isTotalRow(cells []table.Cell) bool {
	for _, c := range cells {
		if t := vocabulary.Fold(c.Text); t != "" {
			return totalWords()[strings.TrimRight(t, ": ")]
		}
	}
	return false
}

// splitGrid splits "Rank the issues [AI governance]" into question and item.
func splitGrid(label string) (stem, item string, ok bool) {
	label = vocabulary.Clean(label)
	i := strings.IndexByte(label, '[')
	if i <= 0 || !strings.HasSuffix(label, "]") {
		return "", "", false
	}
	stem, item = vocabulary.Clean(label[:i]), vocabulary.Clean(label[i+1:len(label)-1])
	return stem, item, stem != "" && item != ""
}

// describeColumns fills s.columns from the header rows.
func (s *sheet) describeColumns() {
	width := 0
	for _, r := range s.header {
		width = max(width, len(r.Cells))
	}
	for _, r := range s.body {
		width = max(width, len(r.Cells))
	}
	above := "" // a merged question over several columns
	for col := 1; col <= width; col++ {
		c := column{col: col}
		var texts []string
		for i, r := range s.header {
			t := vocabulary.Clean(r.Cell(col).Text)
			if strings.HasPrefix(t, `{"ImportId"`) || strings.HasPrefix(t, `{'ImportId'`) {
				continue
			}
			if i == 0 && len(s.header) > 1 {
				if t != "" {
					above = t
				}
				c.code = t
				if t == "" {
					t = above
				}
			}
			texts = append(texts, t)
		}
		if n := len(texts); n > 0 {
			c.label = texts[n-1]
		}
		if c.label == "" {
			c.label = c.code
		}
		if len(texts) > 1 && !codeHeader.MatchString(texts[0]) && texts[0] != c.label && !s.isImport() {
			c.stem, c.item = texts[0], c.label
		}
		if stem, item, ok := splitGrid(c.label); ok {
			c.stem, c.item = stem, item
		}
		if c.item == "" {
			c.item = c.label
		}
		for _, r := range s.body {
			if strings.TrimSpace(r.Cell(col).Text) != "" {
				c.filled++
			}
		}
		s.columns = append(s.columns, c)
	}
	s.splitDashes()
	s.classify()
}

// isImport reports a header with Qualtrics import IDs.
func (s *sheet) isImport() bool {
	for _, c := range s.header[len(s.header)-1].Cells {
		if strings.Contains(c.Text, "ImportId") {
			return true
		}
	}
	return false
}

// splitDashes splits "Question - item" where at least two neighbouring columns
// share the question.
func (s *sheet) splitDashes() {
	count := make(map[string]int)
	for _, c := range s.columns {
		for _, p := range dashPrefixes(c.label) {
			count[p]++
		}
	}
	for i := range s.columns {
		c := &s.columns[i]
		if c.stem != "" {
			continue
		}
		best := ""
		for _, p := range dashPrefixes(c.label) {
			if count[p] >= 2 && count[p] >= count[best] {
				best = p
			}
		}
		if best != "" {
			c.stem = vocabulary.Clean(best)
			c.item = vocabulary.Clean(strings.TrimLeft(c.label[len(best):], " -–—"))
		}
	}
}

// dashPrefixes returns what stands before each " - " of a label, shortest first.
func dashPrefixes(label string) []string {
	var out []string
	for _, sep := range []string{" - ", " – ", " — "} {
		for from := 0; ; {
			i := strings.Index(label[from:], sep)
			if i < 0 {
				break
			}
			if from+i >= 3 {
				out = append(out, label[:from+i])
			}
			from += i + len(sep)
		}
	}
	return out
}

// ignoredHeaders are columns of exports that hold neither votes nor voters.
var ignoredHeaders = wordSet(`precinct|precinct id|precinct_id|batch|batch id|batch_id|ballot style|ballot type|tabulator|tabulator id|record id|imprinted id|counting group|
	n-comments|n-votes|n-agree|n-disagree|xid|n comments|n votes|n agree|n disagree|author-id|author id|moderated|agrees|disagrees|
	submitdate|lastpage|last page|startlanguage|start language|seed|startdate|datestamp|ipaddr|refurl|last modified time|
	status|ipaddress|ip address|progress|duration (in seconds)|duration|finished|distributionchannel|userlanguage|responseset|externaldatareference|externalreference|
	locationlatitude|locationlongitude|locationaccuracy|collector id|collectorid|referer url|session id|score|total points|quiz feedback|age in years|edit`)

// voterHeaders name the voter beyond what the vocabulary knows.
var voterHeaders = wordSet(`cast vote record|cvr|cvr id|cvr number|ballot #|ballot no|ballot no.|voter-id|voter #|token|delegate|delegate id|mag member|response #|response no|participant|participant #|elector`)

// classify gives each column its meaning apart from votes.
func (s *sheet) classify() {
	stems := make(map[string]int)
	for _, c := range s.columns {
		if c.stem != "" {
			stems[vocabulary.Fold(c.stem)]++
		}
	}
	known := newCatalogue(s.in.KnownIssues)
	for i := range s.columns {
		c := &s.columns[i]
		c.meaning = vocabulary.Other
		if m, ok := s.in.Meanings[c.col]; ok {
			c.meaning = m
			continue
		}
		if known.closed {
			if _, ok := known.find(c.item); ok {
				continue
			}
		}
		if c.stem != "" && stems[vocabulary.Fold(c.stem)] >= 2 {
			if m, ok := vocabulary.Header(c.label); ok && m.Meaning == vocabulary.Choice {
				c.meaning, c.rank = vocabulary.Choice, m.Number
			} else if n, ok := vocabulary.RankWord(c.item); ok {
				c.rank = n
			}
			continue
		}
		c.meaning, c.rank = headerMeaning(c.label)
		if c.meaning == vocabulary.Other && c.code != "" && c.code != c.label {
			if m, _ := headerMeaning(c.code); m != vocabulary.Choice {
				c.meaning = m
			}
		}
	}
}

// headerMeaning is the meaning of a header in a table of votes.
func headerMeaning(label string) (vocabulary.Meaning, int) {
	folded := vocabulary.Fold(label)
	if voterHeaders()[folded] {
		if folded == "participant" {
			return vocabulary.Name, 0
		}
		return vocabulary.Voter, 0
	}
	if folded == "comment-id" || folded == "statement id" {
		return vocabulary.Issue, 0
	}
	if ignoredHeaders()[folded] {
		if folded == "score" {
			return vocabulary.Score, 0
		}
		return "", 0
	}
	m, ok := vocabulary.Header(label)
	if !ok {
		return vocabulary.Other, 0
	}
	if m.Meaning == vocabulary.Organisation && m.Confidence < 0.9 {
		return "", 0 // a question about the organisation, not its name
	}
	switch m.Meaning {
	case vocabulary.Choice:
		return vocabulary.Choice, m.Number
	case vocabulary.ID, vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email,
		vocabulary.Stakeholder, vocabulary.Group, vocabulary.Region, vocabulary.Organisation,
		vocabulary.Timestamp, vocabulary.Weight, vocabulary.CountOf, vocabulary.Voter,
		vocabulary.Issue, vocabulary.Rank, vocabulary.Score, vocabulary.Points, vocabulary.Vote, vocabulary.Prefs:
		return m.Meaning, 0
	case vocabulary.HonorificTitle, vocabulary.Phone, vocabulary.Address, vocabulary.Contact, vocabulary.CountryName,
		vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.Attendance, vocabulary.Role,
		vocabulary.Language, vocabulary.TimeZone, vocabulary.StartTime, vocabulary.Total, vocabulary.Note:
		return "", 0
	}
	return vocabulary.Other, 0
}
