package vocabulary

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
)

// headerMeanings are the meanings that headers.tsv and phrases.tsv may name.
var headerMeanings = []Meaning{
	ID, Name, HonorificTitle, FirstName, LastName, SecondLastName, NameAffix, Email, Phone, Address, Postcode, Contact, Stakeholder, Region, CountryName, Gender, Age,
	BirthYear, Attendance, Organisation, Role, Language, TimeZone, Selected, Locked, MinMemberships, MaxMemberships, ChairOK, Prefs, SeatedIn,
	KeptOutOf, Note, Status, Completion, Session, Serial, Buyer, Order, JoinTime, LeaveTime, Duration, Technical, Timestamp, StartTime, Weight, CountOf,
	Voter, Issue, Rank, Score, Points, Vote, Total, Round, Topic, MinSize, MaxSize, Capacity, Chairs, Feature, ValueOf, Min, Max, MinSharePct,
	MaxSharePct, MinFlex, MaxFlex, Tier, Hard, Group, Roles, ExceptRoles, Source, Text, TargetKind, PairA, PairB, Kind, Key, Optional,
}

// wordMeanings are the meanings that each file must and may name; a file that is
// not here has meanings of its own.
var wordMeanings = map[string][]string{
	"headers": texts(headerMeanings),
	"stakeholder": append(
		texts(planner.StakeholderGroups()),
		"academia",
		"media",
		"parliament",
		"party",
		"international",
		"ps",
	),
	"attendance": {Onsite, Online, Hybrid},
	"gender":     {Woman, Man, NonBinary},
	"icann":      ICANNRegionNames(),
	"status":     texts([]Standing{Confirmed, Invited, Tentative, Waitlisted, Declined, Preview, Incomplete}),
	"ordinals":   {"ordinal", "last", "choice", "option", "ending"},
	"missing":    {"missing"},
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// TestWordFiles holds that every file of words says how to add to it, names
// languages and known meanings, and gives no word two meanings.
func TestWordFiles(t *testing.T) {
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	language := regexp.MustCompile(`^(?:[a-z]{2}|\*)$`)
	for _, f := range files {
		file := strings.TrimSuffix(f.Name(), ".tsv")
		text := fileText(t, file)
		if !strings.HasPrefix(text, "# ") || !strings.Contains(strings.ToLower(text), " add a ") {
			t.Errorf("words/%s does not say in its first lines what it holds and how to add to it", f.Name())
		}
		fields := map[string]int{"countries": 8, "country-lists": 4}[file]
		if n := 0; fields > 0 {
			for line := range strings.Lines(text) {
				if n++; line[0] != '#' && strings.Count(line, "\t") != fields-1 {
					t.Errorf("words/%s, line %d: not %d parts with tabs between them", f.Name(), n, fields)
				}
			}
			continue
		}
		for _, fault := range faultyLines(text) {
			t.Errorf("words/%s, %s", f.Name(), fault)
		}
		list := readWords(file)
		for _, fault := range faultsOf(file, list, language) {
			t.Errorf("words/%s: %s", f.Name(), fault)
		}
		for _, m := range wordMeanings[file] {
			if !slices.ContainsFunc(list, func(l wordLine) bool { return l.meaning == m }) && Meaning(m) != Other {
				t.Errorf("words/%s: no words for %q", f.Name(), m)
			}
		}
	}
}

func fileText(t *testing.T, file string) string {
	text, err := wordFiles.ReadFile("words/" + file + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// faultyLines are the lines that are no meaning, language and words.
func faultyLines(text string) []string {
	var faults []string
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\n")
		words := strings.Split(line, "\t")
		switch {
		case strings.HasPrefix(line, "#"):
		case len(words) != 3 || words[0] == "" || words[1] == "":
			faults = append(faults, fmt.Sprintf("line %d: a line is meaning, tab, language, tab, words", n))
		case slices.ContainsFunc(strings.Split(words[2], "|"), func(w string) bool { return strings.TrimSpace(w) == "" }):
			faults = append(faults, fmt.Sprintf("line %d: there is no word between two |", n))
		}
	}
	return faults
}

// faultsOf are the faults of a file of words.
func faultsOf(file string, list []wordLine, language *regexp.Regexp) []string {
	key := wordKey
	switch file {
	case "headers", "stakeholder", "region", "gender", "attendance", "icann":
		key = func(s string) string { return Compact(numberSigns.Replace(s)) }
	}
	var faults []string
	seen := map[string]wordLine{}
	for _, l := range list {
		if known := wordMeanings[file]; known != nil && !slices.Contains(known, l.meaning) {
			faults = append(
				faults,
				fmt.Sprintf("%q is no meaning of this file: %s", l.meaning, strings.Join(known, ", ")),
			)
		}
		switch {
		case l.language == "note", l.language == "may be", file == "levels", file == "phrases":
			continue
		case !language.MatchString(l.language):
			faults = append(
				faults,
				fmt.Sprintf("%q of %q is no language: two letters, or * for signs", l.language, l.meaning),
			)
		}
		for _, w := range l.words {
			k := cmp.Or(key(w), w) // signs
			old, ok := seen[k]
			if ok && old.meaning != l.meaning && w != "-" {
				faults = append(
					faults,
					fmt.Sprintf(
						"%q stands under %q (%s) and %q (%s)",
						w,
						old.meaning,
						old.language,
						l.meaning,
						l.language,
					),
				)
			}
			seen[k] = l
		}
	}
	return faults
}

// linesOf reads lines as readWords does.
func linesOf(text string) []wordLine {
	var list []wordLine
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		list = append(list, wordLine{f[0], f[1], []string{f[2]}})
	}
	return list
}

func TestWordFaults(t *testing.T) {
	for text, want := range map[string]string{
		"yes\ten\tyes\nno\ten\tYes": `"Yes" stands under "yes" (en) and "no" (en)`,
		"yes\tenglish\tyes":         `"english" of "yes" is no language: two letters, or * for signs`,
	} {
		list := linesOf(text)
		if got := faultsOf("x", list, regexp.MustCompile(`^[a-z]{2}$`)); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := faultsOf("gender", []wordLine{{"lady", "en", []string{"x"}}}, regexp.MustCompile(`..`)); len(got) != 1 ||
		!strings.Contains(got[0], "is no meaning") {
		t.Errorf("%q", got)
	}
}

func TestFaultyLines(t *testing.T) {
	for text, want := range map[string]string{
		"# a\nno\ten\tno": "", "# a\nno words": "line 2: a line is meaning, tab, language, tab, words", "no\ten\ta||b": "line 1: there is no word between two |",
	} {
		if got := strings.Join(faultyLines(text), "; "); got != want {
			t.Errorf("faultyLines(%q): %q, want %q", text, got, want)
		}
	}
}

// TestListsExist holds that every list has words.
func TestListsExist(t *testing.T) {
	for _, l := range []List{
		TotalRow, RemarkRow, ExampleRow, CountReport, Comparison, FormOfAddress, NameTitle, TitleOrName, Nobody, BehindName, Pronouns, NameParticle, Yes, YesShort, Mark, No, NoMark,
		For, Against, Neutral, Abstain, Overvote, Undervote, WriteIn, AsksOrder, AsksPriority, AsksChoice, AsksRating, AsksPoints, AsksVote,
		CounterColumn, AnswerNumberColumn, ItemColumn, WomanColumn, FactColumn, FactAbout, IfNeedBe, FreeAnswer, HumNone, HumSoft, HumMedium, HumLoud, HumRoom, AsksOne, AsksFact, AsksConsent,
		IssueSheet, SetAsideSheet,
	} {
		if len(l.words().whole) == 0 {
			t.Errorf("%s has no words", l)
		}
	}
}

func TestLists(t *testing.T) {
	for _, tt := range []struct {
		list List
		text string
		want bool
	}{
		{TotalRow, "Total:", true},
		{TotalRow, "GRAND-TOTAL", true},
		{TotalRow, "合　计", true},
		{TotalRow, "İTOPLAM", false},
		{TotalRow, "Toplam", true},
		{TotalRow, "Totaal", true},
		{TotalRow, "Razem:", true},
		{TotalRow, "Sum Wing", false},
		{Nobody, "Anónimo", true},
		{Nobody, "익명", true},
		{Yes, "Evet", true},
		{No, "HAYIR", true},
		{No, "Nee", true},
		{Mark, "*", true},
		{Mark, "✓", true},
		{For, "+1", true},
		{For, "-1", false},
		{Against, "-1", true},
		{Neutral, "~", true},
		{For, "D’accord", true},
		{FactColumn, "Distance", true},
		{IfNeedBe, "(OK)", true},
		{IfNeedBe, "OK", false},
		{FormOfAddress, "M.", true},
		{FormOfAddress, "M", false},
		{FormOfAddress, "Г-жа", true},
		{WriteIn, "Write In", true},
		{RemarkRow, "注：", true},
	} {
		if got := tt.list.Is(tt.text); got != tt.want {
			t.Errorf("%s.Is(%q) = %v", tt.list, tt.text, got)
		}
	}
	for _, tt := range []struct {
		list List
		text string
		want bool
	}{
		{AsksOrder, "Please rank the topics", true},
		{AsksOrder, "Ranked choices", true},
		{AsksOrder, "Frankly", false},
		{AsksOrder, "请按重要性排序", true},
		{AsksOrder, "Konuları sıralayın", true},
		{AsksOrder, "Metti in ordine i temi", true},
		{AsksRating, "Оцените важность", true},
		{IssueSheet, "PolicyQuestions", true},
		{SetAsideSheet, "people (old - ignore)", true},
		{SetAsideSheet, "Gold sponsors", false},
		{SetAsideSheet, "名单（旧）", true},
	} {
		if got := tt.list.Within(tt.text); got != tt.want {
			t.Errorf("%s.Within(%q) = %v", tt.list, tt.text, got)
		}
	}
	for _, tt := range []struct {
		list       List
		text, rest string
		want       bool
	}{
		{RemarkRow, "Source: UN", ": UN", true},
		{RemarkRow, "来源：联合国", "：联合国", true},
		{RemarkRow, "*) estimated", ") estimated", true},
		{RemarkRow, "Notebook", "", false},
		{RemarkRow, "Last updated 2024", " 2024", true},
		{ExampleRow, "Exemple 2", " 2", true},
		{NameTitle, "H.E. Ann Poe", ". Ann Poe", true},
		{NameTitle, "Drake Poe", "", false},
		{FormOfAddress, "Mme Dupont", " Dupont", true},
	} {
		if rest, got := tt.list.Begins(tt.text); got != tt.want || rest != tt.rest {
			t.Errorf("%s.Begins(%q) = %q, %v", tt.list, tt.text, rest, got)
		}
	}
}

// Every spelling of the 17 goals names its goal and no other.
func TestGoalNames(t *testing.T) {
	for n := 1; n <= Goals; n++ {
		for _, name := range List("goals/" + strconv.Itoa(n)).Words() {
			if got := GoalsNamed(name); !slices.Equal(got, []int{n}) {
				t.Errorf("goal %d: %q names %v", n, name, got)
			}
		}
	}
	if got := GoalsNamed("Peace, Justice and Strong Institutions; Faim zéro"); !slices.Equal(got, []int{2, 16}) {
		t.Errorf("two names: %v", got)
	}
}
