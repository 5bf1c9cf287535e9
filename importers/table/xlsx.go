package table

import (
	"context"
	"errors"
	"path"
	"strings"
)

// xlsxBook is what all sheets of a workbook share.
type xlsxBook struct {
	archive  *archive
	strings  stringTable
	styles   []cellFormat
	date1904 bool
}

// xlsxRelation is one line of a .rels part.
type xlsxRelation struct {
	kind, target string
	external     bool
}

// openXLSX reads the parts that lead to the sheets: relationships, workbook,
// styles, shared strings. The sheets themselves are read by [Sheet.Rows].
func openXLSX(b *Book, a *archive) error {
	b.Format = XLSX
	x := &xlsxBook{archive: a}
	workbook, err := x.workbookPart()
	if err != nil {
		return err
	}
	rels, err := x.relations(workbook)
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

// workbookPart finds the workbook through the archive's own relationships.
func (x *xlsxBook) workbookPart() (string, error) {
	rels, err := x.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if path.Base(r.kind) == "officeDocument" && x.archive.has(r.target) {
			return r.target, nil
		}
	}
	if x.archive.has("xl/workbook.xml") {
		return "xl/workbook.xml", nil
	}
	return "", x.archive.damaged("_rels/.rels", "it does not say where the workbook is")
}

// relations reads the relationships of a part by ID; targets become part names.
func (x *xlsxBook) relations(part string) (map[string]xlsxRelation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	rels := make(map[string]xlsxRelation)
	if !x.archive.has(name) {
		return rels, nil
	}
	err := x.eachElement(name, func(s *xmlScanner) error {
		if !s.is("Relationship") {
			return nil
		}
		id, err1 := s.attrText("Id")
		kind, err2 := s.attrText("Type")
		target, err3 := s.attrText("Target")
		mode, err4 := s.attrText("TargetMode")
		target = strings.ReplaceAll(target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		if len(rels) < maxParts {
			rels[id] = xlsxRelation{kind, partName(path.Clean(target)), mode == "External"}
		}
		return errors.Join(err1, err2, err3, err4)
	})
	return rels, err
}

// eachElement calls f at each start tag of a part, extensions left out: they
// repeat element names in another sense (a second workbookPr, for example).
func (x *xlsxBook) eachElement(part string, f func(*xmlScanner) error) error {
	s, closer, err := x.archive.scanner(part)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	for {
		tok, err := s.next()
		if err != nil {
			return x.archive.xmlError(part, err)
		}
		if tok == xmlEOF {
			return nil
		}
		if tok != xmlStart {
			continue
		}
		if s.is("extLst") {
			err = s.skip()
		} else {
			err = f(s)
		}
		if err != nil {
			return x.archive.xmlError(part, err)
		}
	}
}

// readWorkbook lists the sheets and finds the date system. Sheets that are
// charts or dialogs have no cells and are left out.
func (x *xlsxBook) readWorkbook(part string, rels map[string]xlsxRelation) error {
	b := x.archive.book
	used := make(map[string]bool)
	return x.eachElement(part, func(s *xmlScanner) error {
		switch {
		case s.is("workbookPr"):
			x.date1904 = s.attrBool("date1904")
		case s.is("sheet"):
			name, err1 := s.attrText("name")
			state, err2 := s.attrText("state")
			id, err3 := s.relationID()
			if err := errors.Join(err1, err2, err3); err != nil {
				return err
			}
			rel, ok := rels[id]
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

// relationID returns the attribute id in whatever prefix the relationships
// namespace has; it is "r:id" in practice.
func (s *xmlScanner) relationID() (string, error) {
	for a := s.attrs; ; {
		key, value, rest, ok := cutAttr(a)
		if !ok {
			return "", nil
		}
		if strings.HasSuffix(string(key), ":id") {
			b, err := appendXML(nil, value)
			return string(b), err
		}
		a = rest
	}
}

// read implements rowReader.
func (r *xlsxReader) read(ctx context.Context, sheet *Sheet, yield func(Row) bool) error {
	s, closer, err := r.book.archive.scanner(r.part)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	run := &xlsxRun{xlsxReader: r, sheet: sheet, s: s, yield: yield}
	return r.book.archive.book.endOfPass(ctx, r.part, run.sheetData(ctx))
}
