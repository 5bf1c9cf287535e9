// Package suggest finds what was meant by a name that is none: a command, an option, one
// of a few values, a person, an issue, a file.
//
// A name is meant if it is the same but for case, signs and accents; else if it alone
// begins as it was typed, or is the beginning of what was typed (lang for language, french
// for fr); else if few slips lead to it (one, in a word of three letters or four). What is
// near in no such way is not guessed: a wrong guess is worse than a list. Nothing is ever
// done with a guess but to ask.
package suggest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/reports/messages"
)

// few is how many names are listed whole; of more only those near the one asked for.
const few = 12

// beginning is how many letters the beginning of a name has at least.
const beginning = 2

// Name is the known name that was most likely meant; false where none is near.
func Name(name string, known []string) (string, bool) {
	typed := vocabulary.Compact(name)
	var begin []string
	for _, k := range known {
		c := vocabulary.Compact(k)
		if c == typed {
			return k, true
		}
		if min(len(c), len(typed)) >= beginning && (strings.HasPrefix(c, typed) || strings.HasPrefix(typed, c)) {
			begin = append(begin, k)
		}
	}
	if len(begin) == 1 {
		return begin[0], true
	}
	if near, ok := vocabulary.Closest(name, known); ok {
		return near, true
	}
	return short(typed, known)
}

// short is the name that a word of three letters is one slip away from, where it is one name
// alone that begins with the same letter.
func short(typed string, known []string) (string, bool) {
	if len(typed) != 3 {
		return "", false
	}
	found := ""
	for _, k := range known {
		if c := vocabulary.Compact(k); strings.HasPrefix(c, typed[:1]) && vocabulary.Distance(typed, c) == 1 {
			if found != "" {
				return "", false
			}
			found = k
		}
	}
	return found, found != ""
}

// Question asks for the name that was most likely meant: `did you mean "heads"?`; it is
// empty where none is near.
func Question(name string, known []string) string {
	near, ok := Name(name, known)
	if !ok {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", near)
}

// Labelled is the [Hint] where what is known has labels such as "G01 Access": an ID, which may be
// asked for as G1, and a name.
func Labelled(name string, labels []string) string {
	names := make([]string, len(labels))
	for i, label := range labels {
		var id string
		id, names[i], _ = strings.Cut(label, " ")
		if vocabulary.Compact(unpadded(id)) == vocabulary.Compact(unpadded(name)) {
			return fmt.Sprintf("did you mean %q?", label)
		}
	}
	if near, ok := Name(name, names); ok {
		return fmt.Sprintf("did you mean %q?", labels[slices.Index(names, near)])
	}
	return Hint(name, labels)
}

// unpadded is an ID without the zeros in front of its number: G1 for G01.
func unpadded(id string) string {
	letters := strings.TrimRight(id, "0123456789")
	return letters + strings.TrimLeft(id[len(letters):], "0")
}

// Hint asks for what was most likely meant, else for those that share a word with the name,
// else lists what is known, where it is not too much.
func Hint(name string, known []string) string {
	if q := Question(name, known); q != "" {
		return q
	}
	var like []string
	for _, k := range known {
		for _, word := range strings.Fields(vocabulary.Fold(name)) {
			if strings.Contains(vocabulary.Fold(k), word) && !slices.Contains(like, k) {
				like = append(like, k)
			}
		}
	}
	switch {
	case len(like) > 0 && len(like) <= few:
		return "did you mean " + messages.English().Or(like) + "?"
	case len(known) <= few:
		return "known: " + strings.Join(known, separator(known))
	default:
		return fmt.Sprintf("none of the %d is called so; roundtable inspect lists them", len(known))
	}
}

// separator stands between names, of which some may have commas.
func separator(names []string) string {
	if slices.ContainsFunc(names, func(n string) bool { return strings.ContainsAny(n, ", ") }) {
		return "; "
	}
	return ", "
}

// File says of a path that is no file what may be meant: a file of nearly that name in the
// same folder, or the files of the folder that it is. It is empty where it is a file, or
// nothing is near. Readable are the endings of files that could be meant.
func File(path string, readable []string) string {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		inside := filesIn(path, readable)
		if len(inside) == 0 {
			return "there is no file in it that could be read"
		}
		return "name the files in it, such as " + filepath.Join(path, inside[0])
	case err == nil:
		return ""
	}
	beside := filesIn(filepath.Dir(path), readable)
	if near, ok := vocabulary.Closest(filepath.Base(path), beside); ok {
		return fmt.Sprintf("did you mean %s?", filepath.Join(filepath.Dir(path), near))
	}
	stem := func(name string) string { return vocabulary.Compact(strings.TrimSuffix(name, filepath.Ext(name))) }
	for _, name := range beside { // the right name with another ending, or none
		if stem(name) == stem(filepath.Base(path)) {
			return fmt.Sprintf("did you mean %s?", filepath.Join(filepath.Dir(path), name))
		}
	}
	return ""
}

// filesIn are the names of files in a folder that have one of the endings.
func filesIn(folder string, endings []string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) {
			out = append(out, e.Name())
		}
	}
	return out
}
