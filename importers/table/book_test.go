package table

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"roundtable/testdata"
	"roundtable/testdata/twins"
)

func TestSource(t *testing.T) {
	b, err := OpenReader("in.csv", strings.NewReader("a,b\n1,2\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	src, err := b.Source()
	const sum = "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"
	if err != nil || src.File != "in.csv" || src.Bytes != 8 || src.SHA256 != sum {
		t.Errorf("%+v, %v", src, err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// TestCancel: reading stops with the context's error, whatever the format.
func TestCancel(t *testing.T) {
	rows := strings.Repeat(`<row><c><v>1</v></c></row>`, 5000)
	tables := `<table:table table:name="S">` + strings.Repeat(`<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`, 5000) + `</table:table>`
	repeated := `<table:table table:name="S"><table:table-row table:number-rows-repeated="5000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>`
	for name, data := range map[string][]byte{
		"csv": []byte(strings.Repeat("a,b\n", 5000)), "xlsx": workbook(t, "<sheetData>"+rows+"</sheetData>", nil, nil),
		"ods": spreadsheet(t, tables, nil), "ods repeated": spreadsheet(t, repeated, nil),
	} {
		b, err := Open(name, data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		var last error
		for _, err := range b.Sheets[0].Rows(ctx) {
			if n++; n == 100 {
				cancel()
			}
			last = err
		}
		if !errors.Is(last, context.Canceled) || n > 2000 {
			t.Errorf("%s: %d rows, %v", name, n, last)
		}
		if b.Sheets[0].Findings() != nil {
			t.Errorf("%s: findings of a pass that was cancelled", name)
		}
		cancel()
	}
}

// TestUTF16Parts: XML may be in UTF-16, and begin with a byte order mark.
func TestUTF16Parts(t *testing.T) {
	const sheet = `<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Łódź</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string]string{"utf-16": utf16, "utf-8 with mark": "\ufeff" + sheet, "cdata": strings.Replace(sheet, "Łódź", "<![CDATA[Łó]]><![CDATA[dź]]>", 1)} {
		b, err := Open("a.xlsx", workbook(t, "", nil, map[string]string{"xl/worksheets/sheet1.xml": part, "_rels/.rels": ""}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := cellsOf(t, b.Sheets[0]); len(got) != 1 || got[0] != "A1 text Łódź" {
			t.Errorf("%s: %q", name, got)
		}
		if merged, err := b.Sheets[0].Merged(); err != nil || len(merged) != 1 {
			t.Errorf("%s: merged %v, %v", name, merged, err)
		}
	}
}

// TestMutations changes bytes within the parts of workbooks, of ours and of other
// programs: each is read or refused, and never more than that.
func TestMutations(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"cells.ods":   spreadsheet(t, odsCells, nil),
		"survey.xlsx": twins.Responses(t, testdata.Table(t, "surveys", "tools-grid.csv")),
		"broken.xlsx": []byte("PK\x03\x04 and nothing more"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mutateWorkbooks(t, append(testdata.Files(t, dir), testdata.Files(t, testdata.Path(t), ".xlsx", ".ods")...), 200)
}

// mutateWorkbooks changes each small workbook 25 times. Files that are no archive
// must be refused as they are.
func mutateWorkbooks(t *testing.T, paths []string, atLeast int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	read, refused := 0, 0
	for _, path := range paths {
		data := testdata.ReadFile(t, path)
		if len(data) > 60_000 {
			continue
		}
		if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
			checkRefusal(t, path, filepath.Base(path)+brokenZip)
			continue
		}
		parts := unzip(t, data)
		for range 25 {
			b, err := Open(path, zipped(t, mutate(rng, parts)), fuzzOptions())
			if err != nil {
				refused++
				continue
			}
			readBook(t, b)
			read++
		}
	}
	t.Log(read, "read,", refused, "refused")
	if read+refused < atLeast {
		t.Errorf("only %d workbooks, want at least %d", read+refused, atLeast)
	}
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f.Name, "/") {
			parts[f.Name] = string(content)
		}
	}
	return parts
}

// mutate returns the parts with a few pieces of XML deleted, doubled, swapped
// for others or cut off.
func mutate(rng *rand.Rand, parts map[string]string) map[string]string {
	out := make(map[string]string, len(parts))
	for name, content := range parts {
		out[name] = content
		if len(content) < 20 || !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		for range rng.IntN(3) {
			from := rng.IntN(len(content) - 10)
			to := from + rng.IntN(10)
			switch rng.IntN(5) {
			case 0:
				content = content[:from] + content[to:]
			case 1:
				content = content[:to] + content[from:]
			case 2:
				content = content[:from] + []string{"\x00", "<", "&", `"`, "-1", "99999999999", "<!DOCTYPE a>", "\xff"}[rng.IntN(8)] + content[to:]
			case 3:
				if rng.IntN(10) == 0 {
					content = content[:max(from, 12)]
				}
			default:
				digits := strings.IndexAny(content[from:], "0123456789")
				if digits >= 0 {
					content = content[:from+digits] + "7" + content[from+digits+1:]
				}
			}
		}
		out[name] = content
	}
	return out
}
