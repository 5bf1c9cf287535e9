package messages

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"text/template/parse"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

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
	form bool     // the form of a finding is written out
	open bool     // the parameters are not written out at that place
	mend bool     // an error, of which a reader must be told what would be right
	at   token.Position
}

// TestFactsOfFindings shows facts as a sentence does.
func TestFactsOfFindings(t *testing.T) {
	number := map[string]int{"a": 3, "b": 1, "c": 1}
	for _, tc := range []struct {
		fact any
		want string
	}{
		{planner.Quoted{"a", "b", "c"}, `"a", "b" and "c"`},
		{planner.QuotedOr{"a", "b"}, `"a" or "b"`},
		{planner.ValuesOf{Dimension: planner.Gender, Texts: []string{"woman", "a"}}, `"woman" and "a"`},
		{planner.OneOf{"a", "b"}, "a or b"},
		{planner.QuotedSome{Texts: []string{"a", "b", "c"}, Shown: 2}, `"a" and "b" and 1 more`},
		{planner.QuotedSome{Texts: []string{"a", "b"}, Shown: 2}, `"a" and "b"`},
		{planner.Tallies{Texts: []string{"a", "b", "c"}, Number: number, Shown: 2}, `"a" (3), "b" (1), and 1 more`},
		{planner.ColumnName{Header: "UN Group", Letter: "C"}, `"UN Group" (C)`},
		{planner.ColumnName{Letter: "C"}, "C"},
		{planner.Separate{Texts: []string{"a", "b", "c"}, Shown: 2}, "a; b; and 1 more"},
		{[]planner.CountOf{{Kind: "confirmed", N: 3}, {Kind: "unsaid", N: 1}}, "3 confirmed, 1 without a word"},
		{planner.ValueName(planner.CivilSociety), "Civil Society"},
		{planner.Stakeholder, "stakeholder group"},
		{planner.Dimension("shirt size"), "shirt size"},
	} {
		got, err := English().say("list.comma", Args{"before": tc.fact, "item": "!"})
		if want := tc.want + ", !"; err != nil || got != want {
			t.Errorf("%v: got %q, %v; want %q", tc.fact, got, err, want)
		}
	}
}

// TestEveryMessageIsSaidAsItIsWritten reads the program: each message that code
// says is in the catalogue, is given the parameters its text asks for, no fewer
// and no more, and the catalogue holds nothing that nobody says.
func TestEveryMessageIsSaidAsItIsWritten(t *testing.T) {
	want := parameters(t, "en")
	said := map[string]bool{
		"list.comma": true, "list.semicolon": true, "list.and": true, "list.or": true,
		"list.and-alike": true, "list.or-alike": true,
	}
	for _, u := range uses(t) {
		if prefix, ok := strings.CutSuffix(u.code, "*"); ok { // one of several, chosen by a value
			for code := range want {
				said[code] = said[code] || strings.HasPrefix(code, prefix)
			}
			continue
		}
		codes := []string{u.code}
		if strings.HasPrefix(u.code, "finding.") && !u.form && want[u.code+".text"] == nil {
			found := strings.Contains(u.at.Filename, "importers") // its form, or its words, may be chosen elsewhere
			for code := range want {
				if strings.HasPrefix(code, u.code+".") {
					said[code], found = true, true
				}
			}
			if !found {
				t.Errorf("%s: there is no message %q", u.at, u.code)
			}
			continue
		}
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
	for pattern, prefix := range map[string]string{"../html/*.tmpl": "page.", "../xlsx/*.go": "sheet."} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`say[ (]"([a-z-]*[a-z])"`).FindAllStringSubmatch(string(data), -1) {
				if want[prefix+m[1]] == nil {
					t.Errorf("%s says %q, which is no message", name, prefix+m[1])
				}
			}
		}
	}
	writers := []string{"value.", "meaning.", "page.", "sheet.", "state.", "tab.", "date.", "month."} // said by names that are put together
	for _, code := range slices.Sorted(maps.Keys(want)) {
		if !said[code] && !slices.ContainsFunc(writers, func(p string) bool { return strings.HasPrefix(code, p) }) {
			t.Errorf("nobody says the message %q", code)
		}
	}
}

// TestEveryLanguageSaysTheSame holds each translation against English: the same
// messages with the same parameters, in all the plural forms that whole numbers need.
func TestEveryLanguageSaysTheSame(t *testing.T) {
	want := parameters(t, "en")
	for _, tag := range Languages() {
		t.Run(tag, func(t *testing.T) {
			got := parameters(t, tag)
			for code, names := range want {
				has, ok := got[code]
				if !ok && !strings.HasPrefix(code, "value.") {
					t.Errorf("%s is not said", code)
					continue
				}
				for name := range names {
					if ok && !has[name] && name != "n" {
						t.Errorf("%s leaves out %q", code, name)
					}
				}
			}
			for code, names := range got {
				if _, ok := want[code]; !ok && !strings.HasPrefix(code, "value.") {
					t.Errorf("%s is said in no other language", code)
				}
				for name := range names {
					if want[code] != nil && !want[code][name] {
						t.Errorf("%s has the parameter %q, which it is not given", code, name)
					}
				}
			}
		})
	}
}

// forms are the plural forms that the whole numbers to 10,000 have in a language.
func forms(tag string) []string {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
		plural.Other: "other",
	}
	out := map[string]bool{"other": true} // what everything falls back to
	for n := range 10_001 {
		out[names[plural.Cardinal.MatchPlural(language.MustParse(tag), n, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(out))
}

// parameters lists the parameters of each message of a language. A message with
// plural forms has all the forms the language needs, and the parameter n.
func parameters(t *testing.T, tag string) map[string]map[string]bool {
	t.Helper()
	out := make(map[string]map[string]bool)
	forms := forms(tag)
	var walk func(path string, node any)
	walk = func(path string, node any) {
		switch x := node.(type) {
		case string:
			if out[path] != nil {
				t.Errorf("%s stands twice", path)
			}
			out[path] = fields(t, path, x)
		case map[string]any:
			if _, plural := x["other"]; plural {
				if have := slices.Sorted(maps.Keys(x)); !slices.Equal(have, forms) {
					t.Errorf("%s: has the forms %v, the language %v", path, have, forms)
				}
				names := map[string]bool{"n": true}
				for form := range x {
					text, _ := x[form].(string)
					maps.Copy(names, fields(t, path, text))
				}
				if out[path] != nil {
					t.Errorf("%s stands twice", path)
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
	names, err := fs.Glob(files, "*."+tag+".yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no messages, %v", tag, err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		walk("", tree)
	}
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

// constants are the texts that have a name in the program, by "package.Name".
func constants(t *testing.T, roots []string) map[string]string {
	t.Helper()
	out := make(map[string]string)
	eachFile(t, roots, func(f *ast.File) {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				continue
			}
			for _, s := range decl.Specs {
				spec := s.(*ast.ValueSpec)
				for i, name := range spec.Names {
					if i < len(spec.Values) {
						if text, ok := literal(spec.Values[i]); ok {
							out[f.Name.Name+"."+name.Name] = text
						}
					}
				}
			}
		}
	}, token.NewFileSet())
	return out
}

// eachFile reads the program below some folders, without its tests.
func eachFile(t *testing.T, roots []string, each func(*ast.File), files *token.FileSet) {
	t.Helper()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(files, path, nil, 0)
			if err == nil {
				each(f)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// uses finds, in the program without its tests, every call Say("code", …), every
// planner.Finding made of a code without words and every planner.Told.
func uses(t *testing.T) []use {
	t.Helper()
	var out []use
	files := token.NewFileSet()
	roots := []string{"../../cmd", "../../importers", "../../planner", "../../reports"}
	known := constants(t, roots)
	at := func(n ast.Node) token.Position { return files.Position(n.Pos()) }
	eachFile(t, roots, func(f *ast.File) {
		names := known
		if strings.Contains(at(f).Filename, "planner") {
			names = nil // it writes codes out, or words what it finds elsewhere
		}
		ast.Inspect(f, func(n ast.Node) bool {
			name, named := n.(*ast.Ident)
			if code, ok := known[f.Name.Name+"."+fmt.Sprint(name)]; named && ok && strings.Contains(at(n).Filename, "importers") {
				out = append(out, use{code: "finding." + code + ".*"}) // importers choose forms as they go
			}
			typed(n)
			if u, ok := useOf(n, f.Name.Name, names); ok {
				u.at = at(n)
				u.open = u.open || u.args == nil && strings.Contains(u.at.Filename, "importers") // given later
				out = append(out, u)
			}
			return true
		})
	}, files)
	if len(out) == 0 {
		t.Fatal("no message is said anywhere")
	}
	return out
}

// typed gives the elements of a list that is written out their type, which Go leaves out.
func typed(n ast.Node) {
	list, ok := n.(*ast.CompositeLit)
	if !ok {
		return
	}
	of, ok := list.Type.(*ast.ArrayType)
	for _, e := range list.Elts {
		if lit, is := e.(*ast.CompositeLit); ok && is && lit.Type == nil {
			lit.Type = of.Elt
		}
	}
}

func useOf(n ast.Node, pkg string, known map[string]string) (use, bool) {
	switch x := n.(type) {
	case *ast.CallExpr:
		if !says(x.Fun) || len(x.Args) != 2 {
			return use{}, false
		}
		code, ok := literal(x.Args[0])
		if sum, is := x.Args[0].(*ast.BinaryExpr); is && sum.Op == token.ADD {
			code, ok = literal(sum.X)
			code += "*"
		}
		u := use{code: code}
		u.args, u.open = keys(x.Args[1])
		return u, ok && isCode.MatchString(code)
	case *ast.CompositeLit:
		sel, ok := x.Type.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Finding" && sel.Sel.Name != "Told" {
			return use{}, false
		}
		fields := make(map[string]ast.Expr)
		for _, e := range x.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				fields[kv.Key.(*ast.Ident).Name] = kv.Value
			}
		}
		if sel.Sel.Name == "Told" {
			return told(fields)
		}
		code, ok := codeOf(fields["Code"], pkg, known)
		if !ok || fields["Text"] != nil {
			return use{}, false
		}
		form, ok := literal(fields["Form"])
		if ok {
			code += "." + form
		}
		severity, _ := fields["Severity"].(*ast.SelectorExpr)
		u := use{code: "finding." + code, form: ok, mend: severity != nil && severity.Sel.Name == "Error"}
		if args := fields["Args"]; args != nil {
			u.args, u.open = keys(args)
		}
		return u, true
	}
	return use{}, false
}

// told is what a fact with words of its own says; several where its code is put together.
func told(fields map[string]ast.Expr) (use, bool) {
	code, ok := literal(fields["Code"])
	if sum, is := fields["Code"].(*ast.BinaryExpr); is {
		code, ok = literal(sum.X)
		code += "*"
	}
	u := use{code: "told." + code}
	if args := fields["Args"]; args != nil {
		u.args, u.open = keys(args)
	}
	return u, ok
}

// codeOf is the code of a finding: written there, or by its name.
func codeOf(e ast.Expr, pkg string, known map[string]string) (string, bool) {
	switch x := e.(type) {
	case *ast.Ident:
		code, ok := known[pkg+"."+x.Name]
		return code, ok
	case *ast.SelectorExpr:
		if in, ok := x.X.(*ast.Ident); ok {
			code, ok := known[in.Name+"."+x.Sel.Name]
			return code, ok
		}
	}
	return literal(e)
}

// isCode tells codes of messages from what commands say and from names of files.
var isCode = regexp.MustCompile(`^[a-z0-9-]+\.[a-z0-9.*-]+$`)

// says reports whether a function is Say, or say as it is called for short.
func says(fun ast.Expr) bool {
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name == "Say" || f.Sel.Name == "Write"
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

// What is to be copied into a command line holds no sign that is not seen, and stands apart
// as a whole; what stands apart already does so once. Decimals are set as the language does.
func TestArabicIsolates(t *testing.T) {
	fsys := fstest.MapFS{"x.ar.yaml": {Data: []byte(
		"map: \"صحح الخلايا أو استعمل --map '{{.from}}={{.to}}'.\"\n" +
			"names: \"الحاضرون: {{.who}}\"\nlist:\n  and: \"{{.before}} و{{.item}}\"\n" +
			"off: \"الفارق {{.off}}\"\n")}}
	c, err := Read(fsys, "ar")
	if err != nil {
		t.Fatal(err)
	}
	for want, got := range map[string]string{
		"صحح الخلايا أو استعمل \u2068--map 'Gov=Government'\u2069.": c.Say("map", Args{"from": "Gov", "to": "Government"}),
		"الحاضرون: \u2068Ana\u2069 و\u2068Ben\u2069":                c.Say("names", Args{"who": c.And([]string{"Ana", "Ben"})}),
		"الفارق 0.012": c.Say("off", Args{"off": 0.0123}),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := must("fr").Say("finding.raking-not-converged.text", Args{"off": 0.0123, "rounds": 2}); !strings.Contains(got, "0,012") {
		t.Errorf("decimals in French: %q", got)
	}
}
