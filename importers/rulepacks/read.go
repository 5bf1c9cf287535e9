package rulepacks

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"roundtable/importers/internal/yamlfile"
	"roundtable/importers/table"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// CodeRules is the code of all findings about a file of rules.
const CodeRules = "rules-file"

// FileError says everything that is wrong with a file of rules, in the order of its
// lines; each finding says where, by line and column.
type FileError struct {
	File     string
	Findings []planner.Finding
}

func (e *FileError) Error() string {
	lines := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		lines[i] = strings.TrimSpace(fmt.Sprintf("%s: %s %s", f.Where, f.Text, f.Fix))
	}
	return strings.Join(lines, "\n")
}

// IsFile reports whether the name is that of a file of the user's own rules and not
// that of a pack: it ends in .yaml or .yml.
func IsFile(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// readFile reads a file of the user's own rules, which is called name.
func readFile(name, path string) (Pack, error) {
	raw, err := table.ReadSmall(path, table.Limits{}.Most(table.YAML))
	if err != nil {
		return Pack{}, err
	}
	p, err := parse(name, raw)
	p.Source = planner.Source{
		File: name, Bytes: int64(len(raw)), SHA256: fmt.Sprintf("%x", sha256.Sum256(raw)),
	}
	return p, err
}

// parse reads a pack and checks that every rule says what it asks for. The error is
// a [*FileError]. A pack without a name is called like its file.
func parse(file string, raw []byte) (Pack, error) {
	r := &reader{file: file}
	p := Pack{Name: strings.TrimSuffix(file, filepath.Ext(file))}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff")) // as some editors begin a file
	tree, err := yamlfile.Parse(table.Limits{}, file, raw, parser.AllowDuplicateMapKey())
	var over *table.LimitError
	switch {
	case errors.As(err, &over):
		r.findings = append(r.findings, finding{
			text: fmt.Sprintf("The rules cannot be read: %s.", over.Problem()), fix: "Use several files of rules.",
		})
	case err != nil:
		r.notYAML(err)
	case len(tree.Docs) != 1 || tree.Docs[0].Body == nil:
		r.findings = append(r.findings, finding{
			text: "A file of rules is one list of rules; this one is empty or holds several documents.",
			fix:  "Begin with the line \"rules:\".",
		})
	default:
		r.pack(&p, tree.Docs[0].Body)
	}
	if len(r.findings) == 0 {
		return p, nil
	}
	slices.SortStableFunc(r.findings, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	faulty := &FileError{File: file}
	for _, f := range r.findings {
		faulty.Findings = append(faulty.Findings, planner.Finding{
			Code: CodeRules, Severity: planner.Error, Where: r.place(f.line, f.column), Text: f.text, Fix: f.fix,
		})
	}
	return Pack{}, faulty
}

// reader turns YAML into a pack and collects what is wrong with it.
type reader struct {
	file     string
	language targets.Reader
	findings []finding
}

// finding is something wrong, at a line and column or, where these are 0, in the
// whole file.
type finding struct {
	line, column int
	text, fix    string
}

func (r *reader) say(n ast.Node, text, fix string) {
	line, column := position(n)
	r.findings = append(r.findings, finding{line, column, text, fix})
}

func (r *reader) place(line, column int) planner.Ref {
	where := planner.Ref{File: r.file}
	if line > 0 {
		where.Cell = fmt.Sprintf("line %d, column %d", line, column)
	}
	return where
}

// position is where a node begins.
func position(n ast.Node) (line, column int) {
	switch x := n.(type) { // of a mapping the library names the first colon
	case *ast.MappingNode:
		if len(x.Values) > 0 {
			n = x.Values[0].Key
		}
	case *ast.MappingValueNode:
		n = x.Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		line, column = t.Position.Line, t.Position.Column
	}
	return line, column
}

// notYAML reports what the library says, "[2:1] found …" and then an excerpt.
func (r *reader) notYAML(err error) {
	f := finding{fix: "Indent with spaces, and put texts that hold a colon or begin with a mark between quotes."}
	first, _, _ := strings.Cut(err.Error(), "\n")
	if n, _ := fmt.Sscanf(first, "[%d:%d]", &f.line, &f.column); n == 2 {
		_, first, _ = strings.Cut(first, "] ")
	}
	f.text = "The file is not valid YAML: " + first + "."
	r.findings = append(r.findings, f)
}

// key is one key of a mapping, and what is done with its value.
type key struct {
	name string
	set  func(ast.Node)
}

// mapping hands the values of a mapping to their keys, in the order of these, and
// returns the nodes by key. A key that is not known, or given twice, is reported.
func (r *reader) mapping(n ast.Node, what string, keys []key) map[string]ast.Node {
	at := make(map[string]ast.Node)
	var pairs []*ast.MappingValueNode
	switch x := n.(type) {
	case *ast.MappingNode:
		pairs = x.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{x}
	default:
		r.say(n, what+" is written as lines of the form \"key: value\".", "Write for example \""+keys[0].name+": …\".")
		return at
	}
	for _, pair := range pairs {
		name := strings.Trim(pair.Key.String(), `"'`)
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		switch {
		case i < 0:
			r.say(pair.Key, fmt.Sprintf("There is no key %q in %s.", name, strings.ToLower(what)), nearKey(name, keys))
		case at[name] != nil:
			r.say(pair.Key, fmt.Sprintf("The key %q is given twice.", name), "Delete one of the two.")
		default:
			at[name] = pair.Value
		}
	}
	for _, k := range keys {
		if v := at[k.name]; v != nil {
			k.set(v)
		}
	}
	return at
}

// nearKey is the key that was meant, or else all there are.
func nearKey(name string, keys []key) string {
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	return meant(name, names)
}

// meant is "Did you mean …?", or, where nothing is near, the list of what there is.
func meant(name string, among []string) string {
	if near, ok := vocabulary.Closest(name, among); ok {
		return fmt.Sprintf("Did you mean %q?", near)
	}
	return "Use one of: " + strings.Join(among, ", ") + "."
}

// scalar is the text of a single value; false, and a finding, for a list or mapping.
func (r *reader) scalar(n ast.Node) (string, bool) {
	switch x := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(x.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(x.Value.Value), true
	case *ast.NullNode:
		return "", true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	r.say(n, "One value is expected here.", "Write it out as a single text or number.")
	return "", false
}

func (r *reader) text(to *string) func(ast.Node) {
	return func(n ast.Node) { *to, _ = r.scalar(n) }
}

// word reads one of a few words; what names them.
func (r *reader) word(what string, to *string, allowed ...string) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n)
		switch {
		case !ok:
		case !slices.Contains(allowed, s):
			r.say(n, fmt.Sprintf("%q is no %s.", s, what), meant(s, allowed))
		default:
			*to = s
		}
	}
}

// texts reads a list; a single value is a list of one.
func (r *reader) texts(to *[]string) func(ast.Node) {
	return func(n ast.Node) {
		items := []ast.Node{n}
		if list, ok := n.(*ast.SequenceNode); ok {
			items = list.Values
		}
		for _, item := range items {
			if s, ok := r.scalar(item); ok && s != "" {
				*to = append(*to, s)
			}
		}
	}
}

func (r *reader) number(to *int) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n)
		if !ok {
			return
		}
		x, err := strconv.Atoi(s)
		if err != nil || x < 0 {
			r.say(n, fmt.Sprintf("%q is not a whole number.", s), "Write a number such as 3.")
			return
		}
		*to = x
	}
}

func (r *reader) bound(to **int) func(ast.Node) {
	return func(n ast.Node) {
		var x int
		before := len(r.findings)
		if r.number(&x)(n); len(r.findings) == before {
			*to = &x
		}
	}
}

func (r *reader) share(text *string, to *planner.Ratio) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n)
		if !ok {
			return
		}
		share, ok := parseShare(s)
		if !ok {
			r.say(n, fmt.Sprintf("%q is not a share.", s), "Write a share such as 40 % or 1/3.")
			return
		}
		*text, *to = s, share
	}
}

// each hands the items of a list to a reader.
func (r *reader) each(what string, read func(ast.Node)) func(ast.Node) {
	return func(n ast.Node) {
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			r.say(n, what+" are a list.", "Begin each with \"-\", indented below the key.")
			return
		}
		for _, item := range list.Values {
			read(item)
		}
	}
}
