package text

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"roundtable/reports"
)

// The tables of a document are written for other programs too: each as comma-separated
// values with one line of headings, and datapackage.json, which describes them all as a
// Frictionless Data Package (https://specs.frictionlessdata.io/tabular-data-package/).
// Charts are their tables. The files are a function of the document alone.

// File is one file by its name in the folder of the tables.
type File struct {
	Name string
	Data []byte
}

// Descriptor is the name of the file that describes the others.
const Descriptor = "datapackage.json"

// dataPackage, resource and field are the parts of the descriptor.
type dataPackage struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"`
	Title     string     `json:"title,omitempty"`
	Resources []resource `json:"resources"`
}

type resource struct {
	Profile     string `json:"profile"`
	Name        string `json:"name"`
	Path        string `json:"path"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Format      string `json:"format"`
	Encoding    string `json:"encoding"`
	Bytes       int    `json:"bytes"`
	Hash        string `json:"hash"`
	Schema      schema `json:"schema"`
}

type schema struct {
	Fields []field `json:"fields"`
}

// field is a column. Its name is the heading in the file, which is unique there; its
// title is that in the report.
type field struct {
	Name  string `json:"name"`
	Type  string `json:"type"` // "integer", "number" or "string"
	Title string `json:"title,omitempty"`
}

// Tables writes all tables of a document that have rows, in its order, and the descriptor
// last. A table is named by its ID, a number behind it where two have the same.
func Tables(d *reports.Document) ([]File, error) {
	p := dataPackage{Profile: "tabular-data-package", Name: "roundtable", Title: reports.Plain(d.Title)}
	var files []File
	taken := map[string]bool{}
	for _, t := range d.Tables() {
		name := unique(taken, reports.Anchor(t.ID))
		r, data, err := written(d.Language, t, name)
		if err != nil {
			return nil, err
		}
		p.Resources = append(p.Resources, r)
		files = append(files, File{r.Path, data})
	}
	var out bytes.Buffer
	if err := reports.WriteJSON(&out, p); err != nil {
		return nil, err
	}
	return append(files, File{Descriptor, out.Bytes()}), nil
}

// written is a table as a file and as it is described.
func written(l reports.Language, t reports.Table, name string) (resource, []byte, error) {
	headed := t
	headed.Columns = slices.Clone(t.Columns)
	taken := map[string]bool{}
	for i := range headed.Columns {
		c := &headed.Columns[i]
		c.Title = unique(taken, cmp.Or(reports.Plain(c.Title), "column "+strconv.Itoa(i+1)))
	}
	var out bytes.Buffer
	if err := writeCSV(&out, l, headed); err != nil {
		return resource{}, nil, err
	}
	sum := sha256.Sum256(out.Bytes())
	r := resource{
		Profile: "tabular-data-resource", Name: name, Path: name + ".csv", Title: reports.Plain(t.Title),
		Description: reports.Plain(t.Note), Format: "csv", Encoding: "utf-8", Bytes: out.Len(),
		Hash: "sha256:" + hex.EncodeToString(sum[:]),
	}
	for i, head := range heads(headed) {
		r.Schema.Fields = append(r.Schema.Fields, field{head, typeOf(&t, i), reports.Plain(t.Columns[i].Title)})
	}
	return r, out.Bytes(), nil
}

// typeOf is what all cells of a column that hold anything are.
func typeOf(t *reports.Table, column int) string {
	kind := "string"
	for _, row := range t.Rows {
		switch v := reports.At(row, column); {
		case v.Text != "", v.State != "":
			return "string"
		case !v.Finite():
		case v.Number != float64(int64(v.Number)):
			kind = "number"
		case kind == "string":
			kind = "integer"
		}
	}
	return kind
}

// unique gives a name that is free, with a number behind it where need be.
func unique(taken map[string]bool, name string) string {
	name = cmp.Or(name, "table")
	free := name
	for i := 2; taken[free]; i++ {
		free = name + "-" + strconv.Itoa(i)
	}
	taken[free] = true
	return free
}
