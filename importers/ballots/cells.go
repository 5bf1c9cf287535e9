package ballots

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// milli is the unit in which numbers are kept while a sheet is being read.
const milli = 1000

// number reads a plain number: "3", "3.0", "2,5", "−1", "40 %". The result is
// in thousandths.
func number(text string) (int64, bool) {
	s := strings.TrimSpace(text)
	if s == "" || len(s) > 24 {
		return 0, false
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) {
		s = vocabulary.Fold(s) // "−3", and the digits of other scripts
	}
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	s = strings.TrimPrefix(s, "+")
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	if strings.Trim(s, "-0123456789.") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) > 1e6 {
		return 0, false
	}
	return int64(math.Round(f * milli)), true
}

// outOf matches a mark with its unit or with what it is out of: "3/5", "4 stars", "20 pts".
var outOf = regexp.MustCompile(
	`^(\d{1,4}(?:[.,]\d)?)(?: ?/ ?(?:5|7|10|20|100)| (?:stars?|pts?|points?|dots?|étoiles?|sterne?|punkte?|estrellas?|puntos?))$`)

// starNumber reads a mark given in stars or dots, "★★★☆☆", "●●", or with its unit.
func starNumber(text string) (int64, bool) {
	s := strings.TrimSpace(text)
	if m := outOf.FindStringSubmatch(strings.ToLower(s)); m != nil {
		return number(m[1])
	}
	if s == "" || strings.Trim(s, "★☆⭐●○\ufe0f") != "" {
		return 0, false
	}
	return int64(strings.Count(s, "★")+strings.Count(s, "⭐")+strings.Count(s, "●")) * milli, true
}

// markNumber reads a number, also one given in stars.
func markNumber(text string) (int64, bool) {
	if n, ok := number(text); ok {
		return n, true
	}
	return starNumber(text)
}

// isNoOpinion reports a word that gives no answer among numbers.
func isNoOpinion(text string) bool {
	_, isNumber := markNumber(text)
	return vocabulary.Abstain.Is(text) || vocabulary.Undervote.Is(text) ||
		!isNumber && vocabulary.Neutral.Is(text)
}

// rankNumber reads a rank: a number, "1st", "first choice", "choice 2", "9 (least)", "№1", "2="
// as a tie is written, or a word for choice followed by labels that end in the number ("Option 2-3").
func rankNumber(text string) (int64, bool) {
	if n, ok := markNumber(text); ok {
		return n, true
	}
	text = strings.Trim(text, " =#№")
	if n, ok := vocabulary.RankWord(text); ok {
		return int64(n) * milli, true
	}
	f := strings.FieldsFunc(vocabulary.Fold(text),
		func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '#' || r == '.' })
	if len(f) >= 2 && len(f) <= 5 {
		_, labelled := vocabulary.RankWord(f[0] + " 1")
		labelled = labelled || f[0] == "option"
		n, err := strconv.Atoi(f[len(f)-1])
		if labelled && err == nil && n >= 1 && n <= 999 {
			return int64(n) * milli, true
		}
	}
	return 0, false
}

// isNothing reports a cell that gives no answer.
func isNothing(text string) bool {
	return strings.TrimSpace(text) == "" || vocabulary.IsMissing(text)
}

func isYesWord(text string) bool { return vocabulary.Yes.Is(text) || vocabulary.Mark.Is(text) }

func isNoWord(text string) bool { return vocabulary.No.Is(text) || vocabulary.NoMark.Is(text) }

// classes of cell content, as bits, because one text can be read in many ways.
type class uint16

const (
	isBlank class = 1 << iota
	isNumber
	isRankWord // a rank that is not a plain number
	isYes
	isNo
	isFor
	isAgainst
	isNeutral
	isAbstain
	isLevel
	isHalf // "if need be"

	isAnswer = isYes | isNo | isLevel | isFor | isAgainst
)

// classOf returns every way a cell can be read.
func classOf(text string) class {
	var c class
	if isNothing(text) {
		c |= isBlank
	}
	folded := vocabulary.Fold(text)
	if folded == "" {
		return c
	}
	if _, ok := markNumber(text); ok {
		c |= isNumber
	} else if _, ok := rankNumber(text); ok {
		c |= isRankWord
	}
	for _, x := range []struct {
		list vocabulary.List
		bits class
	}{
		{vocabulary.Yes, isYes},
		{vocabulary.Mark, isYes},
		{vocabulary.No, isNo},
		{vocabulary.NoMark, isNo},
		{vocabulary.For, isFor},
		{vocabulary.Against, isAgainst},
		{vocabulary.Neutral, isNeutral},
		{vocabulary.Abstain, isAbstain},
		{vocabulary.IfNeedBe, isHalf},
	} {
		if x.list.Is(folded) {
			c |= x.bits
		}
	}
	if isLevelWord(folded) {
		c |= isLevel
	}
	return c
}

// unreadable says why a cell does not count.
func unreadable(code, form, text string) planner.Finding {
	return planner.Finding{
		Code: code, Form: form, Severity: planner.Warning, Seen: clip(text), Args: facts{"text": clip(text)},
	}
}

// readMark reads a cell of an issue column in the shape of the plan; the finding has
// no code where there is nothing to say. Numbers come in thousandths; see
// collector.finish.
func (p *plan) readMark(text string, col int) (m planner.Mark, fault planner.Finding) {
	folded := vocabulary.Fold(text)
	step, isLevel := p.levelSteps[folded]
	switch {
	case p.shape == RankColumns:
		m, fault = p.readRank(text)
	case p.shape == ScoreColumns, p.shape == PointColumns:
		m, fault = p.readNumber(text)
	case p.shape == LevelColumns && isLevel:
		return planner.Mark(step) * milli, fault
	case p.shape == LevelColumns:
		fault = unreadable(codeValueUnreadable, "level", text)
		fault.Args["levels"] = strings.Join(p.levelNames(), " > ")
	case p.shape == MarkColumns:
		m, fault = p.readYesNo(text, folded, col)
	case !p.saysNo || !vocabulary.NoMark.Is(folded):
		m, fault = readHum(text, folded)
	default:
		m = planner.Blank
	}
	if fault.Code == "" {
		return m, fault
	}
	return p.readNoAnswer(text, folded, m, fault)
}

// readNoAnswer tells a cell that gives no answer from one that cannot be read, which
// keeps its mark and fault.
func (p *plan) readNoAnswer(
	text, folded string, m planner.Mark, fault planner.Finding,
) (planner.Mark, planner.Finding) {
	switch {
	case strings.TrimSpace(text) == "", p.blankIsLow && vocabulary.NoMark.Is(folded):
		return planner.Blank, planner.Finding{}
	case isNothing(text) || isNoOpinion(text):
		if _, isNo := p.blankIs(); isNo {
			return noAnswer, planner.Finding{}
		}
		return planner.Blank, planner.Finding{}
	case m == 0:
		m = planner.Blank
	}
	return m, fault
}

func readHum(text, folded string) (planner.Mark, planner.Finding) {
	n, ok := number(text)
	switch {
	case vocabulary.For.Is(folded), n == milli:
		return 1, planner.Finding{}
	case vocabulary.Against.Is(folded), n == -milli:
		return -1, planner.Finding{}
	case vocabulary.Neutral.Is(folded), ok && n == 0:
		return 0, planner.Finding{}
	}
	return 0, unreadable(codeValueUnreadable, "hum", text)
}

func (p *plan) readRank(text string) (planner.Mark, planner.Finding) {
	issues := int64(len(p.cols)) * milli
	n, ok := rankNumber(text)
	if n == vocabulary.LastPlace*milli {
		n = issues
	}
	switch {
	case !ok:
		return 0, unreadable(codeValueUnreadable, "rank", text)
	case n == 0 && !p.zeroBest:
		return 0, planner.Finding{Code: codeRankZero, Form: "unranked", Severity: planner.Note, Seen: clip(text)}
	case n < 0:
		return 0, unreadable(codeRankOutOfRange, "below", text)
	case p.issueCol == 0 && n > issues:
		f := unreadable(codeRankOutOfRange, "above", text)
		f.Args["issues"] = len(p.cols)
		return planner.Mark(n), f
	}
	return planner.Mark(n), planner.Finding{}
}

func (p *plan) readNumber(text string) (planner.Mark, planner.Finding) {
	n, ok := markNumber(text)
	if labelled, words, is := numberedLevel(text); !ok && is && words != "" { // "3 - fair" among bare numbers
		n, ok = int64(labelled)*milli, true
	}
	per := int64(max(p.scale.Per, 1))
	low, high := int64(p.scale.Min)*milli/per, int64(p.scale.Max)*milli/per
	switch points := p.shape == PointColumns; {
	case !ok:
		return 0, unreadable(codeValueUnreadable, "number", text)
	case points && n < 0:
		return 0, unreadable(codePointsOutOfRange, "", text)
	case !points && (n < low || n > high):
		f := unreadable(codeScoreOutOfRange, "cell", text)
		f.Args["min"], f.Args["max"] = milliText(low), milliText(high)
		f.Args["scale"] = scaleOption(min(n, low)/milli, max(n, high)/milli)
		return 0, f
	}
	return planner.Mark(n), planner.Finding{}
}

// scaleOption is the option that declares a scale.
func scaleOption(low, high int64) string { return fmt.Sprintf("--scale=%d..%d", low, high) }

// milliText writes a number given in thousandths.
func milliText(n int64) string { return strconv.FormatFloat(float64(n)/milli, 'f', -1, 64) }

// days are the spellings of a day; the last two are told apart where the day is
// above 12.
var days = []string{
	"2006-01-02", "2006/01/02", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2.1.2006",
	"Mon Jan 2 2006", "1/2/2006", "2/1/2006",
}

// zone matches a zone at the end of a time, or one named before the year, which is
// left out of account: stamps of one file only serve to order its rows.
var (
	zone = regexp.MustCompile(
		`^(.*? \d+:\d\d(?::\d\d)?(?: [AP]M)?)(?:\.\d+)? ?(?:Z|(?:GMT|UTC)?([+-]\d{1,2})(?::?(\d\d))?)?$`)
	namedZone = regexp.MustCompile(`^(\w{3} \w{3} \d+) (\d+:\d+:\d+)(?: [A-Z]{2,5})? (\d{4})$`)
)

// parseTime reads a time stamp as Unix milliseconds, 0 when it cannot be read or
// could mean two days ("3/4/2026").
func parseTime(text string) int64 {
	s := strings.Join(strings.Fields(text), " ")
	if len(s) < 8 || len(s) > 60 {
		return 0
	}
	if t, err := time.Parse(time.DateTime, s); err == nil { // by far the most frequent
		return t.UnixMilli()
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return ofEpoch(n)
	}
	s = namedZone.ReplaceAllString(s, "$1 $3 $2")
	if len(s) > 10 && s[10] == 'T' {
		s = s[:10] + " " + s[11:]
	}
	s, offset := cutZone(s)
	clock := [...]string{"", " 15:04", " 15:04:05"}[min(strings.Count(s, ":"), 2)]
	if strings.HasSuffix(s, "M") {
		clock = strings.Replace(clock, "15", "3", 1) + " PM"
	}
	found := int64(0)
	for i, day := range days {
		t, err := time.Parse(day+clock, s)
		if err != nil {
			continue
		}
		at := (t.Unix() - int64(offset)) * 1000
		if found != 0 && found != at {
			return 0 // the day may be the month
		}
		if found = at; i < len(days)-2 {
			break
		}
	}
	return found
}

// cutZone splits off a zone and returns its offset in seconds.
func cutZone(s string) (rest string, offset int) {
	m := zone.FindStringSubmatch(s)
	if m == nil {
		return s, 0
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	if hours < 0 {
		minutes = -minutes
	}
	return m[1], hours*3600 + minutes*60
}

// ofEpoch reads seconds since 1970, or milliseconds as in Polis exports, as the
// latter; 0 for a number that is neither.
func ofEpoch(n int64) int64 {
	switch {
	case n > 1e12 && n < 1e14:
		return n
	case n > 1e8 && n < 1e11:
		return n * 1000
	}
	return 0
}
