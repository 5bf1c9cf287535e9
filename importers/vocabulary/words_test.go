package vocabulary

import (
	"regexp"
	"strings"
	"testing"
)

// wordFilesShared are the files in which one word may stand under several
// meanings, because each meaning is asked for on its own.
var wordFilesShared = map[string]bool{}

// TestWordFiles holds that every file of words says how to add to it, names
// languages, and gives no word two meanings.
func TestWordFiles(t *testing.T) {
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	language := regexp.MustCompile(`^(?:[a-z]{2}|\*|note|may be)$`)
	for _, f := range files {
		text, err := wordFiles.ReadFile("words/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "# ") || !strings.Contains(string(text), "Add a ") {
			t.Errorf("words/%s does not say in its first lines what it holds and how to add to it", f.Name())
		}
		list, err := parseWords(string(text))
		if err != nil {
			t.Errorf("words/%s: %v", f.Name(), err)
			continue
		}
		seen := map[string]wordLine{}
		for _, e := range list {
			if !language.MatchString(e.language) {
				t.Errorf("words/%s: %q of %q is no language: two letters, or * for signs", f.Name(), e.language, e.meaning)
			}
			if e.language == "note" || e.language == "may be" {
				continue
			}
			for _, w := range e.words {
				key := wordKey(w)
				old, ok := seen[key]
				if ok && old.meaning != e.meaning && !wordFilesShared[f.Name()] {
					t.Errorf("words/%s: %q stands under %q (%s) and %q (%s)", f.Name(), w, old.meaning, old.language, e.meaning, e.language)
				}
				seen[key] = e
			}
		}
	}
}

func TestParseWordsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"# a\n\nno\ten\tno": "", "no words": "line 1: a line is meaning, tab, language, tab, words", "# a\nno\ten\ta||b": "line 2: there is no word between two |",
	} {
		_, err := parseWords(text)
		if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("parseWords(%q): %v, want %q", text, err, want)
		}
	}
}

// TestListsExist holds that every list has words.
func TestListsExist(t *testing.T) {
	for _, l := range []List{
		TotalRow, RemarkRow, ExampleRow, CountReport, Comparison, FormOfAddress, NameTitle, TitleOrName, Nobody, Yes, YesShort, Mark, No, NoMark,
		For, Against, Neutral, Abstain, Overvote, Undervote, WriteIn, AsksOrder, AsksPriority, AsksChoice, AsksRating, AsksPoints, AsksVote,
		NoVoteColumn, CounterColumn, VoterColumn, AnswerNumberColumn, RowNumberColumn, IssueColumn, ItemColumn, WomanColumn,
		IssueSheet, SetAsideSheet, ProposalHeading, ProposalHeadings, ProposalUpdated, ProposalNoTitle,
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
		{VoterColumn, "Participant #", true},
		{VoterColumn, "Participant", false},
		{NoVoteColumn, "Duration (in seconds)", true},
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
