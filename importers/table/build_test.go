package table

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
)

// zipped makes a zip archive of parts, mimetype first.
func zipped(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	names := slices.Sorted(maps.Keys(parts))
	if i := slices.Index(names, "mimetype"); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, "mimetype")
	}
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[name]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// workbook makes an xlsx of one sheet from what stands inside its worksheet
// element, with the shared strings given and further parts replaced.
func workbook(tb testing.TB, sheet string, shared []string, replace map[string]string) []byte {
	tb.Helper()
	parts := xlsxParts()
	const ns = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	parts["xl/worksheets/sheet1.xml"] = `<?xml version="1.0" encoding="UTF-8"?><worksheet` + ns + `>` + sheet + `</worksheet>`
	if shared != nil {
		parts["xl/sharedStrings.xml"] = `<sst` + ns + `><si>` + strings.Join(shared, `</si><si>`) + `</si></sst>`
	}
	for name, body := range replace {
		if body == "" {
			delete(parts, name)
			continue
		}
		parts[name] = body
	}
	return zipped(tb, parts)
}

// spreadsheet makes an ods from what stands inside its spreadsheet element.
func spreadsheet(tb testing.TB, tables string, replace map[string]string) []byte {
	tb.Helper()
	parts := map[string]string{
		"mimetype":    "application/vnd.oasis.opendocument.spreadsheet",
		"content.xml": odsDocument("office:document-content", tables),
	}
	maps.Copy(parts, replace)
	return zipped(tb, parts)
}

func odsDocument(root, tables string) string {
	const urn = "urn:oasis:names:tc:opendocument:xmlns:"
	return `<?xml version="1.0" encoding="UTF-8"?><` + root +
		` xmlns:office="` + urn + `office:1.0" xmlns:table="` + urn + `table:1.0" xmlns:text="` + urn + `text:1.0"` +
		` xmlns:draw="` + urn + `drawing:1.0" xmlns:style="` + urn + `style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"` +
		` xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"` +
		` office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version="1.3">` +
		`<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>` +
		`<office:body><office:spreadsheet>` + tables + `</office:spreadsheet></office:body></` + root + `>`
}

// cellsOf returns every cell that is not empty as "ref kind text".
func cellsOf(tb testing.TB, s *Sheet) []string {
	tb.Helper()
	var out []string
	for r, err := range s.Rows(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		for i, c := range r.Cells {
			if c.Row != r.Number || c.Col != i+1 {
				tb.Fatalf("cell %d of row %d says it is %s", i, r.Number, c.Ref())
			}
			if c.Kind == Empty != (c.Text == "") {
				tb.Errorf("%s is %v and holds %q", c.Ref(), c.Kind, c.Text)
			}
			if c.Kind != Empty {
				out = append(out, c.Ref()+" "+c.Kind.String()+" "+c.Text)
			}
		}
	}
	return out
}

// openError opens data and reads all its sheets; it returns the first error.
func openError(tb testing.TB, name string, data []byte, opts Options) error {
	tb.Helper()
	b, err := Open(name, data, opts)
	if err != nil {
		return err
	}
	for _, s := range b.Sheets {
		for _, err := range s.Rows(tb.Context()) {
			if err != nil {
				return err
			}
		}
		if _, err := s.Merged(); err != nil {
			return err
		}
	}
	return nil
}
