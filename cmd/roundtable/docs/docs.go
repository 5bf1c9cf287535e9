// Package docs is the manual: a page a topic, written in Markdown, for a browser and for
// a terminal (roundtable help TOPIC).
//
// The first part of a page is written by hand. What can be read off the program stands
// below [Mark] and is written anew by make docs: options, settings, findings, the keys of
// JSON, rule packs, and the methods as their packages state them. A test holds the pages
// to the program.
package docs

import (
	"embed"
	"regexp"
	"strings"
)

// Mark is the line below which a page is written by the program.
const Mark = "<!-- From here on written by make docs. -->\n"

// Topic is a page of the manual.
type Topic struct {
	Name string
	// About says in a line what it is about: the first heading of the page.
	About string
}

// Topics are all pages, the first to read first.
func Topics() []Topic {
	names := []string{
		"tutorial", "inputs", "targets", "rules", "editions", "publish", "groups", "agenda", "lottery", "method",
		"commands", "settings", "findings", "json",
	}
	list := make([]Topic, len(names))
	for i, name := range names {
		head, _, _ := strings.Cut(Page(name), "\n")
		list[i] = Topic{Name: name, About: strings.TrimPrefix(head, "# ")}
	}
	return list
}

// most is how many pages are named at most for a word.
const most = 3

// About are the pages that are about a word: those with a heading that has it, else those that
// have it in what is written by hand, else anywhere; a few of them.
func About(word string) []string {
	whole, err := regexp.Compile(`(?i)(?:^|[^\pL\pN])` + regexp.QuoteMeta(word) + `s?(?:$|[^\pL\pN])`)
	if err != nil || word == "" {
		return nil // no text
	}
	heading := regexp.MustCompile(`(?m)^#.*$`)
	for _, part := range []func(page string) string{
		func(page string) string { return strings.Join(heading.FindAllString(page, -1), "\n") },
		func(page string) string { head, _, _ := strings.Cut(page, Mark); return head },
		func(page string) string { return page },
	} {
		var found []string
		for _, t := range Topics() {
			if len(found) < most && whole.MatchString(part(Page(t.Name))) {
				found = append(found, t.Name)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

//go:embed *.md
var pages embed.FS

// Page is the page of a topic in Markdown; empty where there is none.
func Page(topic string) string {
	text, err := pages.ReadFile(topic + ".md")
	if err != nil {
		return "" // no such topic
	}
	return string(text)
}
