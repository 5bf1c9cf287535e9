// Package paper writes documents as files.
//
// Every edition has a folder of its own, and there in each language a page, a workbook and
// the first page alone. The files of the first language have plain names; in those of the
// others the language stands before the last dot: report.html, report.fr.html.
package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/reports"
	"roundtable/reports/assets"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/html"
	"roundtable/reports/messages"
	"roundtable/reports/text"
	"roundtable/reports/xlsx"
)

// Paper is in what languages documents are written, and how.
type Paper struct {
	Languages []*messages.Catalogue
	static    bool // no page has a script
}

// New finds the catalogues of languages, none being English; they were checked as
// they were set, unless a plan of another version names them.
func New(languages []string, static bool) (Paper, error) {
	p := Paper{static: static}
	for _, tag := range languages {
		l, ok := messages.In(tag)
		if !ok {
			return p, exit.Input(fmt.Errorf("this version has no reports in the language %q", tag))
		}
		p.Languages = append(p.Languages, l)
	}
	if len(p.Languages) == 0 {
		p.Languages = append(p.Languages, messages.English())
	}
	return p, nil
}

// Write are the files of a document in each language; name is that of the page without
// its ending, "chair/report". The first page alone stands beside a report that has one.
func (p Paper) Write(name string, document func(*messages.Catalogue) *reports.Document) []File {
	var out []File
	for i, l := range p.Languages {
		d, ending := document(l), ""
		if i > 0 {
			ending = "." + l.Tag()
		}
		out = append(out, p.page(d, name+ending+".html"), File{
			name + ending + ".xlsx", func(w io.Writer) error { return xlsx.Write(w, d) },
		})
		if first, ok := d.Page(); ok {
			alone := string(d.Edition) + "/summary" + ending
			out = append(out,
				File{alone + ".html", func(w io.Writer) error { return html.Write(w, first, html.Options{}) }},
				File{alone + ".md", func(w io.Writer) error { return text.WriteMarkdown(w, first) }},
			)
		}
	}
	return out
}

// page is the page of a document. Where it is for the chair, who may want to look closer,
// charts answer to the pointer; any other page has no script, is small and can be mailed.
func (p Paper) page(d *reports.Document, name string) File {
	var script []byte
	if d.Edition == reports.Chair && !p.static {
		script, _ = assets.Echarts() // without the library the pictures stand still
	}
	return File{name, func(w io.Writer) error { return html.Write(w, d, html.Options{Script: script}) }}
}

// Chair are the files of the chair edition.
func (p Paper) Chair(in build.Input) []File {
	out := p.Write("chair/report", func(l *messages.Catalogue) *reports.Document {
		in.Language = l
		return build.Chair(in)
	})
	return append(out, p.pages(folder.RunSheetFile, html.WriteSheet, func(l *messages.Catalogue) *reports.Document {
		in.Language = l
		return build.RunSheet(in)
	})...)
}

// participants and public are the files of editions that are released: drafts, or nothing
// but the mark is different.
func (p Paper) participants(protected *disclosure.Protected, s *build.Seating, draft bool) []File {
	return p.Write("participants/report", func(l *messages.Catalogue) *reports.Document {
		d := build.Participants(*protected, s, l)
		d.Draft = draft
		return d
	})
}

func (p Paper) public(protected *disclosure.Protected, draft bool) []File {
	out := p.Write("public/report", func(l *messages.Catalogue) *reports.Document {
		d := build.Public(*protected, l)
		d.Draft = draft
		return d
	})
	return append(out, p.pages(folder.OutcomeFile, func(w io.Writer, d *reports.Document) error {
		d.Draft = draft
		return html.Write(w, d, html.Options{})
	}, func(l *messages.Catalogue) *reports.Document { return build.Outcome(*protected, l) })...)
}

// pages are the pages of a document in each language, where there is one; name is that of
// the first.
func (p Paper) pages(
	name string, write func(io.Writer, *reports.Document) error, document func(*messages.Catalogue) *reports.Document,
) []File {
	var out []File
	for i, l := range p.Languages {
		d, at := document(l), name
		if d == nil {
			continue
		}
		if i > 0 {
			at = strings.TrimSuffix(name, ".html") + "." + l.Tag() + ".html"
		}
		out = append(out, File{at, func(w io.Writer) error { return write(w, d) }})
	}
	return out
}

// Released are the files of the editions of a plan that are released.
func (p Paper) Released(part *build.PublicationPart, draft bool) []File {
	var out []File
	if slices.Contains(part.Editions, reports.Participants) {
		out = append(out, p.participants(&part.Edition, &part.Seating, draft)...)
	}
	if slices.Contains(part.Editions, reports.Public) {
		out = append(out, p.public(&part.Edition, draft)...)
	}
	return out
}

// Tables are the tables of a document as files.
func Tables(d *reports.Document) ([]folder.Artifact, error) {
	files, err := text.Tables(d)
	var out []folder.Artifact
	for _, f := range files {
		out = append(out, folder.Artifact{Name: folder.TablesFolder + f.Name, Data: f.Data})
	}
	return out, err
}

// File makes one file.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// Render makes the files side by side; each only reads its document.
func Render(ctx context.Context, files []File) ([]folder.Artifact, error) {
	out, errs := make([]folder.Artifact, len(files)), make([]error, len(files))
	var wait sync.WaitGroup
	for i, f := range files {
		wait.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					errs[i] = exit.FaultOf(r, f.Name)
				}
			}()
			if errs[i] = ctx.Err(); errs[i] != nil {
				return
			}
			var buf bytes.Buffer
			errs[i] = f.Write(&buf)
			out[i] = folder.Artifact{Name: f.Name, Data: buf.Bytes()}
		})
	}
	wait.Wait()
	return out, errors.Join(errs...)
}

// JSON makes a file of a value.
func JSON(name string, value any) (folder.Artifact, error) {
	var buf bytes.Buffer
	err := reports.WriteJSON(&buf, value)
	return folder.Artifact{Name: name, Data: buf.Bytes()}, err
}
