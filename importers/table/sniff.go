package table

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/planner"
)

const headBytes = 64 << 10

// head returns the first bytes of the file.
func (b *Book) head() ([]byte, error) {
	buf := make([]byte, min(b.Size, headBytes))
	n, err := b.src.ReadAt(buf, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", b.Name, err)
	}
	return buf[:n], nil
}

func (b *Book) refuse(what, do string) error {
	return &FormatError{File: b.Name, What: what, Do: do}
}

// refusal is a kind of file that is no table, with its own advice. It is known by
// what its bytes begin with, or by a part of its archive.
type refusal struct {
	marks    []string
	what, do string
}

const (
	excelMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	getFile   = "use the .xlsx, .ods or .csv file with the table"
	export    = "export the table as CSV"
	again     = "check that it was saved or downloaded completely"
	webPage   = "this is a web page (HTML), whatever its name says"
)

// refusals by the first bytes as they are, by what stands in XML, by the first
// letters of a text in small letters, by the names of the streams in an old Office
// file, by the parts of an archive, by the mimetype and the manifest of an
// OpenDocument file, and by the first bytes of what is no text: some of these would
// also fit a table, "BM" begins both a bitmap and a column "BMI".
var (
	refusedBytes = []refusal{
		{[]string{"PK\x05\x06"}, "this is a zip archive with nothing in it", again},
		{
			[]string{"\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00"},
			"this is a very old Excel file (.xls)", saveAsXLSX,
		},
		{
			[]string{"%PDF-"},
			"this is a PDF",
			"use the file it was made from (.xlsx or .docx), or " + copyTable,
		},
		{[]string{"\x1F\x8B"}, "this is a gzip archive (.gz)", "unpack it first"},
		{[]string{"SQLite format 3\x00"}, "this is an SQLite database", export},
	}
	refusedXML = []refusal{
		{[]string{"<html"}, webPage, saveAsXLSX},
		{
			[]string{"urn:schemas-microsoft-com:office:spreadsheet"},
			"this is an Excel 2003 XML spreadsheet", saveAsXLSX,
		},
	}
	refusedTexts = []refusal{
		{[]string{`{\rtf`}, "this is a text with formatting (RTF)", saveAsDOCX},
		{[]string{
			"mime-version: 1.0", "<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta", "<style",
			"<script",
		}, webPage, saveAsXLSX},
		{[]string{"<?xml"}, "this is XML, not a table", "export the table as CSV or .xlsx"},
	}
	refusedStreams = []refusal{
		{
			[]string{"EncryptedPackage"},
			"this file is protected with a password",
			"open it, remove the password (File > Info > Protect) and save it",
		},
		{[]string{"Workbook", "Book"}, "this is an old Excel file (.xls)", saveAsXLSX},
		{[]string{"WordDocument"}, "this is an old Word document (.doc)", saveAsDOCX},
		{[]string{"PowerPoint Document"}, "this is an old PowerPoint presentation (.ppt)", copyTable},
	}
	refusedParts = []refusal{
		{[]string{"xl/workbook.bin"}, "this is a binary Excel workbook (.xlsb)", saveAsXLSX},
		{[]string{"ppt/"}, "this is a PowerPoint presentation (.pptx)", copyTable},
		{
			[]string{"index/document.iwa", "index/tables/", "index.zip"},
			"this is an Apple Numbers or Pages file", "export it: File > Export To > Excel, or > Word for a text",
		},
	}
	refusedKinds = []refusal{
		{[]string{"opendocument.text"}, "this is an OpenDocument text (.odt)", saveAsDOCX},
		{[]string{"opendocument.presentation"}, "this is an OpenDocument presentation (.odp)", copyTable},
		{
			[]string{
				"opendocument.graphics", "opendocument.chart", "opendocument.formula", "opendocument.image",
				"opendocument.base", "opendocument.database",
			},
			"this is an OpenDocument file that is no spreadsheet", copyTable,
		},
	}
	refusedManifests = []refusal{{
		[]string{"encryption-data"},
		"this spreadsheet is protected with a password",
		"open it, save it without the password (File > Save As), and use that copy",
	}}
	refusedBinaries = []refusal{
		{
			[]string{"7z\xBC\xAF\x27\x1C", "Rar!", "BZh", "\xFD7zXZ\x00", "\x28\xB5\x2F\xFD"},
			"this is a packed archive", "unpack it first",
		},
		{[]string{"PAR1"}, "this is a Parquet file", export},
	}
)

// refuseIf refuses the file as the first of a list that has a mark for which is
// is true.
func (b *Book) refuseIf(list []refusal, is func(mark string) bool) error {
	for _, r := range list {
		if slices.ContainsFunc(r.marks, is) {
			return b.refuse(r.what, r.do)
		}
	}
	return nil
}

// beginsWith returns a test for the first bytes.
func beginsWith(head []byte) func(mark string) bool {
	return func(mark string) bool { return bytes.HasPrefix(head, []byte(mark)) }
}

// openContent opens the file as what its content is, and refuses what is no table.
func openContent(b *Book, encoding string) error {
	head, err := b.head()
	if err != nil {
		return err
	}
	begins := beginsWith(head)
	bare := bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 8192)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	lower := bytes.ToLower(bare)
	switch {
	case len(head) == 0:
		return b.refuse("the file is empty", again)
	case begins("PK\x03\x04"):
		return openZip(b)
	case begins(excelMark):
		return refuseCompound(b)
	case beginsWith(bare)("<") && bytes.Contains(bare, []byte("<office:document")) &&
		bytes.Contains(bare, []byte("application/vnd.oasis.opendocument.spreadsheet")):
		return openODS(b, nil)
	case isJSON(b, lower):
		return b.refuse("this is JSON, not a table", export)
	}
	if err := cmp.Or(b.refuseIf(refusedBytes, begins), b.refuseIf(refusedXML, func(mark string) bool {
		return beginsWith(lower)("<?xml") && bytes.Contains(lower, []byte(mark))
	}), b.refuseIf(refusedTexts, beginsWith(lower))); err != nil {
		return err
	}
	mark, _ := byteOrderMark(head)
	if !strings.HasPrefix(mark, "utf-16") && utf16Pattern(head) == "" && looksBinary(head) {
		return refuseBinary(b, head)
	}
	return openText(b, encoding)
}

// refuseCompound names what is in an OLE2 compound file: the container of old
// Office files and of encrypted new ones. Directory entries are 128 bytes long,
// aligned, and begin with their name in UTF-16.
func refuseCompound(b *Book) error {
	data := make([]byte, b.Size)
	if _, err := b.src.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", b.Name, err)
	}
	if err := b.refuseIf(refusedStreams, func(mark string) bool {
		name := []byte(strings.Join(strings.Split(mark, ""), "\x00") + "\x00\x00\x00")
		for i := 0; i < len(data); i += 128 {
			if bytes.HasPrefix(data[i:], name) {
				return true
			}
		}
		return false
	}); err != nil {
		return err
	}
	return b.refuse("this is an old Office file of an unknown kind", saveAsXLSX)
}

// openZip opens a zip archive as the workbook it holds, or refuses it.
func openZip(b *Book) error {
	a, err := openArchive(b)
	if err != nil {
		return err
	}
	if err := b.refuseIf(refusedParts, a.hasPrefix); err != nil {
		return err
	}
	switch {
	case a.hasPrefix("xl/"):
		return openXLSX(b, a)
	case a.hasPrefix("word/"):
		return openDOCX(b, a)
	case a.has("content.xml"):
		return openODS(b, a)
	case a.has("_rels/.rels"):
		return openXLSX(b, a)
	}
	shown := strings.Join(a.names[:min(3, len(a.names))], ", ")
	if n := len(a.names) - 3; n > 0 {
		shown += fmt.Sprintf(" and %d more", n)
	}
	return b.refuse("this is a zip archive that holds "+clip(shown), "unpack it first and use the files in it")
}

// refuseBinary refuses what cannot be text.
func refuseBinary(b *Book, head []byte) error {
	if err := b.refuseIf(refusedBinaries, beginsWith(head)); err != nil {
		return err
	}
	kind, sub, _ := strings.Cut(http.DetectContentType(head), "/")
	switch kind {
	case "image", "audio":
		return b.refuse("this is an "+kind+" ("+sub+"), not a table",
			"type its table into a spreadsheet and save that as .xlsx")
	case "video", "font":
		return b.refuse("this is a "+kind+" ("+sub+"), not a table", getFile)
	}
	return b.refuse("this is neither a spreadsheet nor text", getFile)
}

// isJSON reports whether the whole file is one JSON object or array.
func isJSON(b *Book, lower []byte) bool {
	if len(lower) == 0 || lower[0] != '{' && lower[0] != '[' {
		return false
	}
	data, err := io.ReadAll(io.NewSectionReader(b.src, 0, b.Size))
	return err == nil && json.Valid(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
}

// looksBinary reports whether text would not hold so many control bytes. A lone
// NUL is left to the text reader, which can say where it is.
func looksBinary(head []byte) bool {
	control := 0
	for _, c := range head {
		if c < 0x20 && !strings.ContainsRune("\t\n\r\v\f\x1A\x1B", rune(c)) {
			control++
		}
	}
	return control*20 > len(head) && control > 4
}

// promises are the formats that the end of a file's name promises.
var promises = map[string][]Format{
	".xlsx": {XLSX}, ".xlsm": {XLSX}, ".xls": nil, ".ods": {ODS}, ".docx": {DOCX}, ".doc": nil,
	".csv": {CSV, PlainText}, ".tsv": {CSV, PlainText}, ".txt": {CSV, PlainText},
}

// noteName adds a note where the file's name promises another format.
func (b *Book) noteName() {
	ext := strings.ToLower(filepath.Ext(b.Name))
	promised, ok := promises[ext]
	if !ok || slices.Contains(promised, b.Format) {
		return
	}
	b.Findings = append(b.Findings, planner.Finding{
		Code: CodeFileName, Where: planner.Ref{File: b.Name},
		Args: facts{"ending": ext, "format": b.Format.String()},
	})
}
