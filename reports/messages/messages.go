// Package messages says facts in whole sentences, by code.
//
// The planner states what it found as a code with parameters; what a reader is
// told stands here, one catalogue a language in files by part of the report
// (groups.en.yaml, groups.fr.yaml), as whole sentences with the plural forms of the
// language (CLDR). None is put together from clauses, so that each can be said in
// another language.
//
// A message is a text with parameters in double braces, or one text for each
// plural form, chosen by the parameter n:
//
//	cut-short.fix: allow more time
//	ballots-unmatched:
//	  one: "{{.n}} ballot of {{.of}} belongs to nobody on the list"
//	  other: "{{.n}} ballots of {{.of}} belong to nobody on the list"
//
// Parameters are whole numbers, which are set as the language does, texts, or lists of
// texts, which are joined as a sentence does ("a, b and c"); an [Or] list with "or", a
// [Plain] list by commas alone; and the facts of findings that package planner names. A
// number with decimals is set with two digits that count, or given as the text of
// [Catalogue.Number]; a year is given as a text.
// Within a script from right to left a text that runs the other way is isolated.
package messages

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"roundtable/planner"
)

//go:embed *.yaml
var files embed.FS

// Args are the parameters of a message by name. The parameter n, where there is
// one, is a whole number and chooses the plural form.
type Args = map[string]any

// Or is a list of which one holds: "a, b or c".
type Or []string

// Plain is a list without a last word: "a, b, c".
type Plain []string

// Catalogue holds the messages of one language. It is safe for concurrent use.
type Catalogue struct {
	tag       string
	localizer *i18n.Localizer
	printer   *message.Printer
	isolates  bool // right to left: what is written the other way stands apart
}

// Languages are the tags of the languages there are messages of, in the order in which
// the United Nations list theirs.
func Languages() []string { return []string{"ar", "zh", "en", "fr", "ru", "es"} }

// English is the catalogue every other one is a translation of.
var English = sync.OnceValue(func() *Catalogue { return must("en") })

// In is the catalogue of a language, by its tag; false where there is none.
func In(tag string) (*Catalogue, bool) {
	if tag == "en" {
		return English(), true
	}
	if !slices.Contains(Languages(), tag) {
		return nil, false
	}
	return must(tag), true
}

func must(tag string) *Catalogue {
	c, err := Read(files, tag)
	if err != nil {
		panic(err) // the files are part of the program, and every test reads them
	}
	return c
}

// strict refuses a text whose parameter is not given.
var strict = &template.TextParser{Option: "missingkey=error"}

// Read reads the messages of a language from the files NAME.TAG.yaml of a folder.
func Read(from fs.FS, tag string) (*Catalogue, error) {
	of, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", tag, err)
	}
	names, _ := fs.Glob(from, "*."+tag+".yaml") // a pattern that is none is the only error
	bundle := i18n.NewBundle(of)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	for _, name := range names {
		if _, err := bundle.LoadMessageFileFS(from, name); err != nil {
			return nil, fmt.Errorf("messages: %w", err)
		}
	}
	return &Catalogue{
		tag: tag, localizer: i18n.NewLocalizer(bundle, tag),
		// Arabic takes the digits of the tables, which are the same in all languages.
		printer:  message.NewPrinter(language.Make(tag + "-u-nu-latn")),
		isolates: tag == "ar",
	}, nil
}

// Tag is the language's tag: "fr".
func (c *Catalogue) Tag() string { return c.tag }

// RightToLeft reports whether the language's script runs so.
func (c *Catalogue) RightToLeft() bool { return c.isolates }

// Number sets a number as the language does, rounded to that many decimals:
// "1,234.5", "1 234,5".
func (c *Catalogue) Number(f float64, decimals int) string {
	if math.Round(f*math.Pow10(decimals)) == 0 {
		f = 0 // no "-0.0"
	}
	return c.printer.Sprint(number.Decimal(f, number.Scale(decimals)))
}

// Find is the message with that code, which has no parameters, where there is one.
func (c *Catalogue) Find(code string) (string, bool) {
	text, err := c.say(code, nil)
	return text, err == nil
}

// Has reports whether there is a message with that code, which has no parameters.
func (c *Catalogue) Has(code string) bool {
	_, ok := c.Find(code)
	return ok
}

// Value is a value that was recognised (a stakeholder group, a region, a gender) in
// the language; any other text is what somebody wrote, and stays.
func (c *Catalogue) Value(text string) string {
	if known, ok := c.Find("value." + text); ok {
		return known
	}
	return text
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

// missing reports whether there is no such message.
func missing(err error) bool {
	_, is := errors.AsType[*i18n.MessageNotFoundErr](err)
	return is
}

func failed(code string, err error) string { return fmt.Sprintf("[%s: %v]", code, err) }

func (c *Catalogue) say(code string, args Args) (string, error) {
	data := make(map[string]any, len(args))
	for name, value := range args {
		switch x := value.(type) {
		case string:
			value = c.apart(x)
		case int:
			if x != 0 {
				value = c.Number(float64(x), 0)
			}
		case float64:
			value = c.printer.Sprint(number.Decimal(x, number.Precision(2)))
		case []string:
			value = c.joined(x, "list.and")
		case Or:
			value = c.joined(x, "list.or")
		case Plain:
			value = c.joined(x, "list.comma")
		default:
			value = c.fact(x)
		}
		data[name] = value
	}
	with := &i18n.LocalizeConfig{MessageID: code, TemplateData: data, PluralCount: args["n"], TemplateParser: strict}
	text, err := c.localizer.Localize(with)
	if err != nil && args["n"] != nil && !missing(err) {
		with.PluralCount = nil // a message that is the same for one and for many is written once
		text, err = c.localizer.Localize(with)
	}
	if c.isolates {
		text = option.ReplaceAllStringFunc(text, func(s string) string { return isolated(isolates.Replace(s)) })
	}
	return text, err
}

var (
	// option is an option of the command line with its value, which is to be copied: nothing
	// stands in it that is not seen.
	option   = regexp.MustCompile(`--[a-z][a-z-]*(?:[ =](?:'[^']*'|\x{2068}[^\x{2068}\x{2069}]*\x{2069}))?`)
	isolates = strings.NewReplacer("\u2068", "", "\u2069", "")
	// isolate is a text that stands apart already.
	isolate = regexp.MustCompile(`\x{2068}[^\x{2068}\x{2069}]*\x{2069}`)
)

// apart isolates a text that runs from left to right within one that does not, unless what
// runs so in it stands apart already, as in a list.
func (c *Catalogue) apart(text string) string {
	leftToRight := func(r rune) bool { return unicode.IsLetter(r) && r < 0x590 }
	if !c.isolates || !strings.ContainsFunc(isolate.ReplaceAllString(text, ""), leftToRight) {
		return text
	}
	return isolated(text)
}

func isolated(text string) string { return "\u2068" + text + "\u2069" }

// And lists items as a sentence does: "a", "a and b", "a, b and c".
func (c *Catalogue) And(items []string) string { return c.joined(items, "list.and") }

// Or lists items of which one holds: "a, b or c".
func (c *Catalogue) Or(items []string) string { return c.joined(items, "list.or") }

// Comma lists items by commas alone: "a, b, c".
func (c *Catalogue) Comma(items []string) string { return c.joined(items, "list.comma") }

// Alphabet compares texts as a dictionary of the language orders them: "Élan" before
// "fête". The function is for one goroutine.
func (c *Catalogue) Alphabet() func(a, b string) int {
	return collate.New(language.Make(c.tag), collate.IgnoreCase).CompareString
}

// Count is a number with its noun, in English: "1 person", "12 people".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return English().Number(float64(n), 0) + " " + many
}

// links are the beginnings of words that sound as the Spanish link does, and the link in its
// place: "Ana e Inés", but "Ana y Ian"; "siete u ocho".
var links = map[string]struct {
	code  string
	sound *regexp.Regexp
}{
	"list.and": {"list.and-alike", regexp.MustCompile(`^[^\pL\d]*(?i:h?[ií]([^aeoáéó]|$))`)},
	"list.or":  {"list.or-alike", regexp.MustCompile(`^[^\pL\d]*((?i:h?[oó])|8|11($|\D))`)},
}

// joined lists items, the last one joined by the message last.
func (c *Catalogue) joined(items []string, last string) string {
	if len(items) == 0 {
		return ""
	}
	text := items[0]
	for i, item := range items[1:] {
		code := "list.comma"
		if i == len(items)-2 || c.tag == "ar" || last == "list.semicolon" { // Arabic says the link between all
			code = last
			if link := links[last]; link.sound != nil && link.sound.MatchString(item) {
				code = link.code
			}
		}
		text = c.Say(code, Args{"before": text, "item": item})
	}
	return text
}

// InFile is the parameter of a finding that names the file it is about, where that is
// another than the one it is in.
const InFile = "in-file"

// Finding says what is wrong and what would be right: the messages
// "finding.CODE.text" and, where there is one, "finding.CODE.fix", with CODE.FORM in
// place of CODE where a code has several. A finding that brings its own words keeps them.
func (c *Catalogue) Finding(f *planner.Finding) (text, fix string) {
	if f.Text != "" {
		return f.Text, f.Fix
	}
	args := f.Args
	if rules, ok := args["rules"].([]string); ok { // counting rules are told by their codes
		args = maps.Clone(args)
		args["rules"] = each(rules, func(rule string) string { return c.Say("rule."+rule, nil) })
	}
	code := "finding." + f.Code
	if f.Form != "" {
		code += "." + f.Form
	}
	text = c.Say(code+".text", args)
	if f.Places > 0 {
		text = c.Say("list.places", Args{"text": text, "n": f.Places, "shown": 1 + len(f.Also)})
	}
	if file, ok := f.Args[InFile]; ok {
		text = c.Say("list.in-file", Args{"file": file, "text": text})
	}
	fix, err := c.say(code+".fix", args)
	if err != nil && !missing(err) { // not everything that is noticed can be mended
		fix = failed(f.Code, err)
	}
	return text, fix
}
