package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// zipTime is the time stamp of every part: the earliest a zip file can hold.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// saveNormalised writes a workbook so that the same content always gives the
// same bytes. The library writes parts, and the list of content types, in the
// order of a hash map: 30 runs gave 30 different files. Here parts are
// written again sorted by name, which puts [Content_Types].xml first, where some readers
// look for it, the entries of that part sorted too, and all with the same time stamp.
func saveNormalised(f *excelize.File, w io.Writer) error {
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		return err
	}
	from, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, p := range from.File {
		content, err := fs.ReadFile(from, p.Name)
		if err != nil {
			return err
		}
		if p.Name == "[Content_Types].xml" {
			content = sortContentTypes(content)
		}
		z, err := out.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return err
		}
		if _, err := z.Write(content); err != nil {
			return err
		}
	}
	return out.Close()
}

// contentType is one entry of the list of content types.
var contentType = regexp.MustCompile(`<(?:Default|Override)\s[^>]*>(?:</(?:Default|Override)>)?`)

// sortContentTypes sorts the entries of that list, whose order means nothing.
func sortContentTypes(content []byte) []byte {
	entries := contentType.FindAll(content, -1)
	slices.SortFunc(entries, bytes.Compare)
	next := -1
	return contentType.ReplaceAllFunc(slices.Clone(content), func([]byte) []byte {
		next++
		return entries[next]
	})
}
