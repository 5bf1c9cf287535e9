package table

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"roundtable/planner"
)

// content is what the bytes of a file turn out to be.
type content uint8

const (
	contentText    content = iota
	contentZip             // a zip archive: a workbook, or something else
	contentFlatODS         // OpenDocument in one XML file
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

// sniff recognises the file by its content and refuses what is no table, each
// kind with its own advice.
func sniff(b *Book) (content, error) {
	head, err := b.head()
	if err != nil {
		return 0, err
	}
	if len(head) == 0 {
		return 0, b.refuse("the file is empty", "check that it was saved or downloaded completely")
	}
	switch {
	case beginsWith(head, "PK\x03\x04"):
		return contentZip, nil
	case beginsWith(head, "PK\x05\x06"):
		return 0, b.refuse("this is a zip archive with nothing in it",
			"check that it was saved or downloaded completely")
	case beginsWith(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return 0, refuseCompound(b)
	case isOldExcel(head):
		return 0, b.refuse("this is a very old Excel file (.xls)", saveAsXLSX)
	}
	if isFlatODS(head) {
		return contentFlatODS, nil
	}
	return contentText, refuseOther(b, head)
}

func (b *Book) refuse(what, do string) error {
	return &FormatError{File: b.Name, What: what, Do: do}
}

// isOldExcel recognises worksheets of Excel 2 to 4, which had no container.
func isOldExcel(head []byte) bool {
	return beginsWith(head, "\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00")
}

// beginsWith reports whether head begins with one of the marks.
func beginsWith(head []byte, marks ...string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return bytes.HasPrefix(head, []byte(m)) })
}

// refuseCompound names what is in an OLE2 compound file: the container of old
// Office files and of encrypted new ones. Directory entries are 128 bytes long,
// aligned, and begin with their name in UTF-16.
func refuseCompound(b *Book) error {
	names := map[string]bool{}
	wanted := []string{"EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document"}
	buf := make([]byte, 64<<10)
	for off := int64(0); off < b.Size; off += int64(len(buf)) {
		n, err := b.src.ReadAt(buf, off)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s: %w", b.Name, err)
		}
		for i := 0; i+128 <= n; i += 128 {
			for _, w := range wanted {
				if bytes.HasPrefix(buf[i:n], utf16Name(w)) {
					names[w] = true
				}
			}
		}
	}
	switch {
	case names["EncryptedPackage"]:
		return b.refuse("this workbook is protected with a password",
			"open it in a spreadsheet program, remove the password (File > Info > Protect Workbook) and save it")
	case names["Workbook"], names["Book"]:
		return b.refuse("this is an old Excel file (.xls)", saveAsXLSX)
	case names["WordDocument"]:
		return b.refuse("this is an old Word document (.doc)", copyTable+", or save the text as plain text (.txt)")
	case names["PowerPoint Document"]:
		return b.refuse("this is an old PowerPoint presentation (.ppt)", copyTable)
	}
	return b.refuse("this is an old Office file of an unknown kind", saveAsXLSX)
}

func utf16Name(s string) []byte {
	out := make([]byte, 0, 2*len(s)+2)
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return append(out, 0, 0)
}

// openZip opens a zip archive as the workbook it holds, or refuses it.
func openZip(b *Book) error {
	a, err := openArchive(b)
	if err != nil {
		return err
	}
	switch {
	case a.has("xl/workbook.bin"):
		return b.refuse("this is a binary Excel workbook (.xlsb)", saveAsXLSX)
	case a.hasPrefix("xl/"):
		return openXLSX(b, a)
	case a.hasPrefix("word/"):
		return openDOCX(b, a)
	case a.hasPrefix("ppt/"):
		return b.refuse("this is a PowerPoint presentation (.pptx)", copyTable)
	case a.has("index/document.iwa"), a.hasPrefix("index/tables/"), a.has("index.zip"):
		return b.refuse("this is an Apple Numbers or Pages file", "export it: File > Export To > Excel")
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

// refuseOther refuses files that are neither archives nor text.
func refuseOther(b *Book, head []byte) error {
	lower := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 4096)], []byte("\xEF\xBB\xBF")),
		" \t\r\n"))
	switch {
	case beginsWith(head, "%PDF-"):
		return b.refuse("this is a PDF",
			"use the spreadsheet it was made from, or copy its table into a spreadsheet and save that as .xlsx")
	case beginsWith(head, "\x1F\x8B"):
		return b.refuse("this is a gzip archive (.gz)", "unpack it first")
	case beginsWith(lower, `{\rtf`):
		return b.refuse("this is a text with formatting (RTF)",
			"save it as plain text (.txt), or copy its table into a spreadsheet and save that as .xlsx")
	case beginsWith(head, "SQLite format 3\x00"):
		return b.refuse("this is an SQLite database", "export the table as CSV")
	case looksLikeHTML(lower):
		return b.refuse("this is a web page (HTML), whatever its name says", saveAsXLSX)
	case beginsWith(lower, "<?xml"):
		return refuseXML(b, lower)
	}
	if isJSON(b, lower) {
		return b.refuse("this is JSON, not a table", "export the table as CSV")
	}
	if mark, _ := byteOrderMark(head); !strings.HasPrefix(mark, "utf-16") && utf16Pattern(head) == "" &&
		looksBinary(head) {
		return refuseBinary(b, head)
	}
	return nil
}

// refuseBinary refuses what cannot be text. The short marks of these formats
// would also fit a table: "BM" begins both a bitmap and a column "BMI".
func refuseBinary(b *Book, head []byte) error {
	if beginsWith(head, "7z\xBC\xAF\x27\x1C", "Rar!", "BZh", "\xFD7zXZ\x00", "\x28\xB5\x2F\xFD") {
		return b.refuse("this is a packed archive", "unpack it first")
	}
	if beginsWith(head, "PAR1") {
		return b.refuse("this is a Parquet file", "export the table as CSV")
	}
	kind, sub, _ := strings.Cut(http.DetectContentType(head), "/")
	switch kind {
	case "image", "audio":
		return b.refuse("this is an "+kind+" ("+sub+"), not a table",
			"type its table into a spreadsheet and save that as .xlsx")
	case "video", "font":
		return b.refuse("this is a "+kind+" ("+sub+"), not a table", "use the .xlsx, .ods or .csv file with the table")
	}
	return b.refuse("this is neither a spreadsheet nor text", "use the .xlsx, .ods or .csv file with the table")
}

// isFlatODS recognises a spreadsheet saved as one XML file (.fods).
func isFlatODS(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 8192)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	return len(head) > 0 && head[0] == '<' && bytes.Contains(head, []byte("<office:document")) &&
		bytes.Contains(head, []byte("application/vnd.oasis.opendocument.spreadsheet"))
}

func looksLikeHTML(lower []byte) bool {
	return beginsWith(lower, "mime-version: 1.0", "<!doctype html", "<html", "<head", "<body", "<table", "<div",
		"<meta", "<style", "<script") ||
		beginsWith(lower, "<?xml") && bytes.Contains(lower, []byte("<html"))
}

func refuseXML(b *Book, lower []byte) error {
	if bytes.Contains(lower, []byte("urn:schemas-microsoft-com:office:spreadsheet")) {
		return b.refuse("this is an Excel 2003 XML spreadsheet", saveAsXLSX)
	}
	return b.refuse("this is XML, not a table", "export the table as CSV or .xlsx")
}

// isJSON reports whether the whole file is one JSON object or array.
func isJSON(b *Book, lower []byte) bool {
	if len(lower) == 0 || lower[0] != '{' && lower[0] != '[' {
		return false
	}
	dec := json.NewDecoder(io.NewSectionReader(b.src, 0, b.Size))
	for {
		if _, err := dec.Token(); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// looksBinary reports whether text would not hold so many control bytes. A lone
// NUL is left to the text reader, which can say where it is.
func looksBinary(head []byte) bool {
	control, nul := 0, 0
	for _, c := range head {
		switch {
		case c == 0:
			nul++
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\v' && c != '\f' && c != 0x1A && c != 0x1B:
			control++
		}
	}
	return (control+nul)*20 > len(head) && control+nul > 4
}

// noteName adds a note where the file's name promises another format.
func (b *Book) noteName() {
	ext := strings.ToLower(filepath.Ext(b.Name))
	promised, ok := map[string][]Format{
		".xlsx": {XLSX}, ".xlsm": {XLSX}, ".xls": nil, ".ods": {ODS},
		".docx": {DOCX}, ".doc": nil, ".csv": {CSV, PlainText}, ".tsv": {CSV, PlainText}, ".txt": {CSV, PlainText},
	}[ext]
	if !ok || slices.Contains(promised, b.Format) {
		return
	}
	b.Findings = append(b.Findings, planner.Finding{
		Code: CodeFileName, Where: planner.Ref{File: b.Name},
		Text: "the name ends in " + ext + ", but the content is " + b.Format.String() + " and was read as that",
	})
}
