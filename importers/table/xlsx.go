package table

import (
	"errors"
	"path"
)

// xlsxBook is what all sheets of a workbook share.
type xlsxBook struct {
	archive  *archive
	strings  stringTable
	styles   []numberFormat
	date1904 bool
}

// openXLSX reads the parts that lead to the sheets: relationships, workbook,
// styles, shared strings. The sheets themselves are read by [Sheet.Rows].
func openXLSX(b *Book, a *archive) error {
	b.Format = XLSX
	x := &xlsxBook{archive: a}
	workbook, err := a.mainPart("xl/workbook.xml")
	if err != nil {
		return err
	}
	rels, err := a.relations(workbook)
	if err != nil {
		return err
	}
	if err := x.readWorkbook(workbook, rels); err != nil {
		return err
	}
	for _, r := range rels {
		if r.external || !a.has(r.target) {
			continue
		}
		switch path.Base(r.kind) {
		case "sharedStrings":
			x.strings, err = x.readStrings(r.target)
		case "styles":
			x.styles, err = x.readStyles(r.target)
		}
		if err != nil {
			return err
		}
	}
	if len(b.Sheets) == 0 {
		return a.damaged(workbook, "the workbook has no sheet with cells")
	}
	return nil
}

// readWorkbook lists the sheets and finds the date system. Sheets that are
// charts or dialogs have no cells and are left out.
func (x *xlsxBook) readWorkbook(part string, rels map[string]relation) error {
	b := x.archive.book
	used := make(map[string]bool)
	return x.archive.eachElement(part, func(s *xmlScanner) error {
		switch {
		case s.is("workbookPr"):
			x.date1904 = s.attrBool("date1904")
		case s.is("sheet"):
			name, err1 := s.attrText("name")
			state, err2 := s.attrText("state")
			id, _ := s.attrLocal("id") // "r:id" in practice
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			rel, ok := rels[string(id)]
			if !ok || rel.external || !x.archive.has(rel.target) {
				return x.archive.damaged(part, "sheet \""+name+"\" is listed but not there")
			}
			if path.Base(rel.kind) != "worksheet" {
				return nil
			}
			if used[rel.target] {
				return x.archive.damaged(part, "two sheets share the part "+rel.target)
			}
			used[rel.target] = true
			b.Sheets = append(b.Sheets, &Sheet{
				Name: name, Hidden: state == "hidden" || state == "veryHidden",
				book: b, reader: &xlsxReader{book: x, part: rel.target},
			})
		}
		return nil
	})
}
