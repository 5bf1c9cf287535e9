package reports

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// zipTime is the time stamp of every part: the earliest a zip file can hold.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// normalise rewrites a workbook so that the same content always gives the same
// bytes. The library writes parts, and the list of content types, in the order
// of a hash map: 30 runs gave 30 different files. Parts are sorted by name
// ([Content_Types].xml first, where some readers look for it), the entries of
// that part too, and every part has the same time stamp.
func normalise(w io.Writer, workbook []byte) error {
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return err
	}
	parts := slices.Clone(in.File)
	slices.SortFunc(parts, func(a, b *zip.File) int { return strings.Compare(partKey(a.Name), partKey(b.Name)) })
	out := zip.NewWriter(w)
	for _, part := range parts {
		if err := copyPart(out, part); err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
	}
	return out.Close()
}

const contentTypes = "[Content_Types].xml"

func partKey(name string) string {
	if name == contentTypes {
		return ""
	}
	return name
}

func copyPart(out *zip.Writer, part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if part.Name == contentTypes {
		content = sortContentTypes(content)
	}
	w, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate, Modified: zipTime})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

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
