package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/disclosure"
	"roundtable/reports/html"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

// dump writes a document as plain lines, so that a golden file shows every word
// and number a builder chose.
func dump(d *reports.Document) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s | %s | %s\n", d.Title, d.Subtitle, d.Edition)
	for _, f := range d.Facts {
		fmt.Fprintf(&b, "fact: %s %s\n", f.Value, f.Key)
	}
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "\n# %s [%s]\n%s\n", s.Title, s.ID, s.Lead)
		for _, block := range s.Blocks {
			dumpBlock(&b, block)
		}
	}
	return b.Bytes()
}

func dumpBlock(b *bytes.Buffer, block reports.Block) {
	switch x := block.(type) {
	case reports.Paragraph:
		fmt.Fprintf(b, "p: %s\n", x.Text)
	case reports.Verdicts:
		for _, v := range x.Items {
			fmt.Fprintf(b, "(%s) %s | %s\n", v.State, v.Text, v.Detail)
		}
	case reports.List:
		fmt.Fprintf(b, "list: %s\n", x.Title)
		for i, item := range x.Items {
			fmt.Fprintf(b, "  %d. %s\n", i+1, item)
		}
	case reports.Table:
		dumpTable(b, &x)
	case reports.Chart:
		fmt.Fprintf(b, "chart %s (%s, %s, max %v): %s | %s\n", x.ID, x.Kind, x.Axis, x.Max, x.Title, x.Summary)
		for _, s := range x.Series {
			fmt.Fprintf(b, "  %s:", s.Name)
			for i, v := range s.Values {
				fmt.Fprintf(b, " %s=%.3g;", x.Categories[i], v)
			}
			b.WriteByte('\n')
		}
		dumpTable(b, &x.Table)
	case reports.Cards:
		for _, c := range x.Items {
			fmt.Fprintf(b, "card (%s) %s\n", c.State, c.Title)
			for _, l := range c.Lines {
				fmt.Fprintf(b, "  - %s\n", l)
			}
			for i := range c.Tables {
				dumpTable(b, &c.Tables[i])
			}
		}
	}
}

func dumpTable(b *bytes.Buffer, t *reports.Table) {
	fmt.Fprintf(b, "table %s: %s\n", t.ID, t.Title)
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, c.Title)
	}
	fmt.Fprintf(b, "  %s\n", strings.Join(heads, " | "))
	for _, row := range t.Rows {
		var cells []string
		for j, v := range row {
			text := v.Text
			if v.IsNum {
				text += t.Columns[j].Text(nil, reports.Num(v.Number))
			}
			cells = append(cells, text)
		}
		fmt.Fprintf(b, "  %s\n", strings.Join(cells, " | "))
	}
	if t.Note != "" {
		fmt.Fprintf(b, "  note: %s\n", t.Note)
	}
}

func TestBuildGolden(t *testing.T) { sample.Golden(t, "chair.txt", dump(Chair(FixtureInput()))) }

func TestBuildPublicGolden(t *testing.T) {
	sample.Golden(t, "public.txt", dump(public.Document(fixtureProtected(), messages.English())))
}

// checkDocument holds for any document a builder makes.
func checkDocument(t *testing.T, d *reports.Document) {
	t.Helper()
	ids := map[string]bool{}
	once := func(id string) {
		if id == "" || ids[reports.Anchor(id)] {
			t.Errorf("ID %q is empty or used twice", id)
		}
		ids[reports.Anchor(id)] = true
	}
	table := func(x *reports.Table) {
		once("t-" + x.ID)
		if x.Title == "" {
			t.Errorf("table %s has no title", x.ID)
		}
		for i, row := range x.Rows {
			if len(row) != len(x.Columns) {
				t.Errorf("table %s row %d has %d cells for %d columns", x.ID, i, len(row), len(x.Columns))
			}
			for _, v := range row {
				if v.IsNum && !v.Finite() {
					t.Errorf("table %s holds %v", x.ID, v.Number)
				}
			}
		}
	}
	for _, s := range d.Sections {
		once(s.ID)
		if s.Title == "" || s.Lead == "" && len(s.Blocks) == 0 {
			t.Errorf("section %s says nothing", s.ID)
		}
		for _, block := range s.Blocks {
			switch x := block.(type) {
			case reports.Table:
				table(&x)
			case reports.Chart:
				once(x.ID)
				table(&x.Table)
			case reports.Cards:
				for _, c := range x.Items {
					for i := range c.Tables {
						table(&c.Tables[i])
					}
				}
			case reports.Verdicts:
				for _, v := range x.Items {
					if v.State == "" || v.Text == "" {
						t.Errorf("section %s has an empty verdict", s.ID)
					}
				}
			}
		}
	}
	htmlPage(t, d, []byte("var echarts = {};")) // which draws every chart
}

func htmlPage(t *testing.T, d *reports.Document, script []byte) string {
	t.Helper()
	var out bytes.Buffer
	if err := html.Write(&out, d, html.Options{Script: script}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func section(d *reports.Document, id string) *reports.Section {
	for i := range d.Sections {
		if d.Sections[i].ID == id {
			return &d.Sections[i]
		}
	}
	return nil
}

func TestBuildAnyParts(t *testing.T) {
	for mask := range 16 {
		in := FixtureInput()
		if mask&1 != 0 {
			in.Balance = nil
		}
		if mask&2 != 0 {
			in.Ranking = nil
		}
		if mask&4 != 0 {
			in.Groups = nil
		}
		if mask&8 != 0 {
			in.Meeting.Findings = nil
		}
		checkDocument(t, Chair(in))
	}
	checkDocument(t, Chair(brief.Input{}))
	checkDocument(t, Chair(brief.Input{Meeting: &planner.Meeting{}}))
	checkDocument(t, public.Document(disclosure.Protected{}, messages.English()))
	checkDocument(t, public.Document(fixtureProtected(), messages.English()))
}

// The founding text of a meeting has issues and no votes: the report says what
// is missing and what to add, and ranks nothing.
func TestBuildSaysWhatIsMissing(t *testing.T) {
	in := FixtureInput()
	in.Ranking, in.Groups = nil, nil
	d := Chair(in)
	got := string(dump(d))
	for _, want := range []string{
		"There are no votes in these files, so the 11 issues in them stay in the order they were given.",
		"To rank the issues, add one of these as a sheet or a csv file",
		"To get a proposal of working groups",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s", want)
		}
	}
	for _, id := range []string{"bygroup", "agree", "fit", "assignments"} {
		if section(d, id) != nil {
			t.Errorf("section %s has nothing to say", id)
		}
	}
	in.Missing.Ranking = Reason{Code: "no-votes"}
	if s := section(Chair(in), "ranking"); s.Lead != in.Missing.Ranking.Said(messages.English()) || len(s.Blocks) > 0 {
		t.Errorf("the caller’s reason is not told: %+v", s)
	}
}

func TestSummaryIsShort(t *testing.T) {
	s := section(Chair(FixtureInput()), "summary")
	text := s.Lead
	for _, block := range s.Blocks {
		if p, ok := block.(reports.Paragraph); ok {
			text += " " + p.Text
		}
	}
	if n := strings.Count(text+" ", ". "); n > 7 {
		t.Errorf("%d sentences: %s", n, text)
	}
}

func TestImpossibleGroups(t *testing.T) {
	in := FixtureInput()
	x := &grouping.InfeasibleError{
		Why: []grouping.Fact{
			{Code: "asked-seats", Args: map[string]any{
				"groups": []string{"G01", "G02"}, "n": 2,
				"rule": grouping.Fact{Code: "min", Args: map[string]any{
					"dimension": string(planner.Stakeholder), "value": planner.Government, "n": 1,
				}},
			}},
			{Code: "supply", Args: map[string]any{
				"dimension": string(planner.Stakeholder), "value": planner.Government, "n": 1, "of": 60,
			}},
		},
		Proved: true, Smallest: true,
		Relaxation: []grouping.Edit{{Says: grouping.Fact{Code: "min", Args: map[string]any{
			"dimension": string(planner.Stakeholder), "value": planner.Government, "group": "G04", "n": 0, "from": 1,
		}}}},
		Nearest: in.Groups,
	}
	in.Groups, in.Impossible = nil, x
	d := Chair(in)
	checkDocument(t, d)
	got := string(dump(d))
	for _, want := range []string{
		"(missed) Asked for in G01, G02: Government, at least 1. That takes 2 seats, however small the groups are. | " +
			"This is proved.", "Government: 1 of 60 people.",
		"The nearest proposal follows", "G04, Government: ask for 0 instead of 1",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s", want)
		}
	}
	x.Nearest = nil
	checkDocument(t, Chair(in))
}

func TestAdviceInWords(t *testing.T) {
	in := FixtureInput()
	r := in.Balance[0].Report
	r.Advice = &balance.Advice{
		Proved: true, Searched: 12, Conflict: []string{"stakeholder=" + planner.Government, "women"},
		ConflictDetail: []balance.ConflictRule{{
			Rule: "Government", Bound: "min", Limit: 1, InPool: 2,
			People: []string{"P001"},
		}},
		Recruits: &balance.Recruits{
			Min: 1,
			Profiles: []map[planner.Dimension]string{{
				planner.Region:      planner.African,
				planner.Stakeholder: planner.Government,
			}},
			Changes: []int{1},
		},
		Recommended: &balance.Recommendation{
			Drop: []string{"P001"}, Meets: []string{"women"}, Places: []balance.Place{{
				Drop: "P001",
				Profiles: []map[planner.Dimension]string{
					{planner.Region: planner.African, planner.Stakeholder: planner.Government},
				},
			}},
		},
		Sizes: []int{7, 8},
		Relaxation: &balance.Relaxation{
			Proved: true, Changes: []balance.RelaxedTarget{{
				Target: "women", Bound: "min", From: 3, To: 2,
				Tier: planner.Should,
			}},
			Then: &balance.Changes{
				Min: 1, Alternatives: 1, Counted: true,
				Listed: []balance.Change{{Drop: []string{"P001"}, Add: []string{"P012"}}},
			},
		},
	}
	got := string(dump(Chair(in)))
	for _, want := range []string{
		"These rules cannot hold together with the 12 people there are: “Government” (at least 1) and “Gender: " +
			"woman” (at least 3).",
		"by someone new from an African country and from a government.",
		"Nobody in these files can do it; 1 new person is the fewest.",
		"the same rules can be met with this many seats: 7.",
		"Change what is asked: “Gender: woman” to at least 2 instead of 3. Then 1 change would meet the rest, such as: replace ",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s", want)
		}
	}
	r.Advice.Proved = false
	if got := string(dump(Chair(in))); !strings.Contains(got, "not a proof") {
		t.Error("an unfinished search must not read like a proof")
	}
}

func TestExplain(t *testing.T) {
	in := FixtureInput()
	for kind, names := range map[string][]string{
		"issue":       {"Q7", "q7", "Which problems come first"},
		"participant": {"P001", in.Meeting.Roster[4].Name},
		"group":       {"G02", "g02"},
	} {
		for _, name := range names {
			s, _ := Explain(in, kind, name)
			if s == nil || s.Lead == "" || len(s.Blocks) == 0 {
				t.Errorf("%s %s: nothing said", kind, name)
				continue
			}
			checkDocument(t, &reports.Document{Language: messages.English(), Sections: []reports.Section{*s}})
		}
		if s, known := Explain(in, kind, "nobody called this"); s != nil || len(known) == 0 {
			t.Errorf("%s: want the known names, got %v and %d names", kind, s, len(known))
		}
	}
	if s, _ := Explain(in, "weather", "x"); s != nil {
		t.Error("explained the weather")
	}
	if s, known := Explain(brief.Input{}, "issue", "Q1"); s != nil || len(known) > 0 {
		t.Error("explained an issue of an empty meeting")
	}
}

// Building twice gives the same document; no order of a map shows.
func TestBuildDeterministic(t *testing.T) {
	want := dump(Chair(FixtureInput()))
	for range 10 {
		if got := dump(Chair(FixtureInput())); !bytes.Equal(got, want) {
			t.Fatal("two runs differ")
		}
	}
}

// Names in scripts written from right to left are kept apart from the sentence
// around them; marks that turn text are dropped.
func TestNamesInBothDirections(t *testing.T) {
	in := FixtureInput()
	in.Meeting.Roster[18].Name = "سارة\u202E الحربي"
	in.Meeting.Roster[37].Name = "plain\u202Egnp.exe"
	said := strings.Join(textsOf(section(Chair(in), "summary")), "\n")
	if !strings.Contains(said, "\u2068سارة الحربي\u2069") || strings.ContainsRune(said, '\u202E') {
		t.Errorf("said %q", said)
	}
	page := htmlPage(t, Chair(in), nil)
	if !strings.Contains(page, "<bdi>سارة الحربي</bdi>") || strings.ContainsRune(page, '\u2068') {
		t.Error("the page does not isolate the name")
	}
}

// A document is plain data: it can be written as JSON unless a chart has gaps.
func TestDocumentMarshals(t *testing.T) {
	if _, err := json.Marshal(Chair(FixtureInput())); err != nil {
		t.Error(err)
	}
}

// A profile without a value asks for one that nobody has yet: the values of the
// vocabulary without people are named.
func TestRecruitNewValue(t *testing.T) {
	in := brief.Input{Meeting: &planner.Meeting{Roster: planner.Roster{
		{ID: "P1", Name: "Ana", Values: map[planner.Dimension][]string{
			planner.Stakeholder: {planner.Government},
			planner.Region:      {planner.African},
		}},
	}}}
	counts := func(names []string, held string) []balance.ValueCount {
		var out []balance.ValueCount
		for _, n := range names {
			c := balance.ValueCount{Value: n}
			if n == held {
				c.Count = 1
			}
			out = append(out, c)
		}
		return out
	}
	r := &balance.Report{
		Panel: balance.Panel{Size: 1, Members: []string{"P1"}, Judged: "the 1 speaker"},
		Targets: []balance.TargetResult{{
			ID: "cover", Dimension: planner.Stakeholder, Min: 2, Max: -1, Short: 1, Status: balance.Missed,
			Target: planner.Target{
				ID: "cover", Kind: planner.Distinct, Dimension: planner.Stakeholder,
				Tier: planner.Should,
			},
		}},
		Dimensions: []balance.DimensionResult{{Name: planner.Stakeholder, Ordered: counts(planner.StakeholderGroups(),
			planner.Government)}},
		Advice: &balance.Advice{Feasible: true, Proved: true, Seats: 1, Wishes: &balance.Advice{
			Proved: true, Seats: 1, Conflict: []string{"cover min 2"},
			Recruits: &balance.Recruits{
				Min:      1,
				Complete: true,
				Changes:  []int{1},
				Profiles: []map[planner.Dimension]string{{}},
			},
		}, Recommended: &balance.Recommendation{Wishes: true, Places: []balance.Place{{
			Drop: "P1", Profiles: []map[planner.Dimension]string{{}},
		}}}},
	}
	in.Balance = []brief.BalanceView{{Judged: true, Report: r}}
	got := string(dump(Chair(in)))
	for _, want := range []string{
		"We recommend: replace Ana (Government, African) by someone new from civil society, from an intergovernmental " +
			"organization, from the private sector or from the technical community.", "Nobody in these files can do it; 1 new person is the fewest.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %q in\n%s", want, got)
		}
	}
}
