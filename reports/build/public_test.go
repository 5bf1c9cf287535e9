package build

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

func fixtureProtected() disclosure.Protected {
	p := disclosure.Protected{
		Title: "Forum on shared registries", Format: "Round Table", Minutes: 90, Participants: 48,
		Panel: disclosure.Panel{Size: 6, Kind: string(planner.PanelSpeakers), Announced: true},
		Targets: []disclosure.Target{
			{
				Rule: counted(planner.Stakeholder, planner.Government), Tier: "must", Min: 1, Max: -1, Shown: true,
				State: reports.OK, Have: 1,
			},
			{
				Rule: counted(planner.Region, planner.African), Tier: "must", Min: 1, Max: 2, Shown: true,
				State: reports.Miss, Short: 1,
			},
			{Tier: "should", Min: 2, Max: -1},
			{
				Rule: counted(planner.Region, planner.GRULAC), Tier: "should", Min: 1, Max: -1, Shown: true,
				State: reports.Miss, Short: 1,
			},
		},
		Tables: []disclosure.Table{
			{
				Dimension: string(
					planner.Stakeholder,
				), Population: disclosure.Saying{Code: "panel", Who: "speakers"}, People: 6,
				Rows: []disclosure.Count{{Label: "Government", Count: 1}, {Label: "Civil Society", Count: 5}},
			},
			{
				Dimension: string(planner.Age), Population: disclosure.Saying{Code: "everybody"}, People: 48,
				Rows: []disclosure.Count{{Label: "35-54", Count: 30}, {Count: 18, Merged: true}},
			},
			{
				Dimension: string(planner.Gender), Population: disclosure.Saying{Code: "panel"}, People: 42,
				Why: disclosure.Saying{Code: "women-even"},
			},
		},
		Cross: []disclosure.Cross{
			{
				RowDimension: string(planner.Stakeholder), ColumnDimension: string(planner.Region), People: 240,
				Population: disclosure.Saying{Code: "everybody"},
				RowLabels:  []string{"Government", "not given"}, ColumnLabels: []string{"Africa", "several"},
				Cells: [][]int{{60, 40}, {40, 100}},
			},
		},
		Votes: &disclosure.Votes{
			Asked: 9, Ballots: 51, Weights: "groups", Kinds: []string{"ranking"}, Level: disclosure.Fifths,
			Why: disclosure.Saying{Code: "fifths"},
		},
		Groups: &disclosure.Groups{
			Groups: []disclosure.Group{{
				Topic: "Which problems come first", Open: true, Size: 12, MinSize: 9, MaxSize: 14,
				ChairsWanted: 2, Chairs: 2,
				Tables: []disclosure.Table{{
					Dimension: string(planner.Region), People: 12,
					Rows: []disclosure.Count{{Label: "African Group", Count: 12}},
				}},
			}},
			TargetsMet: 19, TargetsAsked: 20, Unseated: true, Closed: true,
		},
		Noticed:    true,
		Notes:      []disclosure.Saying{{Code: "merged", N: 5}},
		Provenance: reports.Provenance{Version: "1.0.0", Date: "22 November 2026", Seed: 2019},
	}
	for i, id := range []string{"Q9", "Q7", "Q8"} {
		p.Votes.Issues = append(p.Votes.Issues, disclosure.Issue{
			ID: id, Name: sample.Issues[[]int{8, 6, 7}[i]].Name,
			Rank: i + 1, Fifth: disclosure.Band{Low: 60 - 20*i, High: 80 - 20*i},
		})
	}
	return p
}

// counted is a rule on the people of one value.
func counted(d planner.Dimension, value string) *disclosure.Rule {
	return &disclosure.Rule{
		Dimension: string(d), Who: []disclosure.Term{{Dimension: string(d), Value: value}},
	}
}

// atLevel is the fixture with its votes at a level.
func atLevel(level disclosure.Level) disclosure.Protected {
	p := fixtureProtected()
	p.Votes.Level = level
	p.Votes.Why = disclosure.Saying{Code: []string{"small", "first", "order", "fifths"}[level], N: 9, Least: 18}
	for i := range p.Votes.Issues {
		x := &p.Votes.Issues[i]
		if level < disclosure.Fifths {
			x.Fifth = disclosure.Band{}
		}
		if level < disclosure.Order {
			x.Rank = 0
		}
	}
	switch level {
	case disclosure.Nothing:
		p.Votes.Issues, p.Votes.Ballots = nil, 0
	case disclosure.Order:
		p.Votes.Groups = []disclosure.VoteGroup{{Name: "Government", First: []string{"Q7"}}}
	}
	return p
}

// Every level of the votes can be written, and what a level does not tell is not there.
func TestPublicLevels(t *testing.T) {
	for level := disclosure.Nothing; level <= disclosure.Fifths; level++ {
		d := public.Document(atLevel(level), messages.English())
		checkDocument(t, d)
		if s := section(d, "bygroup"); (s != nil) != (level == disclosure.Order) {
			t.Errorf("level %d: section by group is %v", level, s != nil)
		}
		told := strings.Join(textsOf(section(d, "ranking")), " ")
		if strings.Contains(told, "The chair’s edition says how sure this is") != (level != disclosure.Nothing) {
			t.Errorf("level %d: where to read how sure the order is: %q", level, told)
		}
		table, ok := d.Table("ranking")
		if ok == (level == disclosure.Nothing) {
			t.Errorf("level %d: order shown is %v", level, ok)
		}
		if want := map[disclosure.Level]int{disclosure.First: 1, disclosure.Order: 2, disclosure.Fifths: 3}[level]; ok &&
			(len(table.Columns) != want || len(table.Rows[0]) != want) {
			t.Errorf("level %d: columns %+v", level, table.Columns)
		}
	}
}

// "First: Q7" of a first place that is not firm: each level says that this is not told, in the
// same words whatever the ballots say, for what varies would tell of them.
func TestPublicFirstPlaceHasItsCaveat(t *testing.T) {
	const want = "This edition never says how firm that is"
	for _, p := range everyLevel() {
		told := p.Votes != nil && p.Votes.Level > disclosure.Nothing
		first := strings.Join(textsOf(section(public.Document(p, messages.English()), "summary")), "\n")
		if strings.Contains(first, want) != told {
			t.Errorf("level %v: %s", p.Votes, first)
		}
	}
}

// "Stands for at least 5" beside "not given 1": what the note on figures promises holds of every
// table of people who are not on the programme, and of every field that is not open, whatever
// the sizes of the values are.
func TestPublicCountsStandForAtLeastFive(t *testing.T) {
	told := 0
	for _, sizes := range [][]int{{19, 24, 1}, {30, 5, 4, 3}, {9, 9, 9, 9}, {40, 2, 1, 1}, {6, 5, 5, 1, 1}, {12, 3}} {
		m := &planner.Meeting{Title: "Forum"}
		for value, n := range sizes {
			for i := range n {
				p := planner.Participant{ID: fmt.Sprintf("P%d-%d", value, i), Values: map[planner.Dimension][]string{}}
				for k, d := range []planner.Dimension{planner.Gender, planner.Stakeholder, planner.Region, "shirt size"} {
					text := []string{"", "woman", "Government", "African Group", "large"}[(value+1+k)%5]
					p.Values[d] = []string{text}
				}
				m.Roster = append(m.Roster, p)
			}
		}
		p, err := disclosure.Protect(m, disclosure.Results{}, reports.Provenance{}, disclosure.DefaultPolicy())
		if err != nil {
			t.Fatal(err)
		}
		d := public.Document(p, messages.English())
		if note := strings.Join(textsOf(section(d, "privacy")), " "); !strings.Contains(note, "a figure stands for at least 5 of them") {
			t.Errorf("%v: %s", sizes, note)
		}
		for _, x := range p.Tables {
			for _, row := range x.Rows {
				if told++; row.Count > 0 && row.Count < 5 {
					t.Errorf("%v: %s, %s: %d", sizes, x.Dimension, row.Label, row.Count)
				}
			}
		}
		for i := range d.Sections {
			for _, block := range d.Sections[i].Blocks {
				table, ok := block.(reports.Table)
				if chart, is := block.(reports.Chart); is {
					table, ok = chart.Table, true
				}
				for _, row := range table.Rows {
					if ok && row[1].IsNum && row[1].Number > 0 && row[1].Number < 5 {
						t.Errorf("%v: %s %v", sizes, row[0].Text, row[1].Number)
					}
				}
			}
		}
	}
	if told == 0 {
		t.Error("nothing was told of anybody")
	}
}

// The first page has at most 250 words, users' own aside, and of the votes no more than
// the level tells.
func TestPublicFirstPage(t *testing.T) {
	for level := disclosure.Nothing; level <= disclosure.Fifths; level++ {
		said := strings.Join(textsOf(&public.Document(atLevel(level), messages.English()).Sections[0]), " ")
		if n := len(strings.Fields(said)); n > 250 {
			t.Errorf("level %d: %d words", level, n)
		}
		for issue, told := range map[string]bool{
			"Q9 “": level > disclosure.Nothing, "Q7 “": level == disclosure.First, "Q8 “": level == disclosure.First,
		} {
			if strings.Contains(said, issue) != told {
				t.Errorf("level %d: %s is told: %t", level, issue, !told)
			}
		}
	}
}

// A figure of the order is a place on a scale, and the page says so; it never stands with
// a sign for parts of people but for approvals, of which the page says what it counts.
func TestPublicFigureIsNoShare(t *testing.T) {
	for _, kind := range []string{"ranking", "approval", "score", "points", "hum", ""} {
		p := fixtureProtected()
		if p.Votes.Kinds = []string{kind}; kind == "" {
			p.Votes.Kinds = []string{"ranking", "score"}
		}
		d := public.Document(p, messages.English())
		table, _ := d.Table("ranking")
		if got := table.Rows[0][2].Text; got != "60–80" {
			t.Errorf("%s: figure %q", kind, got)
		}
		said := strings.Join(textsOf(section(d, "ranking")), " ")
		if strings.Contains(said, "not a share of people") == (kind == "approval") ||
			!strings.Contains(said, "The scale is") {
			t.Errorf("%s: %s", kind, said)
		}
	}
}

// Answers for and against are in the order of their mean.
func TestPublicHum(t *testing.T) {
	p := atLevel(disclosure.Order)
	p.Votes.Kinds = []string{"hum"}
	said := strings.Join(textsOf(section(public.Document(p, messages.English()), "ranking")), " ")
	if !strings.Contains(said, "mean answer") || strings.Contains(said, "counting rule") {
		t.Errorf("a hum: %s", said)
	}
}

// What the page says of rules agrees with their numbers; it names those that are met while they
// are few, and says that there are others without a word on how they stand.
func TestPublicRulesVerdict(t *testing.T) {
	target := func(s reports.State) disclosure.Target {
		return disclosure.Target{Rule: counted(planner.Stakeholder, planner.Government), Tier: "must", Min: 1, Max: -1, Shown: s != "", State: s}
	}
	const government, others = "“Government” (at least 1)", "How 1 more rule stands is not published: it would tell something about a few people."
	for want, states := range map[string][]reports.State{
		"All 2 published rules are met: " + government + " and " + government + ". | " + others:                         {reports.OK, reports.OK, ""},
		"All 4 published rules are met. | ":                                                                             {reports.OK, reports.OK, reports.OK, reports.OK},
		"The one published rule is met: " + government + ". | " + others:                                                {reports.OK, ""},
		"0 of 1 published rule is met; 1 rule that must hold is missed. | ":                                             {reports.Miss},
		"1 of 3 published rules are met; 1 rule that must hold is missed, 1 rule that must hold cannot be told yet. | ": {reports.OK, reports.Miss, reports.Unsure},
		"1 of 2 published rules are met; 1 rule that must hold cannot be told yet. | " + others:                         {reports.OK, reports.Unsure, ""},
		"0 of 1 published rule is met; 1 rule that must hold cannot be told yet. | ":                                    {reports.Unsure},
		"No verdict on the rules is published, because each would tell something about a few people. | ":                {"", ""},
	} {
		var p disclosure.Protected
		for _, s := range states {
			p.Targets = append(p.Targets, target(s))
		}
		d := public.Document(p, messages.English())
		first := section(d, "summary").Blocks[0].(reports.Verdicts).Items[0]
		if got := first.Text + " | " + first.Detail; got != want || section(d, "rules").Lead != first.Text {
			t.Errorf("%v: %q, want %q", states, got, want)
		}
	}
}

// Where women have no line of their own the page answers how balanced the people are: in a range
// that holds their share, and never with women counted together with somebody else.
func TestGenderIsAnsweredInABand(t *testing.T) {
	bands := map[string][2]float64{
		"Fewer than 40 % are known to be women.": {0, 39.999}, "Between 40 and 60 % are known to be women.": {40, 60},
		"More than 60 % are known to be women.": {60.001, 100},
	}
	told := map[string]int{}
	for women := range 21 {
		var room planner.Roster
		for i, gender := range slices.Concat(slices.Repeat([]string{"woman"}, women), slices.Repeat([]string{"man"}, 20-women),
			[]string{"non-binary", "", "", "", ""}) {
			p := planner.Participant{ID: fmt.Sprint("p", i), Values: map[planner.Dimension][]string{planner.Region: {planner.African}}}
			if gender != "" {
				p.Values[planner.Gender] = []string{gender}
			}
			room = append(room, p)
		}
		in := Input{Meeting: &planner.Meeting{Roster: room}}
		p, err := disclosure.Protect(in.Meeting, Results(in), reports.Provenance{}, disclosure.DefaultPolicy())
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(textsOf(section(public.Document(p, messages.English()), "people")), "\n")
		if strings.Contains(said, "woman, ") || strings.Contains(said, "woman or ") {
			t.Errorf("%d women of %d are counted with others: %s", women, len(room), said)
		}
		for text, band := range bands {
			share := 100 * float64(women) / float64(len(room))
			if strings.Contains(said, text) {
				if told[text]++; share < band[0] || share > band[1] {
					t.Errorf("%d women of %d: %s", women, len(room), said)
				}
			}
		}
	}
	if len(told) < len(bands) {
		t.Errorf("not every range is told: %v", told)
	}
}

// What must hold comes first, a wish is called one, and a kind of panel and a rule are said
// in the language of the page.
func TestPublicRulesInTheLanguage(t *testing.T) {
	french, _ := messages.In("fr")
	said := strings.Join(textsOf(&public.Document(fixtureProtected(), french).Sections[0]), "\n")
	african, wish := strings.Index(said, "Groupe des États d’Afrique"), strings.Index(said, "souhaité")
	if african < 0 || wish < african || !strings.Contains(said, "Intervenant(e)s (6 personnes)") {
		t.Error(said)
	}
	for _, text := range []string{"at least", "speakers", "African Group"} {
		if strings.Contains(said, text) {
			t.Errorf("%q in French: %s", text, said)
		}
	}
}
