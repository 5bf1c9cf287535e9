package table

import (
	"slices"
	"strings"
	"testing"

	"roundtable/testdata"
)

// document makes a docx of what stands inside its body.
func document(tb testing.TB, body string) []byte {
	tb.Helper()
	return zipped(tb, map[string]string{
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"` +
			` Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
			` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>` + body + `</w:body></w:document>`,
	})
}

const wordRoster = `<w:tbl><w:tblPr/><w:tblGrid/>
<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>Gruppe</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Land</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Regierung</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Jörg</w:t></w:r><w:r><w:t xml:space="preserve"> Müller</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
<w:tr><w:trPr><w:del w:id="1" w:author="x"/></w:trPr><w:tc><w:p><w:r><w:t>gestrichen</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>Käthe</w:t></w:r></w:p><w:p><w:r><w:t>Weiß</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>DE</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>noch offen</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl>`

func TestWordText(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"paragraphs", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Titel &amp; Thema</w:t></w:r></w:p><w:p/>` +
			`<w:p><w:r><w:t>1</w:t><w:tab/><w:t>zwei</w:t><w:br/><w:t>drei</w:t></w:r></w:p>`, "Titel & Thema\n\n1\tzwei\ndrei\n"},
		{"changes", `<w:p><w:r><w:t xml:space="preserve">neu </w:t></w:r><w:ins w:id="1"><w:r><w:t>dabei</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>weg</w:delText></w:r></w:del>` +
			`<w:moveFrom w:id="3"><w:r><w:t>fort</w:t></w:r></w:moveFrom></w:p>`, "neu dabei\n"},
		{"wrapped", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Verweis</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>`, "Verweis\n"},
		{"text box", `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></mc:Choice>` +
			`<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>Rest</w:t></w:r></w:p>`, "Kasten\nRest\n"},
		{"field", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>`, "7\n"},
		{"table", `<w:p><w:r><w:t>Liste</w:t></w:r></w:p>` + wordRoster, "Liste\nGruppe\tName\tLand\nRegierung\tJörg Müller\t\n\tKäthe\nWeiß\tDE\nnoch offen\n"},
	} {
		b, err := Open("t.docx", document(t, tt.body), Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got, ok := b.Text(); !ok || got != tt.want || b.Format != DOCX || len(b.Findings) > 0 {
			t.Errorf("%s: %v %q %v", tt.name, ok, got, b.Findings)
		}
		if tt.name == "paragraphs" {
			want := []string{"A1 text Titel & Thema", "A3 text 1\tzwei", "A4 text drei"}
			if got := cellsOf(t, b.Sheets[0]); !slices.Equal(got, want) || b.Sheets[0].Name != "" {
				t.Errorf("%q", got)
			}
		}
	}
	for _, body := range []string{"", `<w:p/>`, `<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`} {
		if _, err := Open("t.docx", document(t, body), Options{}); err == nil || !strings.Contains(err.Error(), "neither text nor a table") {
			t.Errorf("%q: %v", body, err)
		}
	}
}

func TestWordTables(t *testing.T) {
	inner := strings.Replace(wordRoster, `<w:p><w:r><w:t>Land</w:t></w:r></w:p>`,
		`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>innen</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>`, 1)
	b, err := Open("t.docx", document(t, inner), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"A1 text Gruppe", "B1 text Name", "C1 text innen\n", "A2 text Regierung", "B2 text Jörg Müller", "B3 text Käthe\nWeiß", "C3 text DE", "B4 text noch offen"}
	if got := cellsOf(t, b.Sheets[0]); !slices.Equal(got, want) || b.Sheets[0].Name != "Table 1" {
		t.Errorf("%q", got)
	}
	if got := cellsOf(t, b.Sheets[1]); !slices.Equal(got, []string{"A1 text innen"}) || b.Sheets[1].Name != "Table 2" {
		t.Errorf("%q", got)
	}
	if got, err := b.Sheets[0].Merged(); err != nil || !slices.Equal(got, []Range{{2, 1, 3, 1}, {4, 2, 4, 3}}) {
		t.Error(got, err)
	}
}

// TestWordAsides: what stands beside the text is named, and not read.
func TestWordAsides(t *testing.T) {
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	part := func(name, body string) string {
		return `<w:` + name + ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + body + `</w:` + name + `>`
	}
	para := func(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }
	b, err := Open("t.docx", zipped(t, map[string]string{
		"word/document.xml": part("document", `<w:body>`+para("Sprecherin: Ada Kern")+`</w:body>`),
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="a" Type="` + rel + `header" Target="header1.xml"/>` +
			`<Relationship Id="b" Type="` + rel + `footnotes" Target="footnotes.xml"/><Relationship Id="c" Type="` + rel +
			`footer" Target="footer1.xml"/><Relationship Id="d" Type="` + rel + `styles" Target="styles.xml"/></Relationships>`,
		"word/header1.xml":   part("hdr", para("Entwurf")),
		"word/footer1.xml":   part("ftr", para("3")),
		"word/footnotes.xml": part("footnotes", `<w:footnote>`+para("Moderation: Bo Ek")+`</w:footnote>`),
		"word/styles.xml":    part("styles", ""),
	}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := `Beside its text the document has footnotes "Moderation: Bo Ek"; the head of a page "Entwurf"; that was not read.`
	if text, _ := b.Text(); text != "Sprecherin: Ada Kern\n" || len(b.Findings) != 1 || inWords(b.Findings[0]).Text != want {
		t.Errorf("%q %+v", text, b.Findings)
	}
}

// TestWordFile reads a document with a text and two tables, one with merged cells.
func TestWordFile(t *testing.T) {
	b, err := Open("taller.docx", testdata.Read(t, "field-cases/taller.docx"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := b.Text()
	if want := "¿Quién queda fuera?\nPrimera línea\nsegunda línea\nGrupo\tNombre\tPaís\nGobierno\tAna Lima\tBrasil\n"; !strings.Contains(text, want) {
		t.Errorf("%q", text)
	}
	if len(b.Sheets) != 2 || len(readAll(t, b.Sheets[0])) != 6 || len(readAll(t, b.Sheets[1])) != 2 {
		t.Errorf("%d sheets", len(b.Sheets))
	}
}
