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
