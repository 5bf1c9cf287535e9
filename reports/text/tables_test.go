package text_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"testing"

	"roundtable/reports"
	"roundtable/reports/text"
)

// descriptor is as much of a data package as the standard demands.
type descriptor struct {
	Profile, Name string
	Resources     []struct {
		Name, Path, Title string
		Bytes             int
		Schema            struct {
			Fields []struct{ Name, Type, Title string }
		}
	}
}

func document() *reports.Document {
	odd := reports.Table{ID: "Seats & more", Title: "Seats", Columns: []reports.Column{
		{Title: ""}, {Title: "Group"}, {Title: "Group"}, {Title: "=Sum"}, {Title: "Verdict"}, {Title: "ID"},
	}}
	odd.Add(
		reports.Str("=1+1"),
		reports.Int(3),
		reports.Num(1.5),
		reports.Str("-5"),
		reports.Mark(reports.Miss),
		reports.Str("007"),
	)
	odd.Add(reports.Str("@x"), reports.Int(4), reports.Value{}, reports.Str("b"), reports.Value{}, reports.Str("8"))
	d := &reports.Document{Title: "T", Sections: []reports.Section{{ID: "s"}}}
	d.Sections[0].Add(
		odd,
		reports.Cards{Items: []reports.Card{{Tables: []reports.Table{odd}}}},
		reports.Chart{
			ID:         "c",
			Categories: []string{"A"},
			Series:     []reports.Series{{Name: "People", Values: []float64{2}}},
		},
	)
	return d
}

// Every table has a file with unique headings, which the descriptor gives in order with
// their types; what begins as a formula begins with an apostrophe.
func TestFiles(t *testing.T) {
	files, err := text.Tables(document())
	if err != nil {
		t.Fatal(err)
	}
	again, _ := text.Tables(document())
	for i := range files {
		if !bytes.Equal(files[i].Data, again[i].Data) || files[i].Name != again[i].Name {
			t.Errorf("%s differs in a second run", files[i].Name)
		}
	}
	last := files[len(files)-1]
	var p descriptor
	if err := json.Unmarshal(last.Data, &p); err != nil || last.Name != text.Descriptor {
		t.Fatalf("%s: %v", last.Name, err)
	}
	if p.Profile != "tabular-data-package" || len(p.Resources) != 3 || len(files) != 4 {
		t.Fatalf("%d resources, %d files: %+v", len(p.Resources), len(files), p)
	}
	var paths []string
	for i, r := range p.Resources {
		paths = append(paths, r.Path)
		rows, err := csv.NewReader(bytes.NewReader(files[i].Data)).ReadAll()
		if err != nil || r.Path != files[i].Name || r.Bytes != len(files[i].Data) {
			t.Fatalf("%s: %v", r.Path, err)
		}
		var heads []string
		for _, f := range r.Schema.Fields {
			heads = append(heads, f.Name)
		}
		if !slices.Equal(rows[0], heads) {
			t.Errorf("%s: headings %q, fields %q", r.Path, rows[0], heads)
		}
	}
	if want := []string{"seats---more.csv", "seats---more-2.csv", "c.csv"}; !slices.Equal(paths, want) {
		t.Errorf("paths %q, want %q", paths, want)
	}
	var kinds, heads []string
	for _, f := range p.Resources[0].Schema.Fields {
		kinds, heads = append(kinds, f.Type), append(heads, f.Name)
	}
	if want := []string{"string", "integer", "number", "string", "string", "string"}; !slices.Equal(kinds, want) {
		t.Errorf("types %q, want %q", kinds, want)
	}
	if want := []string{"column 1", "Group", "Group-2", "'=Sum", "Verdict", "ID"}; !slices.Equal(heads, want) {
		t.Errorf("headings %q, want %q", heads, want)
	}
	if !bytes.Contains(files[0].Data, []byte("'=1+1,3,1.5,-5,missed,007")) {
		t.Errorf("%s", files[0].Data)
	}
}
