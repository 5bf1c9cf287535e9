package messages

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/goccy/go-yaml"

	"roundtable/planner"
)

func TestSay(t *testing.T) {
	c := English()
	for _, tc := range []struct {
		items any
		want  string
	}{
		{[]string{}, ""},
		{[]string{"a"}, "a"},
		{[]string{"a", "b"}, "a and b"},
		{[]string{"a", "b", "c"}, "a, b and c"},
		{Or{"a", "b", "c"}, "a, b or c"},
		{Plain{"a", "b", "c"}, "a, b, c"},
	} {
		got, err := c.say("list.comma", Args{"before": tc.items, "item": "!"})
		if want := tc.want + ", !"; err != nil || got != want {
			t.Errorf("%v: got %q, %v; want %q", tc.items, got, err, want)
		}
	}
}

// A fault of the program is seen and not passed over.
func TestSayNamesWhatIsMissing(t *testing.T) {
	for code, args := range map[string]Args{"no.such.message": nil, "list.and": {"before": "a"}} {
		if got := English().Say(code, args); !strings.HasPrefix(got, "["+code) {
			t.Errorf("%s: got %q; want the code in brackets", code, got)
		}
	}
}

func TestFinding(t *testing.T) {
	own := planner.Finding{Code: "cut-short", Text: "own words", Fix: "own remedy"}
	if text, fix := English().Finding(&own); text != own.Text || fix != own.Fix {
		t.Errorf("a finding with words of its own says %q, %q", text, fix)
	}
	coded := planner.Finding{
		Code: "reference-too-few-people",
		Args: map[string]any{"n": 1, "reference": "equal parts", "enough": 20},
	}
	want := `1 person was not compared with "equal parts": a comparison says something from 20 people on`
	if text, fix := English().Finding(&coded); text != want || fix != "" {
		t.Errorf("got %q, %q; want %q and no remedy", text, fix, want)
	}
}

// A remedy that is the same for one and for many is written once, and said for one too.
func TestOneFormForEveryNumber(t *testing.T) {
	for _, n := range []int{1, 2} {
		f := planner.Finding{Code: "ballot-without-participant", Args: map[string]any{"n": n, "of": 43}}
		text, fix := English().Finding(&f)
		if strings.Contains(text+fix, "[") || fix == "" || strings.Contains(text, "belongs") != (n == 1) {
			t.Errorf("%d: %q, %q", n, text, fix)
		}
	}
}

// use is one place of the program that says a message.
type use struct {
	code string
	args []string // names of the parameters given; nil where they are not written out
	open bool     // the parameters are not written out at that place
	mend bool     // an error, of which a reader must be told what would be right
	at   token.Position
}

// TestEveryMessageIsSaidAsItIsWritten reads the program: each message that code
// says is in the catalogue, is given the parameters its text asks for, no fewer
// and no more, and the catalogue holds nothing that nobody says.
func TestEveryMessageIsSaidAsItIsWritten(t *testing.T) {
	want := parameters(t, "en.yaml")
	said := map[string]bool{"list.comma": true, "list.and": true, "list.or": true}
	for _, u := range uses(t) {
		codes := []string{u.code}
		if strings.HasPrefix(u.code, "finding.") {
			codes = []string{u.code + ".text"}
			if _, ok := want[u.code+".fix"]; ok || u.mend {
				codes = append(codes, u.code+".fix")
			}
		}
		needed := map[string]bool{}
		for _, code := range codes {
			said[code] = true
			names, ok := want[code]
			if !ok {
				t.Errorf("%s: there is no message %q", u.at, code)
			}
			for name := range names {
				needed[name] = true
			}
		}
		if u.open {
			continue
		}
		for _, name := range u.args {
			if !needed[name] {
				t.Errorf("%s: message %q has no parameter %q", u.at, u.code, name)
			}
		}
		for name := range needed {
			if !slices.Contains(u.args, name) {
				t.Errorf("%s: message %q needs the parameter %q", u.at, u.code, name)
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(want)) {
		if !said[code] {
			t.Errorf("nobody says the message %q", code)
		}
	}
}

// parameters lists the parameters of each message of a catalogue. A message with
// plural forms has all the forms the language needs, and the parameter n.
func parameters(t *testing.T, file string) map[string]map[string]bool {
	t.Helper()
	data, err := files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	out := make(map[string]map[string]bool)
	var walk func(path string, node any)
	walk = func(path string, node any) {
		switch x := node.(type) {
		case string:
			out[path] = fields(t, path, x)
		case map[string]any:
			if _, plural := x["other"]; plural {
				names := map[string]bool{"n": true}
				for _, form := range []string{"one", "other"} {
					text, ok := x[form].(string)
					if !ok {
						t.Errorf("%s: the form %q is missing", path, form)
					}
					maps.Copy(names, fields(t, path, text))
				}
				if len(x) != 2 {
					t.Errorf("%s: English has the forms one and other, not %v", path, slices.Sorted(maps.Keys(x)))
				}
				out[path] = names
				return
			}
			for key, child := range x {
				walk(strings.TrimPrefix(path+"."+key, "."), child)
			}
		default:
			t.Errorf("%s: a message is a text, not %T", path, node)
		}
	}
	walk("", tree)
	return out
}

// fields are the names between the braces of a text.
func fields(t *testing.T, path, text string) map[string]bool {
	t.Helper()
	trees, err := parse.Parse(path, text, "{{", "}}", map[string]any{"printf": 0, "eq": 0})
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[string]bool)
	var walk func(parse.Node)
	walk = func(node parse.Node) {
		switch x := node.(type) {
		case *parse.ListNode:
			if x != nil {
				for _, n := range x.Nodes {
					walk(n)
				}
			}
		case *parse.IfNode:
			walk(x.Pipe)
			walk(x.List)
			walk(x.ElseList)
		case *parse.ActionNode:
			walk(x.Pipe)
		case *parse.PipeNode:
			for _, command := range x.Cmds {
				for _, arg := range command.Args {
					walk(arg)
				}
			}
		case *parse.FieldNode:
			names[x.Ident[0]] = true
		}
	}
	if tree := trees[path]; tree != nil {
		walk(tree.Root)
	}
	return names
}

// uses finds, in the program without its tests, every call Say("code", …) and
// every planner.Finding made of a code without words.
func uses(t *testing.T) []use {
	t.Helper()
	var out []use
	files := token.NewFileSet()
	for _, root := range []string{"../../cmd", "../../planner", "../../reports"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				u, ok := useOf(n)
				if ok {
					u.at = files.Position(n.Pos())
					out = append(out, u)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) == 0 {
		t.Fatal("no message is said anywhere")
	}
	return out
}

func useOf(n ast.Node) (use, bool) {
	switch x := n.(type) {
	case *ast.CallExpr:
		if !says(x.Fun) || len(x.Args) != 2 {
			return use{}, false
		}
		code, ok := literal(x.Args[0])
		u := use{code: code}
		u.args, u.open = keys(x.Args[1])
		return u, ok
	case *ast.CompositeLit:
		sel, ok := x.Type.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Finding" {
			return use{}, false
		}
		fields := make(map[string]ast.Expr)
		for _, e := range x.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				fields[kv.Key.(*ast.Ident).Name] = kv.Value
			}
		}
		code, ok := literal(fields["Code"])
		if !ok || fields["Text"] != nil {
			return use{}, false
		}
		severity, _ := fields["Severity"].(*ast.SelectorExpr)
		u := use{code: "finding." + code, mend: severity != nil && severity.Sel.Name == "Error"}
		if args := fields["Args"]; args != nil {
			u.args, u.open = keys(args)
		}
		return u, true
	}
	return use{}, false
}

// says reports whether a function is Say, or say as it is called for short.
func says(fun ast.Expr) bool {
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name == "Say"
	case *ast.Ident:
		return f.Name == "say"
	}
	return false
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// keys are the names of a map that is written out; open where it is not.
func keys(e ast.Expr) (names []string, open bool) {
	switch x := e.(type) {
	case *ast.Ident:
		return nil, x.Name != "nil"
	case *ast.CompositeLit:
		for _, elt := range x.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				if name, ok := literal(kv.Key); ok {
					names = append(names, name)
				}
			}
		}
		return names, false
	}
	return nil, true
}
