package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"roundtable/cmd/roundtable/docs"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/written"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/importers/targets"
	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
)

// source is the project's root, as seen from this package.
const source = "../.."

// TestReference holds the parts of the manual that can be read off the program to it;
// make docs writes them anew.
func TestReference(t *testing.T) {
	for topic, write := range map[string]func(*testing.T, *bytes.Buffer){
		"commands": referCommands, "settings": referSettings, "findings": referFindings, "json": referJSON,
		"rules": referPacks, "targets": referTargets, "method": referMethod,
	} {
		file := filepath.Join("docs", topic+".md")
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, _, marked := strings.Cut(string(page), docs.Mark)
		if !marked {
			t.Fatalf("%s has no mark", file)
		}
		want := bytes.NewBufferString(head + docs.Mark)
		write(t, want)
		switch {
		case bytes.Equal(page, want.Bytes()):
		case *update:
			if err := os.WriteFile(file, want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not what the program is now; make docs writes it anew", file)
		}
	}
}

// referCommands are the commands with all their options.
func referCommands(t *testing.T, w *bytes.Buffer) {
	root := newRoot(talk.Streams{})
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		if err := c.Flags().Set(help.All, "true"); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, "\n## roundtable %s\n\n```\n", c.Name())
		if err := book().Write(w, c, 90); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(w, "```")
	}
}

func referSettings(_ *testing.T, w *bytes.Buffer) {
	list := settings.All()
	for _, question := range book().Questions {
		fmt.Fprintf(w, "\n## %s\n\n| setting | value | what it does |\n|---|---|---|\n", question)
		for _, s := range list {
			if s.Question() == question {
				fmt.Fprintf(w, "| `%s` | %s | %s |\n", s.Key, cell(cmp.Or(s.Arg, "yes or no")), cell(s.Help))
			}
		}
	}
}

// cell is a text as it can stand in a table.
func cell(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

// referFindings are the codes of findings, each with the first of its sentences, and of
// those that say what would be right.
func referFindings(t *testing.T, w *bytes.Buffer) {
	files, err := filepath.Glob(source + "/reports/messages/*.en.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no messages", err)
	}
	all := make(map[string]any)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var m struct{ Finding map[string]any }
		if err := yaml.Unmarshal(raw, &m); err != nil {
			t.Fatal(file, err)
		}
		maps.Copy(all, m.Finding)
	}
	fmt.Fprint(w, "\n| code | says | what would be right |\n|---|---|---|\n")
	for _, code := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(w, "| `%s` | %s | %s |\n", code, sentence(all[code], "text"), sentence(all[code], "fix"))
	}
}

var parameter = regexp.MustCompile(`\{\{(?:printf "%[a-z]" )?\.([a-z-]+)\}\}|\{\{[^}]*\}\}`)

// sentence is the first sentence under a key of a message, or of the first of its forms that has it.
func sentence(message any, key string) string {
	m, ok := message.(map[string]any)
	if !ok {
		return ""
	}
	switch s := m[key].(type) {
	case string:
		return cell(parameter.ReplaceAllStringFunc(s, func(p string) string {
			return strings.ToUpper(cmp.Or(parameter.FindStringSubmatch(p)[1], "…"))
		}))
	case map[string]any:
		return sentence(s, "other")
	}
	for _, form := range slices.Sorted(maps.Keys(m)) {
		if s := sentence(m[form], key); s != "" {
			return s
		}
	}
	return ""
}

func referPacks(t *testing.T, w *bytes.Buffer) {
	fmt.Fprintf(w, "\n## The packs\n\n`roundtable rules NAME` prints a pack, each rule with its words and source.\n\n"+
		"| name | title | rules | sources read on |\n|---|---|---|---|\n")
	for _, name := range rulepacks.Names() {
		p, err := rulepacks.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, "| `%s` | %s | %d | %s |\n", name, cell(p.Title), len(p.Rules), p.Read)
	}
}

func referTargets(t *testing.T, w *bytes.Buffer) {
	printDoc(t, w, "importers/targets", "Who counts", "What is asked of them", "In a sentence",
		"In a line or in cells")
}

// referMethod is what the packages that decide say of how they do.
func referMethod(t *testing.T, w *bytes.Buffer) {
	for _, part := range []struct {
		title, pkg string
		sections   []string
	}{
		{"Balance", "planner/balance", []string{"Reading of the tiers", "People whose values are unknown"}},
		{"A draw", "planner/selection/internal/fair", []string{""}},
		{"Ranking", "planner/ranking", []string{"Model", "Arithmetic", "Headline", "Few answers", "How sure"}},
		{"Working groups", "planner/grouping", []string{"Model", "Exactness", "Figures"}},
		{"Mixed tables", "planner/mixing", []string{"Model", "Method"}},
		{"The course of the meeting", "planner/schedule", []string{"Minutes", "Even order"}},
		{"What is published", "reports/disclosure", []string{"The rule", "Why that is enough"}},
		{"One release after another", "reports/release", []string{"", "Quiet releases", "Seats"}},
	} {
		fmt.Fprintf(w, "\n## %s\n\n", part.title)
		printDoc(t, w, part.pkg, part.sections...)
	}
}

// printDoc writes sections of the comment of a package as Markdown. Blocks of its code are
// fenced, which package docs can print.
func printDoc(t *testing.T, w *bytes.Buffer, pkg string, sections ...string) {
	t.Helper()
	text := packageComment(t, filepath.Join(source, pkg))
	for _, from := range forReaders {
		text = from.ReplaceAllString(text, "$1")
	}
	if intro := regexp.MustCompile(`^Package \w+ (\w)`); intro.MatchString(text) {
		text = intro.ReplaceAllStringFunc(text, func(s string) string { return strings.ToUpper(s[len(s)-1:]) })
	}
	parsed := new(comment.Parser).Parse(text)
	var blocks []comment.Block
	at, seen := "", make(map[string]bool)
	for _, b := range parsed.Content {
		if h, ok := b.(*comment.Heading); ok {
			at = fmt.Sprint(h.Text[0])
		}
		if slices.Contains(sections, at) {
			seen[at] = true
			blocks = append(blocks, b)
		}
	}
	if len(seen) != len(sections) {
		t.Fatalf("%s has not all of %q", pkg, sections)
	}
	parsed.Content = blocks
	p := comment.Printer{HeadingLevel: 3, HeadingID: func(*comment.Heading) string { return "" }}
	w.WriteString(fenced(string(p.Markdown(parsed))))
}

// fenced puts fences around blocks of code that are only indented.
func fenced(page string) string {
	block := regexp.MustCompile(`(?m)(?:^\t.*\n\n*)+`)
	return block.ReplaceAllStringFunc(page, func(code string) string {
		return "```\n" + strings.Trim(regexp.MustCompile(`(?m)^\t`).ReplaceAllString(code, ""), "\n") + "\n```\n\n"
	})
}

// forReaders are what a reader of the sources needs: links to names, and in brackets names
// and files alone.
var forReaders = []*regexp.Regexp{
	regexp.MustCompile(`\[(\*?[A-Z][\w.]*|[a-z]+\.[A-Z][\w.]*|[a-z]\w*)\]`),
	regexp.MustCompile(`() \((?:(?:[a-z_]+\.go|(?:[A-Z]\w*\.)?(?:[A-Z][a-z]*){2,}|[A-Z][a-z]+\.[A-Z]\w+)(?:, )?)+\)`),
	regexp.MustCompile(`(\()[a-z]+\.go; `),
}

func packageComment(t *testing.T, dir string) string {
	t.Helper()
	for _, f := range parseDir(t, dir) {
		if f.Doc != nil {
			return f.Doc.Text()
		}
	}
	t.Fatalf("%s has no comment", dir)
	return ""
}

func parseDir(t *testing.T, dir string) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}

// referJSON lists the keys of all that is written as JSON, type by type.
func referJSON(t *testing.T, w *bytes.Buffer) {
	c := contract{said: comments(t), seen: make(map[reflect.Type]bool)}
	for _, root := range []struct {
		title string
		value any
	}{
		{"roundtable.plan/1: plan.json, plan --format json", written.PlanFile{}},
		{"roundtable.inspect/1: inspect --format json", importers.Inspection{}},
		{"roundtable.selection/1: select --format json", drawResult{}},
		{"roundtable.comparison/1: compare --format json", ranking.Comparison{}},
		{"roundtable.timetable/1: group --format json, with rounds", schedule.Timetable{}},
	} {
		c.queue = append(c.queue, reflect.TypeOf(root.value))
		if c.seen[c.queue[0]] {
			c.queue = nil
			continue
		}
		fmt.Fprintf(w, "\n## %s\n", root.title)
		for len(c.queue) > 0 {
			next := c.queue[0]
			c.queue = c.queue[1:]
			c.write(w, next)
		}
	}
}

// contract writes types of the JSON contract, each once.
type contract struct {
	said  map[string]string
	seen  map[reflect.Type]bool
	queue []reflect.Type
}

func (c *contract) write(w *bytes.Buffer, typ reflect.Type) {
	if c.seen[typ] {
		return
	}
	c.seen[typ] = true
	fmt.Fprintf(w, "\n### %s\n\n", shortName(typ))
	if said := c.said[fullName(typ)]; said != "" {
		if ours(typ) {
			said = strings.Replace(said, typ.Name(), shortName(typ), 1)
		}
		fmt.Fprintln(w, cell(said)+"\n")
	}
	fmt.Fprintln(w, "| key | is | meaning |\n|---|---|---|")
	c.fields(w, typ)
}

func (c *contract) fields(w *bytes.Buffer, typ reflect.Type) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case key == "-":
		case f.Anonymous && key == "":
			under := f.Type
			if under.Kind() == reflect.Pointer {
				under = under.Elem()
			}
			c.fields(w, under)
		case f.IsExported():
			may := ""
			if strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero") {
				may = ", or absent"
			}
			fmt.Fprintf(w, "| `%s` | %s%s | %s |\n", cmp.Or(key, f.Name), c.kind(f.Type), may,
				cell(c.said[fullName(typ)+"."+f.Name]))
		}
	}
}

// kind says what a value of a type is, and remembers types that have keys of their own.
func (c *contract) kind(typ reflect.Type) string {
	switch name := typ.String(); {
	case typ == reflect.TypeFor[planner.Exact]():
		return "whole number, or fraction as text"
	case typ == reflect.TypeFor[planner.Sound]():
		return "word, number or null"
	case name == "big.Int":
		return "number"
	case typ.Kind() != reflect.Struct && typ.Kind() != reflect.Pointer && typ.Implements(reflect.TypeFor[interface {
		MarshalText() ([]byte, error)
	}]()):
		return "text"
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return c.kind(typ.Elem())
	case reflect.Slice, reflect.Array:
		return "list of " + c.kind(typ.Elem())
	case reflect.Map:
		return c.kind(typ.Elem()) + " by " + c.kind(typ.Key())
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "text"
	case reflect.Struct:
		if typ.Name() == "" {
			return "object"
		}
		c.queue = append(c.queue, typ)
		return shortName(typ)
	case reflect.Interface, reflect.Func:
		return "any"
	default:
		return "number"
	}
}

// shortName is what a type is called: one of this program by its name alone, which begins small.
func shortName(typ reflect.Type) string {
	if ours(typ) {
		return strings.ToLower(typ.Name()[:1]) + typ.Name()[1:]
	}
	return typ.String()
}

// ours reports whether a type is of the program itself: not of a package that others could use.
func ours(typ reflect.Type) bool {
	return typ.PkgPath() == "main" || strings.HasPrefix(typ.PkgPath(), "roundtable/cmd/")
}

func fullName(typ reflect.Type) string { return filepath.Base(typ.PkgPath()) + "." + typ.Name() }

// comments are what the sources say of types ("pkg.Type") and their fields
// ("pkg.Type.Field"). A package is named as its folder, this one as Go does.
func comments(t *testing.T) map[string]string {
	t.Helper()
	said := make(map[string]string)
	for _, top := range []string{"planner", "importers", "reports", "cmd/roundtable"} {
		err := filepath.WalkDir(filepath.Join(source, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() || d.Name() == "testdata" {
				return err
			}
			for _, f := range parseDir(t, path) {
				name := filepath.Base(path)
				for _, decl := range f.Decls {
					if g, ok := decl.(*ast.GenDecl); ok {
						commentsOf(name, g, said)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return said
}

var docLink = regexp.MustCompile(`\[([A-Za-z.]+)\]`)

func commentsOf(pkg string, decl *ast.GenDecl, said map[string]string) {
	say := func(name string, groups ...*ast.CommentGroup) {
		for _, g := range groups {
			if g != nil && said[name] == "" {
				text := strings.TrimSpace(g.Text())
				said[name] = docLink.ReplaceAllString(text, "$1")
			}
		}
	}
	for _, spec := range decl.Specs {
		typ, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		name := pkg + "." + typ.Name.Name
		say(name, typ.Doc, decl.Doc)
		if s, ok := typ.Type.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				for _, id := range field.Names {
					say(name+"."+id.Name, field.Doc, field.Comment)
				}
			}
		}
	}
}

// Every line that the manual gives as an example of a target is understood.
func TestTargetExamples(t *testing.T) {
	page, _, _ := strings.Cut(docs.Page("targets"), docs.Mark)
	ran := 0
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), " | ")
		if len(cells) != 3 {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(cells[1], -1) {
			text := strings.ReplaceAll(m[1], "\x00", "|")
			if text == "LDC" {
				continue
			}
			ran++
			if _, err := new(targets.Reader).Line(text); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
	if ran < 15 {
		t.Errorf("%d examples, want 15", ran)
	}
}
