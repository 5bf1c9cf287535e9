package importers

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"roundtable/importers/internal/yamlfile"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// settingsReader reads settings from sheets and files.
type settingsReader struct {
	found *findings
	known []string // the keys there are; none: every key is taken
	lists []string // those of which several values add up
	into  *[]planner.Setting

	limits table.Limits
}

func (r *reading) settings() *settingsReader {
	return &settingsReader{r.found, r.opts.KnownSettings, r.opts.ListSettings, &r.meeting.Settings, r.opts.Table.Limits}
}

// sheet reads a sheet of keys and values.
func (r *settingsReader) sheet(v *sheetView) {
	key, value := v.Column(vocabulary.Key), v.Column(vocabulary.ValueOf)
	for _, row := range v.Body {
		k := key.Text(row)
		if k == "" {
			continue
		}
		r.add(planner.Setting{Key: k, Value: value.Text(row), Where: v.Ref(key.At(row))})
	}
}

// add takes a setting if its key is known; of two with the same key the
// later one counts, but those of a list add up.
func (r *settingsReader) add(s planner.Setting) {
	if name, ok := r.knownKey(s.Key); ok {
		s.Key = name
	} else {
		r.found.add(suggesting(planner.Finding{
			Code: CodeSettingUnknown, Form: "key", Severity: planner.Error, Where: s.Where, Seen: s.Key,
			Args: facts{"key": clip(s.Key), "known": strings.Join(r.known, ", ")},
		}, s.Key, r.known))
		return
	}
	for i := range *r.into {
		old := &(*r.into)[i]
		if old.Key == s.Key && slices.Contains(r.lists, s.Key) {
			old.Value += "\n" + s.Value
			return
		}
		if old.Key == s.Key {
			if old.Value != s.Value {
				r.found.add(planner.Finding{
					Code: CodeSettingRepeated, Severity: planner.Warning, Where: s.Where,
					Also: []planner.Ref{old.Where}, Seen: s.Key,
					Args: facts{"key": clip(s.Key), "counts": clip(s.Value), "not": clip(old.Value)},
				})
			}
			*old = s
			return
		}
	}
	*r.into = append(*r.into, s)
}

// knownKey returns the known key that equals the given one whatever its
// case and punctuation. Without a list of known keys every key is taken.
func (r *settingsReader) knownKey(key string) (string, bool) {
	if len(r.known) == 0 {
		return key, true
	}
	for _, k := range r.known {
		if vocabulary.Compact(k) == vocabulary.Compact(key) {
			return k, true
		}
	}
	for _, k := range r.known {
		if vocabulary.List("settings/" + k).Is(key) {
			return k, true
		}
	}
	return "", false
}

// readSettingsFile reads a YAML file named with --settings.
func (r *reading) readSettingsFile(in Input) error {
	data, err := readSmall(in, r.opts.Table.Limits)
	f := &fileView{name: in.file(), format: "yaml", kind: sheet.Settings}
	r.files = append(r.files, f)
	if err != nil {
		f.refused = err.Error()
		r.found.add(fileFinding(in.file(), err))
		return unreadable{err}
	}
	addSource(r, in.file(), data)
	r.settings().yaml(in.file(), data)
	return nil
}

// readSmall reads a file of settings, and not much more of one that is too large.
func readSmall(in Input, limits table.Limits) ([]byte, error) {
	most := limits.Most(table.YAML)
	if in.Reader != nil {
		return io.ReadAll(io.LimitReader(in.Reader, most+1))
	}
	return table.ReadSmall(in.Path, most)
}

// yaml reads settings from YAML: a mapping of keys to scalars, or to lists of scalars, whose
// value has a line for each. A mapping inside gives keys joined by a dot where such are known
// ("groups.size"); else it is a list of what it maps: "map:" with "Region: UN Group" below it is
// the line "Region=UN Group". Everything that is not understood is an error with its line and
// column.
func (r *settingsReader) yaml(name string, data []byte) {
	file, err := yamlfile.Parse(r.limits, name, data)
	if over := (*table.LimitError)(nil); errors.As(err, &over) {
		r.found.add(fileFinding(name, err))
		return
	}
	if err != nil {
		f := planner.Finding{
			Code: CodeYAML, Severity: planner.Error, Where: planner.Ref{File: name},
			Form: "invalid", Args: facts{"why": sentence(yamlMessage(err))},
		}
		f.Where.Cell = yamlPlace(err)
		r.found.add(f)
		return
	}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		r.node(name, "", doc.Body)
	}
}

func (r *settingsReader) node(name, prefix string, n ast.Node) {
	switch x := n.(type) {
	case *ast.MappingNode:
		for _, v := range x.Values {
			r.pair(name, prefix, v)
		}
	case *ast.MappingValueNode:
		r.pair(name, prefix, x)
	default:
		r.found.add(planner.Finding{
			Code: CodeYAML, Severity: planner.Error, Where: yamlRef(name, n), Seen: n.String(),
			Form: "lines",
		})
	}
}

func (r *settingsReader) pair(name, prefix string, x *ast.MappingValueNode) {
	key := prefix + yamlKey(x)
	switch v := x.Value.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		within := func(k string) bool { return strings.HasPrefix(k, key+".") }
		if len(r.known) == 0 || slices.ContainsFunc(r.known, within) {
			r.node(name, key+".", v)
			return
		}
	}
	r.add(planner.Setting{Key: key, Value: strings.Join(yamlItems(x.Value), "\n"), Where: yamlRef(name, x.Key)})
}

func yamlKey(x *ast.MappingValueNode) string { return strings.Trim(x.Key.String(), `"'`) }

// yamlItems are the scalars of a list, and what a mapping maps as KEY=VALUE.
func yamlItems(n ast.Node) []string {
	var out []string
	switch x := n.(type) {
	case *ast.SequenceNode:
		for _, item := range x.Values {
			out = append(out, yamlItems(item)...)
		}
	case *ast.MappingNode:
		for _, v := range x.Values {
			out = append(out, yamlItems(v)...)
		}
	case *ast.MappingValueNode:
		for _, v := range yamlItems(x.Value) {
			out = append(out, yamlKey(x)+"="+v)
		}
	default:
		out = append(out, yamlScalar(n))
	}
	return out
}

func yamlScalar(n ast.Node) string {
	switch x := n.(type) {
	case *ast.StringNode:
		return x.Value
	case *ast.NullNode:
		return ""
	case *ast.LiteralNode:
		return strings.TrimSpace(x.Value.Value)
	}
	return strings.TrimSpace(n.GetToken().Value)
}

func yamlRef(name string, n ast.Node) planner.Ref {
	ref := planner.Ref{File: name}
	if t := n.GetToken(); t != nil && t.Position != nil {
		ref.Cell = "line " + strconv.Itoa(t.Position.Line) + ", column " + strconv.Itoa(t.Position.Column)
	}
	return ref
}

// yamlMessage is the first line of the library's message, without its "[1:2]".
func yamlMessage(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	if _, rest, ok := strings.Cut(first, "] "); ok {
		return rest
	}
	return first
}

// yamlPlace turns the "[line:column]" of the library's message into words.
func yamlPlace(err error) string {
	place, _, ok := strings.Cut(strings.TrimPrefix(err.Error(), "["), "]")
	line, col, ok2 := strings.Cut(place, ":")
	if !ok || !ok2 {
		return ""
	}
	return "line " + line + ", column " + col
}

// isYAML reports whether a text reads as settings: every line of the
// form "key: value" with a known key first.
func (r *settingsReader) isYAML(text string) bool {
	if len(r.known) == 0 || int64(len(text)) > r.limits.Most(table.YAML) {
		return false
	}
	keys, known := 0, 0
	for line := range strings.Lines(text) {
		if t := strings.TrimSpace(line); t == "" || strings.HasPrefix(t, "#") || line[0] == ' ' || line[0] == '-' {
			continue
		}
		key, _, ok := strings.Cut(line, ":")
		if !ok {
			return false
		}
		keys++
		if slices.ContainsFunc(r.known, func(k string) bool {
			return vocabulary.Compact(k) == vocabulary.Compact(key) ||
				strings.HasPrefix(vocabulary.Compact(k), vocabulary.Compact(key)) && strings.HasPrefix(k, key+".")
		}) {
			known++
		}
	}
	return known > 0 && known*2 > keys
}
