package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// archive is the zip file that xlsx and ods are made of, opened within limits:
// the number of parts is counted before the directory is read, the sizes it
// declares are added up before anything is unpacked, and a part that turns out
// longer than declared is refused at that byte.
type archive struct {
	book  *Book
	parts map[string]*zip.File
	names []string // in the order of the directory
}

const (
	// maxParts bounds the directory; a large workbook has some hundred parts.
	maxParts = 10_000
	// A part that shrinks more than bombRatio times and is longer than
	// bombBytes is padding, not a table: sheets shrink ten to a hundred times,
	// and deflate cannot do better than 1,032.
	bombRatio = 400
	bombBytes = 8 << 20
)

func openArchive(b *Book) (*archive, error) {
	n, err := countSignatures(io.NewSectionReader(b.src, 0, b.Size), "PK\x01\x02", maxParts)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b.Name, err)
	}
	if n > maxParts {
		return nil, &FormatError{
			File: b.Name, What: "this zip archive holds more than " + Thousands(maxParts) + " files",
			Do: "no workbook does; open it in a spreadsheet program if you trust it, and save it as .xlsx",
		}
	}
	z, err := zip.NewReader(b.src, b.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, &FormatError{
			File: b.Name, What: "this is a zip archive (as .xlsx and .ods are) that is damaged or not complete",
			Do: "copy or download it again, or open it in a spreadsheet program and save it again",
		}
	}
	a := &archive{book: b, parts: make(map[string]*zip.File, len(z.File))}
	var total uint64
	for _, f := range z.File {
		name := partName(f.Name)
		if a.parts[name] != nil {
			return nil, a.damaged(name, "it is there twice")
		}
		a.parts[name] = f
		a.names = append(a.names, name)
		total += min(f.UncompressedSize64, 1<<48) // so that no sum of sizes overflows
	}
	if total > uint64(b.limits.UnzippedBytes) {
		return nil, &LimitError{
			File: b.Name, What: "this workbook unpacks to " + megabytes(int64(total)),
			Limit: megabytes(b.limits.UnzippedBytes),
			Flag:  "--max-unzipped", Need: wholeMegabytes(int64(total)), Hint: "it may be made to exhaust memory",
		}
	}
	return a, a.refuseBombs()
}

// refuseBombs refuses parts that shrink as no table does.
func (a *archive) refuseBombs() error {
	for _, name := range a.names {
		f := a.parts[name]
		if f.UncompressedSize64 > bombBytes && f.UncompressedSize64/bombRatio > f.CompressedSize64 {
			return &FormatError{
				File: a.book.Name, Where: name,
				What: fmt.Sprintf("this part unpacks from %s to %s, which no table does",
					megabytes(int64(f.CompressedSize64)), megabytes(int64(f.UncompressedSize64))),
				Do: "it looks made to exhaust memory; " +
					"if you trust its source, open it in a spreadsheet program and save it as CSV",
			}
		}
	}
	return nil
}

// partName is the name by which a part is looked up: names in workbooks are
// case-insensitive, and some writers use backslashes or a leading slash.
func partName(name string) string {
	return strings.ToLower(strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (a *archive) has(name string) bool { return a.parts[partName(name)] != nil }

// hasPrefix reports whether a part's name begins with prefix.
func (a *archive) hasPrefix(prefix string) bool {
	return slices.ContainsFunc(a.names, func(n string) bool { return strings.HasPrefix(n, prefix) })
}

// open returns the unpacked bytes of a part. They end with an error where the
// part is longer than the directory says.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, a.damaged(name, "this part is missing")
	}
	rc, err := f.Open()
	if err != nil {
		return nil, a.damaged(name, err.Error())
	}
	return &partReader{ReadCloser: rc, a: a, f: f, left: int64(f.UncompressedSize64)}, nil
}

// text opens a part and decodes UTF-16.
func (a *archive) text(name string) (io.Reader, io.Closer, error) {
	rc, err := a.open(name)
	if err != nil {
		return nil, nil, err
	}
	return transform.NewReader(rc, unicode.BOMOverride(transform.Nop)), rc, nil
}

// scan opens a part and lets f scan it.
func (a *archive) scan(part string, f func(*xmlScanner)) error {
	r, closer, err := a.text(part)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	s := newXMLScanner(r)
	f(s)
	return a.book.xmlError(part, s.err)
}

// xmlError turns an error met in a part into one that names file and part. There is
// none where the caller wanted no more rows.
func (b *Book) xmlError(part string, err error) error {
	var fe *FormatError
	var le *LimitError
	switch {
	case err == nil, errors.Is(err, errStopped):
		return nil
	case errors.As(err, &fe), errors.As(err, &le), errors.Is(err, context.Canceled),
		errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errDoctype):
		return &FormatError{
			File: b.Name, Where: part, What: err.Error(),
			Do: "do not use the file unless you trust its source; " + saveAgain,
		}
	case errors.Is(err, errXML):
		return b.damaged(part, err.Error())
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		return b.damaged(part, "this part is cut off or garbled")
	default:
		return fmt.Errorf("%s %s: %w", b.Name, part, err)
	}
}

func (b *Book) damaged(part, what string) error {
	do := saveAgain
	if b.Format == DOCX {
		do = "open it in a word processor and save it again"
	}
	return &FormatError{File: b.Name, Where: part, What: damagedFile + ": " + what, Do: do + ", or copy it again"}
}

func (a *archive) damaged(part, what string) error { return a.book.damaged(part, what) }

type partReader struct {
	io.ReadCloser
	a    *archive
	f    *zip.File
	left int64
}

func (p *partReader) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.left -= int64(n); p.left < 0 {
		return 0, p.a.damaged(p.f.Name, "this part is longer than the archive says, as in files made to exhaust memory")
	}
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// countSignatures counts the occurrences of sig in r, stopping above limit.
func countSignatures(r io.Reader, sig string, limit int) (int, error) {
	buf := make([]byte, 64<<10)
	keep, count := 0, 0
	for {
		n, err := r.Read(buf[keep:])
		data := buf[:keep+n]
		count += bytes.Count(data, []byte(sig))
		if count > limit || err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, err
		}
		keep = min(len(data), len(sig)-1)
		copy(buf, data[len(data)-keep:])
	}
}

// relation is one line of a .rels part of an Office file.
type relation struct {
	kind, target string
	external     bool
}

// mainPart finds the workbook or document through the archive's own
// relationships, or under its usual name.
func (a *archive) mainPart(usual string) (string, error) {
	rels, err := a.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if path.Base(r.kind) == "officeDocument" && a.has(r.target) {
			return r.target, nil
		}
	}
	if a.has(usual) {
		return usual, nil
	}
	return "", a.damaged("_rels/.rels", "it does not say where "+usual+" is")
}

// relations reads the relationships of a part by ID; targets become part names.
func (a *archive) relations(part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	rels := make(map[string]relation)
	if !a.has(name) {
		return rels, nil
	}
	err := a.eachElement(name, func(s *xmlScanner) {
		target := strings.ReplaceAll(s.attrText("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		if s.is("Relationship") && len(rels) < maxParts {
			rels[s.attrText("Id")] = relation{
				s.attrText("Type"), partName(path.Clean(target)), s.attrText("TargetMode") == "External",
			}
		}
	})
	return rels, err
}

// eachElement calls f at each start tag of a part, extensions left out: they
// repeat element names in another sense (a second workbookPr, for example).
func (a *archive) eachElement(part string, f func(*xmlScanner)) error {
	return a.scan(part, func(s *xmlScanner) {
		for range s.starts {
			if s.is("extLst") {
				s.skip()
				continue
			}
			f(s)
		}
	})
}
