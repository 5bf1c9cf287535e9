// Package differences says in which fields a stored plan.json differs from the one that is
// made again of its inputs: fields by their path, and people who sit elsewhere by name.
package differences

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/term"
)

// mostDifferences is how many differences are listed.
const mostDifferences = 25

// Say writes the first of a list of differences, one a line, and how many more there are.
func Say(w io.Writer, list []string) {
	for _, d := range list[:min(len(list), mostDifferences)] {
		fmt.Fprintf(w, "    %s\n", d)
	}
	if more := len(list) - mostDifferences; more > 0 {
		fmt.Fprintf(w, "    and %d more\n", more)
	}
}

// Of names every field in which a stored plan.json differs from the one made
// again, people who sit elsewhere first: "seat of P014: the plan says G02, the inputs
// give G03".
func Of(stored, again []byte) []string {
	var a, b any
	for _, x := range []struct {
		data []byte
		into *any
	}{{stored, &a}, {again, &b}} {
		d := json.NewDecoder(bytes.NewReader(x.data))
		d.UseNumber()
		if err := d.Decode(x.into); err != nil {
			return []string{"it cannot be read: " + err.Error()}
		}
	}
	f := &fieldDiff{}
	f.seats(a, b)
	f.walk("", a, b)
	return f.list
}

type fieldDiff struct{ list []string }

func (f *fieldDiff) say(what string, says, gives any) {
	text := fmt.Sprintf("%s: the plan says %s, the inputs give %s", what, inShort(says), inShort(gives))
	f.list = append(f.list, text)
}

// inShort is a value of JSON on one line.
func inShort(v any) string {
	if v == nil {
		return "nothing"
	}
	if s, ok := v.(string); ok {
		return term.Shorten(s, 60)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return term.Shorten(string(data), 60)
}

// seats names the people whose groups differ.
func (f *fieldDiff) seats(a, b any) {
	said, given := seatsIn(a), seatsIn(b)
	for _, id := range sortedIDs(said, given) {
		x, y := strings.Join(said[id], ", "), strings.Join(given[id], ", ")
		if x != y {
			f.say("seat of "+id, orNothing(x), orNothing(y))
		}
	}
}

func orNothing(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// seatsIn are the groups by person.
func seatsIn(plan any) map[string][]string {
	out := make(map[string][]string)
	for _, g := range listAt(fieldOf(fieldOf(plan, "groups"), "groups")) {
		for _, m := range listAt(fieldOf(g, "members")) {
			id := fmt.Sprint(fieldOf(m, "id"))
			out[id] = append(out[id], fmt.Sprint(fieldOf(g, "id")))
		}
	}
	return out
}

func fieldOf(v any, key string) any {
	m, _ := v.(map[string]any)
	return m[key]
}

func listAt(v any) []any {
	l, _ := v.([]any)
	return l
}

func sortedIDs[V any](maps ...map[string]V) []string {
	var ids []string
	for _, m := range maps {
		for id := range m {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// walk compares two values field by field. Lists of things with names are compared by
// name, others by place.
func (f *fieldDiff) walk(path string, a, b any) {
	x, y := parts(a), parts(b)
	if x == nil || y == nil {
		if !reflect.DeepEqual(a, b) {
			f.say(path, a, b)
		}
		return
	}
	for _, key := range sortedIDs(x, y) {
		at := key
		if path != "" && !strings.HasPrefix(key, "[") {
			at = "." + key
		}
		_, inX := x[key]
		_, inY := y[key]
		if inX != inY && strings.HasSuffix(path, ".members") {
			continue // the seats tell it
		}
		f.walk(path+at, x[key], y[key])
	}
	if l, m := listAt(a), listAt(b); len(l) == len(m) {
		for k := range l {
			if name := nameIn(l[k]); name != nameIn(m[k]) && slices.Contains(sortedIDs(x), name) {
				f.say(path+", place "+fmt.Sprint(k+1), name, nameIn(m[k]))
				return
			}
		}
	}
}

// parts are the fields of an object, or the things of a list by "[name]" or "[3]"; nil
// for anything else.
func parts(v any) map[string]any {
	if m, ok := v.(map[string]any); ok {
		return m
	}
	list, ok := v.([]any)
	if !ok {
		return nil
	}
	out := make(map[string]any, len(list))
	for k, x := range list {
		name := nameIn(x)
		if _, taken := out[name]; taken || name == "" {
			name = fmt.Sprintf("[%d]", k+1)
		}
		out[name] = x
	}
	return out
}

// nameIn is what a thing in a list is called by, in brackets; "" where it has no name.
func nameIn(v any) string {
	for _, key := range []string{"id", "person", "key", "file"} {
		if s, ok := fieldOf(v, key).(string); ok && s != "" {
			return "[" + s + "]"
		}
	}
	return ""
}
