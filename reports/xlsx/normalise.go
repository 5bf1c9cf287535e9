package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// zipTime is the time stamp of every part: the earliest a zip file can hold.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// saveNormalised writes a workbook so that the same content always gives the
// same bytes. The library writes parts, and the list of content types, in the
// order of a hash map: 30 runs gave 30 different files. Here parts are collected
// first and written sorted by name ([Content_Types].xml first, where some readers
// look for it), the entries of that part too, and all with the same time stamp.
func saveNormalised(f *excelize.File, w io.Writer) error {
	c := &partCollector{}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return c })
	if _, err := f.WriteToBuffer(); err != nil {
		return err
	}
	slices.SortFunc(c.parts, func(a, b *part) int { return strings.Compare(a.key(), b.key()) })
	out := zip.NewWriter(w)
	for _, p := range c.parts {
		content := p.Bytes()
		if p.name == contentTypes {
			content = sortContentTypes(content)
		}
		z, err := out.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if _, err := z.Write(content); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return out.Close()
}

const contentTypes = "[Content_Types].xml"

// part is one part of a workbook before it is zipped.
type part struct {
	bytes.Buffer
	name string
}

func (p *part) key() string {
	if p.name == contentTypes {
		return ""
	}
	return p.name
}

// partCollector takes the parts of a workbook in any order; it implements
// [excelize.ZipWriter].
type partCollector struct{ parts []*part }

func (c *partCollector) Create(name string) (io.Writer, error) {
	p := &part{name: name}
	c.parts = append(c.parts, p)
	return p, nil
}

// AddFS is not used for workbooks made here.
func (c *partCollector) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close does nothing; the parts are written later.
func (c *partCollector) Close() error { return nil }

// sortContentTypes sorts the elements within <Types>, whose order means nothing.
func sortContentTypes(content []byte) []byte {
	s := string(content)
	start := strings.Index(s, "<Default")
	if i := strings.Index(s, "<Override"); i >= 0 && (start < 0 || i < start) {
		start = i
	}
	end := strings.LastIndex(s, "</Types>")
	if start < 0 || end < start {
		return content
	}
	body := strings.ReplaceAll(s[start:end], "<Default", "\x00<Default")
	body = strings.ReplaceAll(body, "<Override", "\x00<Override")
	elements := strings.Split(body, "\x00")
	slices.Sort(elements)
	return []byte(s[:start] + strings.Join(elements, "") + s[end:])
}
