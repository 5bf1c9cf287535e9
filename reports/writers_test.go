package reports

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"roundtable/reports/texttab"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with testdata/name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// sampleDocument has one of everything, with texts of several scripts.
func sampleDocument() *Document {
	return &Document{
		Title:    "Crypto assets and the public interest",
		Subtitle: "Report for the chair",
		Edition:  Chair,
		Facts:    []Pair{{"people", "48"}, {"issues", "11"}, {"ballots", "47"}},
		Sections: []Section{
			{
				ID: "summary", Title: "What to do now", Lead: "The panel misses 2 of its 5 targets. One invitation can fix both.",
				Blocks: []Block{
					Verdicts{Items: []Verdict{
						{State: OK, Text: "At least 3 regions: there are 4."},
						{State: Miss, Text: "At least 1 African speaker: there is none.", Detail: "Invite one of 6 people in your pool; any of them would do, and four would also bring in a government, which is the other target that is missed."},
						{State: Unsure, Text: "At least 2 women: 1 is known, 3 people gave no answer."},
						{State: Warn, Text: "11 ballots; ranks 3 to 6 cannot be told apart."},
					}},
					Paragraph{Text: "Roundtable read 48 people, 11 issues and 47 ballots. \u2068منتدى\u2069 is a name and stays in its own direction."},
					List{Title: "Next steps", Ordered: true, Items: []string{"Invite one African speaker.", "Ask three people for their gender, if they wish to tell; unknown is never counted as met."}},
				},
			},
			{
				ID: "balance", Title: "Is the panel balanced?", Lead: "By stakeholder group yes, by region no.",
				Blocks: []Block{
					Table{
						ID: "targets", Title: "Every target with its verdict", RowHead: true,
						Columns: []Column{{Title: "Target"}, {Title: "Have", Align: Right}, {Title: "Asked for"}, {Title: "Verdict"}},
						Rows: [][]Value{
							{Str("region: African Group"), Int(0), Str("at least 1"), Mark(Miss)},
							{Str("region: Western European and Others Group (WEOG)"), Int(4), Str("at most 3"), Mark(Miss)},
							{Str("stakeholder group: Technical Community"), Int(1), Str("1 to 2"), Mark(OK)},
							{Str("性别: 女"), Int(1), Str("at least 2"), {Text: "3 unknown", State: Unsure}},
						},
						Note: "Unknown never counts as met.",
					},
					Chart{
						ID: "chart-stakeholder", Kind: Stacked, Title: "Private sector has most seats", Axis: "people",
						Summary:    "Stacked bars of people by stakeholder group and role: private sector 14, others 6 to 11.",
						Categories: []string{"Civil Society", "Government", "Intergovernmental Organization", "Private Sector", "Technical Community"},
						Series:     []Series{{"speakers", []float64{1, 0, 1, 3, 1}}, {"participants", []float64{8, 9, 5, 11, 8}}},
						Table: Table{
							ID: "chart-stakeholder-table", Columns: []Column{{Title: "Stakeholder group"}, {Title: "speakers", Align: Right}, {Title: "participants", Align: Right}}, RowHead: true,
							Rows: [][]Value{
								{Str("Civil Society"), Int(1), Int(8)},
								{Str("Government"), Int(0), Int(9)},
								{Str("Intergovernmental Organization"), Int(1), Int(5)},
								{Str("Private Sector"), Int(3), Int(11)},
								{Str("Technical Community"), Int(1), Int(8)},
							},
						},
					},
				},
			},
			{
				ID: "ranking", Title: "Which issues come first?", Lead: "Consumer protection leads, whichever way the ballots are counted.",
				Blocks: []Block{
					Chart{
						ID: "chart-support", Kind: Bar, Title: "Consumer protection leads with 71.2", Axis: "support, 0 to 100", Max: 100,
						Summary:    "Bars of support from 71.2 down to 8.",
						Categories: []string{"Q2 Consumer protection", "Q1 Definitions", "Q3 互联网治理", "Q4 =HYPERLINK(\"http://x\")"},
						Series:     []Series{{"support", []float64{71.2, 55, 33.3, 8}}},
						Table: Table{
							ID: "issues", Title: "Issues in order", RowHead: true,
							Columns: []Column{{Title: "Issue"}, {Title: "Rank", Align: Right}, {Title: "Support", Align: Right, Decimals: 1, Bar: true, BarMax: 100}},
							Rows: [][]Value{
								{Str("Q2 Consumer protection"), Int(1), Num(71.2)},
								{Str("Q1 Definitions"), Int(2), Num(55)},
								{Str("Q3 互联网治理"), Int(3), Num(33.3)},
								{Str("Q4 =HYPERLINK(\"http://x\")"), Int(4), Num(8)},
							},
						},
					},
					Chart{
						ID: "chart-groups", Kind: HeatMap, Title: "Groups agree on consumer protection", Axis: "support, 0 to 100",
						Summary: "A grid of support by group.", Categories: []string{"Q2", "Q1"},
						Series: []Series{{"Government", []float64{80.1, 40}}, {"Civil Society", []float64{75, math.NaN()}}},
						Table: Table{
							ID: "bygroup", RowHead: true, Heat: true,
							Columns: []Column{{Title: "Issue"}, {Title: "Government", Align: Right, Decimals: 1}, {Title: "Civil Society", Align: Right, Decimals: 1}},
							Rows:    [][]Value{{Str("Q2"), Num(80.1), Num(75)}, {Str("Q1"), Num(40), {}}},
						},
					},
					Chart{
						ID: "chart-interval", Kind: RangeBar, Title: "The first place is firm", Axis: "rank", Max: 4,
						Summary: "Ranges of ranks.", Categories: []string{"Q2", "Q1", "Q3", "Q4"},
						Series: []Series{{"low", []float64{1, 2, 2, 4}}, {"high", []float64{1, 3, 3, 4}}},
					},
				},
			},
			{
				ID: "groups", Title: "Who goes where?", Lead: "4 groups of 12; 30 people got their first choice.",
				Blocks: []Block{
					Cards{Items: []Card{
						{Title: "G01 Consumer protection", State: OK, Lines: []string{"12 people, 2 chairs"}, Tables: []Table{{
							ID: "g01", Columns: []Column{{Title: "Person"}, {Title: "Role"}, {Title: "Choice", Align: Right}},
							Rows: [][]Value{{Str("Jörg Müller"), Str("chair"), Int(1)}, {Str("李小龙"), Str("member"), Int(2)}, {Str("\u2068أحمد\u2069"), Str("member"), Int(1)}},
						}}},
						{Title: "G02 Definitions", State: Miss, Lines: []string{"11 people", "Short by 1 from Government"}},
					}},
					Table{
						ID: "assignments", Title: "One row a person", Long: true, RowHead: true,
						Columns: []Column{{Title: "Person"}, {Title: "Group"}, {Title: "Choice", Align: Right}},
						Rows:    [][]Value{{Str("Jörg Müller"), Str("G01"), Int(1)}, {Str("=cmd|' /C calc'!A0"), Str("G02"), Int(2)}},
					},
				},
			},
		},
		Provenance: Provenance{
			Version: "1.0.0", Date: "2026-03-01", Seed: 1, Command: "roundtable plan meeting.xlsx --out out",
			Notes:    []string{"Nothing left this machine."},
			Settings: []Pair{{"weights", "groups"}},
			Sources:  []Pair{{"meeting.xlsx", strings.Repeat("0f", 32)}},
		},
	}
}

func TestWriteText(t *testing.T) {
	for _, width := range []int{80, 48, 30} {
		var out bytes.Buffer
		if err := WriteText(&out, sampleDocument(), width); err != nil {
			t.Fatal(err)
		}
		golden(t, "sample-"+number(float64(width), 0)+".txt", out.Bytes())
		for _, l := range strings.Split(out.String(), "\n") {
			if texttab.Width(l) > width {
				t.Errorf("width %d: line of %d columns: %q", width, texttab.Width(l), l)
			}
			if strings.HasSuffix(l, " ") {
				t.Errorf("space at the end of %q", l)
			}
		}
	}
}

func TestWriteTextColourChangesNothingElse(t *testing.T) {
	var plain, painted bytes.Buffer
	if err := WriteText(&plain, sampleDocument(), 80); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsRune(plain.Bytes(), '\x1b') {
		t.Error("colour in plain text")
	}
	if err := WriteTextWith(&painted, sampleDocument(), TextOptions{Width: 80, Colour: true}); err != nil {
		t.Fatal(err)
	}
	stripped := painted.String()
	for _, code := range []string{"1", "2", "31", "32", "33", "0"} {
		stripped = strings.ReplaceAll(stripped, "\x1b["+code+"m", "")
	}
	if diff := cmp.Diff(plain.String(), stripped); diff != "" {
		t.Error(diff)
	}
}

// A name cannot drive the terminal.
func TestWriteTextStripsControl(t *testing.T) {
	d := &Document{Title: "A\x1b[2Jb", Sections: []Section{{Title: "S", Blocks: []Block{
		Table{Columns: []Column{{Title: "N"}}, Rows: [][]Value{{Str("x\x1b]0;evil\x07y")}}},
		Verdicts{Items: []Verdict{{State: OK, Text: "t\u202Eevil"}}},
	}}}}
	var out bytes.Buffer
	if err := WriteText(&out, d, 80); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e") {
		t.Errorf("control characters in %q", out.String())
	}
}

func TestWriteJSON(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJSON(&out, map[string]any{"b": "Q&A <new>", "a": 1}); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"a\": 1,\n  \"b\": \"Q&A <new>\"\n}\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	if err := WriteJSON(&out, math.NaN()); err == nil {
		t.Error("NaN was written")
	}
}

// brokenWriter fails after some bytes.
type brokenWriter struct{ left int }

var errBroken = errors.New("the disk is full")

func (b *brokenWriter) Write(p []byte) (int, error) {
	if len(p) > b.left {
		n := b.left
		b.left = 0
		return n, errBroken
	}
	b.left -= len(p)
	return len(p), nil
}

// Writers read the document and leave it as it is: the next writer gets the same.
func TestWritersLeaveTheDocumentAlone(t *testing.T) {
	for name, write := range map[string]func(io.Writer, *Document) error{
		"text": func(w io.Writer, d *Document) error { return WriteText(w, d, 60) },
		"xlsx": WriteXLSX,
		"html": func(w io.Writer, d *Document) error { return WriteHTML(w, d, HTMLOptions{}) },
	} {
		d := bigDocument()
		if err := write(io.Discard, d); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bigDocument(), d, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s changed the document:\n%s", name, diff)
		}
	}
}

func TestWritersReportErrors(t *testing.T) {
	d := sampleDocument()
	for name, write := range map[string]func(*brokenWriter) error{
		"text": func(w *brokenWriter) error { return WriteText(w, d, 80) },
		"csv":  func(w *brokenWriter) error { return WriteCSV(w, d.Sections[1].Blocks[0].(Table)) },
		"json": func(w *brokenWriter) error { return WriteJSON(w, d.Facts) },
	} {
		for _, left := range []int{0, 1, 20} {
			if err := write(&brokenWriter{left}); !errors.Is(err, errBroken) {
				t.Errorf("%s after %d bytes: error %v, want %v", name, left, err, errBroken)
			}
		}
	}
}
