package importers

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"roundtable/importers/table"
	"roundtable/planner"
)

// repeated is a list of people with one line for each number up to n.
func repeated(head, line string, n int) string {
	var b strings.Builder
	b.WriteString(head + "\n")
	for i := range n {
		fmt.Fprintf(&b, line+"\n", i+1)
	}
	return b.String()
}

// repeatedText is a workbook of people in which all rows share one long text.
func repeatedText(t *testing.T, rows, length int) string {
	t.Helper()
	var sheet, out bytes.Buffer
	sheet.WriteString(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>` +
		`<c r="B1" t="inlineStr"><is><t>Organisation</t></is></c></row>`)
	for i := 2; i < rows+2; i++ {
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>Ana %d</t></is></c>`+
			`<c r="B%d" t="s"><v>0</v></c></row>`, i, i, i, i)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	z := zip.NewWriter(&out)
	for name, body := range map[string]string{
		"_rels/.rels":     `<Relationships><Relationship Id="a" Type="` + kind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="People" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="` + kind + `worksheet" Target="s.xml"/>` +
			`<Relationship Id="b" Type="` + kind + `sharedStrings" Target="t.xml"/></Relationships>`,
		"xl/s.xml": sheet.String(),
		"xl/t.xml": `<sst><si><t>` + strings.Repeat("long text ", length/10) + `</t></si></sst>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Small files that ask for more work than any meeting are refused with the limit, the
// option that raises it and the value that would do; --max-work raises it indeed.
func TestBudgets(t *testing.T) {
	header := func(n int) string {
		var b strings.Builder
		b.WriteString("Name")
		for i := range n {
			fmt.Fprintf(&b, ",Topic number %d", i+1)
		}
		for i := range 4 {
			fmt.Fprintf(&b, "\nAna %d%s", i, strings.Repeat(",3,1", n/2))
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		files map[string]string
		yaml  string
		asked Seating
		want  string
		need  string
	}{
		"B5 one text in many rows": {
			files: map[string]string{"x.xlsx": repeatedText(t, 2500, 32_000)},
			want:  "67,108,864 characters", need: "--max-work 2 ",
		},
		"B6 brackets": {
			files: map[string]string{"p.csv": "Name,Country\nAna,Peru\n"}, yaml: strings.Repeat("[", 30_000),
			want: "64 levels", need: "--max-work 469 ",
		},
		"B6 length": {
			files: map[string]string{"p.csv": "Name,Country\nAna,Peru\n"}, yaml: strings.Repeat("title: x\n", 20_000),
			want: "65,536 bytes", need: "--max-work 2 ",
		},
		"B7 groups": {
			files: map[string]string{"groups.csv": repeated("Group ID,Topic,Min size,Max size", "G%d,Water,1,5", 501)},
			want:  "500 groups", need: "--max-work 2 ",
		},
		"B7 groups times people": {
			files: map[string]string{
				"groups.csv": repeated("Group ID,Topic,Min size,Max size", "G%d,Water,1,5", 400),
				"people.csv": repeated("id,name,region", "P%d,Ana,African Group", 501),
			},
			want: "200,000 groups times people", need: "--max-work 2 ",
		},
		"groups asked for times people": {
			files: map[string]string{"people.csv": repeated("id,name,region", "P%d,Ana,African Group", 50_001)},
			asked: Seating{Groups: 4}, want: "200,000 groups times people; ask for fewer groups", need: "--max-work 2 ",
		},
		"tables asked for times people": {
			files: map[string]string{"people.csv": repeated("name,region", "Ana Abc%[1]dd,African Group", 2001)},
			asked: Seating{Tables: 100}, want: "200,000 groups times people; ask for fewer tables", need: "--max-work 2 ",
		},
		"people who may meet": {
			files: map[string]string{"people.csv": repeated("name,region", "Ana Abc%[1]dd,African Group", 4001)},
			asked: Seating{Tables: 2}, want: "16,000,000 people times people; ask for tables of fewer people", need: "--max-work 2 ",
		},
		"B8 issues": {
			files: map[string]string{"votes.csv": header(502)}, want: "500 issues", need: "--max-work 2 ",
		},
		"B8 issues of an election": {
			files: map[string]string{"v.soi": "# NUMBER ALTERNATIVES: 501\n3: 1,2\n"}, want: "500 issues", need: "--max-work 2 ",
		},
		"targets": {
			files: map[string]string{"targets.csv": repeated("dimension,value,min,max", "country,C%d,0,1", 5001)},
			want:  "5,000 targets", need: "--max-work 2 ",
		},
		"B9 people": {
			files: map[string]string{"people.csv": repeated("id,name,region", "P%d,Ana,Peru", 120_001)},
			want:  "120,000 rows", need: "--max-work 2 ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			read := func(work int) (*planner.Meeting, error) {
				opts := Options{Table: table.Options{Limits: table.Limits{Work: work}}, Seating: c.asked}
				var in []Input
				for file, text := range c.files {
					in = append(in, Input{Name: file, Reader: strings.NewReader(text)})
				}
				if c.yaml != "" {
					opts.Settings = []Input{{Name: "s.yaml", Reader: strings.NewReader(c.yaml)}}
				}
				m, _, err := Read(context.Background(), in, opts)
				return m, err
			}
			m, err := read(0)
			if err != nil && !errors.Is(err, ErrUnreadable) {
				t.Fatal(err)
			}
			found := false
			for _, f := range m.Findings {
				if f.Code == CodeLimit {
					found = f.Severity == planner.Error && strings.Contains(f.Text, c.want) &&
						strings.Contains(f.Fix, c.need) && f.Where.File != ""
				}
			}
			if !found {
				t.Errorf("no refusal by %q with %q: %+v", c.want, c.need, m.Findings)
			}
			if name != "B7 groups" && name != "B8 issues of an election" {
				return // to read it indeed takes long
			}
			if m, err = read(2); err != nil {
				t.Error(err)
			}
			for _, f := range m.Findings {
				if f.Code == CodeLimit {
					t.Errorf("with twice the work: %+v", f)
				}
			}
		})
	}
}

// People in several rows, those who do not come and those who only could are not seated, and
// so not counted.
func TestSeatingCountsPeople(t *testing.T) {
	rows := func(line string) []Input {
		return []Input{{Name: "people.csv", Reader: strings.NewReader(repeated("name,email,status", line, 4001))}}
	}
	several := rows("Ana Abc%[1]dd,a%[1]d@x.org,confirmed")
	text := repeated("name,email,role", "Ana Abc%[1]dd,a%[1]d@x.org,speaker\nAna Abc%[1]dd,a%[1]d@x.org,moderator", 2001)
	several[0].Reader = strings.NewReader(text)
	pool := rows("Ana Abc%[1]dd,a%[1]d@x.org,confirmed")
	pool[0].Pool = true
	for name, c := range map[string]struct {
		in   []Input
		over bool
	}{
		"several rows": {several, false},
		"declined":     {rows("Ana Abc%[1]dd,a%[1]d@x.org,declined"), false},
		"a pool":       {pool, false},
		"all come":     {rows("Ana Abc%[1]dd,a%[1]d@x.org,confirmed"), true},
	} {
		_, _, err := Read(context.Background(), c.in, Options{Seating: Seating{Tables: 20}})
		if errors.Is(err, ErrUnreadable) != c.over {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Ranks go up to as many as there are issues: --max-work allows what it says.
func TestManyIssuesAreRanked(t *testing.T) {
	const issues = 1001
	var b strings.Builder
	b.WriteString("Voter")
	for i := range issues {
		fmt.Fprintf(&b, ",Topic number %d", i)
	}
	for v := range 3 {
		fmt.Fprintf(&b, "\nAna %d", v)
		for i := range issues {
			fmt.Fprintf(&b, ",%d", (i+7*v)%issues+1)
		}
	}
	m, _ := readString(t, Options{Table: table.Options{Limits: table.Limits{Work: 3}}}, "votes.csv", b.String()+"\n")
	if m.Ballots.Len() != 3 || len(m.Issues) != issues {
		t.Errorf("%d ballots on %d issues: %+v", m.Ballots.Len(), len(m.Issues), m.Findings)
	}
}
