// Package messages says facts in whole sentences, by code.
//
// The planner states what it found as a code with parameters; what a reader is
// told stands here, one catalogue a language (en.yaml), as whole sentences with
// the plural forms of the language (CLDR). None is put together from parts, so
// that each can be said in another language. Sentences that do not stand here yet
// are worded in package build.
//
// A message is a text with parameters in double braces, or one text for each
// plural form, chosen by the parameter n:
//
//	cut-short.fix: allow more time
//	ballots-unmatched:
//	  one: "{{.n}} ballot of {{.of}} belongs to nobody on the list"
//	  other: "{{.n}} ballots of {{.of}} belong to nobody on the list"
//
// Parameters are numbers, texts, or lists of texts, which are joined as a
// sentence does ("a, b and c"); an [Or] list with "or", a [Plain] list
// by commas alone.
package messages

import (
	"embed"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"roundtable/planner"
)

//go:embed *.yaml
var files embed.FS

// Args are the parameters of a message by name. The parameter n, where there is
// one, is a whole number and chooses the plural form.
type Args map[string]any

// Or is a list of which one holds: "a, b or c".
type Or []string

// Plain is a list without a last word: "a, b, c".
type Plain []string

// Catalogue holds the messages of one language.
type Catalogue struct{ localizer *i18n.Localizer }

// English is the catalogue every other one is a translation of.
var English = sync.OnceValue(func() *Catalogue { return open(language.English) })

// strict refuses a text whose parameter is not given.
var strict = &template.TextParser{Option: "missingkey=error"}

func open(tag language.Tag) *Catalogue {
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	if _, err := bundle.LoadMessageFileFS(files, tag.String()+".yaml"); err != nil {
		panic(err) // the file is part of the program, and every test reads it
	}
	return &Catalogue{i18n.NewLocalizer(bundle, tag.String())}
}

// Say returns the message with that code. A message or parameter that is missing
// is a fault of the program, which tests look for; what is returned then names
// the code, so that the fault is seen.
func (c *Catalogue) Say(code string, args Args) string {
	text, err := c.say(code, args)
	if err != nil {
		return failed(code, err)
	}
	return text
}

func failed(code string, err error) string { return fmt.Sprintf("[%s: %v]", code, err) }

func (c *Catalogue) say(code string, args Args) (string, error) {
	data := make(map[string]any, len(args))
	for name, value := range args {
		switch list := value.(type) {
		case []string:
			value = c.joined(list, "list.and")
		case Or:
			value = c.joined(list, "list.or")
		case Plain:
			value = c.joined(list, "list.comma")
		}
		data[name] = value
	}
	with := &i18n.LocalizeConfig{MessageID: code, TemplateData: data, PluralCount: args["n"], TemplateParser: strict}
	text, err := c.localizer.Localize(with)
	var missing *i18n.MessageNotFoundErr
	if err != nil && args["n"] != nil && !errors.As(err, &missing) {
		with.PluralCount = nil // a message that is the same for one and for many is written once
		return c.localizer.Localize(with)
	}
	return text, err
}

// And lists items as a sentence does: "a", "a and b", "a, b and c".
func (c *Catalogue) And(items []string) string { return c.joined(items, "list.and") }

// Or lists items of which one holds: "a, b or c".
func (c *Catalogue) Or(items []string) string { return c.joined(items, "list.or") }

// Count is a number with its noun, in English: "1 person", "12 people".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Grouped(n) + " " + many
}

// Grouped is n, at least 0, with its thousands set apart: "1,234,567".
func Grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return Grouped(n/1000) + "," + strconv.Itoa(1000 + n%1000)[1:]
}

// joined lists items, the last one joined by the message last.
func (c *Catalogue) joined(items []string, last string) string {
	if len(items) == 0 {
		return ""
	}
	text := items[0]
	for i, item := range items[1:] {
		code := "list.comma"
		if i == len(items)-2 {
			code = last
		}
		text = c.Say(code, Args{"before": text, "item": item})
	}
	return text
}

// Finding says what is wrong and what would be right: the messages
// "finding.CODE.text" and, where there is one, "finding.CODE.fix". A finding that
// brings its own words keeps them.
func (c *Catalogue) Finding(f *planner.Finding) (text, fix string) {
	if f.Text != "" {
		return f.Text, f.Fix
	}
	text = c.Say("finding."+f.Code+".text", f.Args)
	fix, err := c.say("finding."+f.Code+".fix", f.Args)
	var missing *i18n.MessageNotFoundErr
	switch {
	case errors.As(err, &missing):
		return text, "" // not everything that is noticed can be mended
	case err != nil:
		return text, failed(f.Code, err)
	}
	return text, fix
}
