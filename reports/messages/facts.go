package messages

import "roundtable/planner"

// fact is a fact of a finding as a sentence shows it: a name in the language, or a list.
func (c *Catalogue) fact(value any) any {
	switch x := value.(type) {
	case planner.ColumnName:
		if x.Header == "" {
			return c.apart(x.Letter)
		}
		return c.Say("list.column", Args{"header": x.Header, "letter": x.Letter})
	case planner.ValueName:
		return c.Value(string(x))
	case planner.CountryName:
		return c.apart(c.ValueOf(planner.Country, string(x)))
	case planner.MeaningName:
		return c.known("meaning.column ", string(x))
	case planner.Dimension:
		return c.known("dimension.", string(x))
	case planner.Told:
		return c.told(x)
	}
	return c.list(value)
}

// known is the name of something in the language, else as it is written.
func (c *Catalogue) known(kind, name string) string {
	if known, ok := c.Find(kind + name); ok {
		return known
	}
	return c.apart(name)
}

func (c *Catalogue) told(x planner.Told) string { return c.Say("told."+x.Code, x.Args) }

// quoted is a text in the quotation marks of the language.
func (c *Catalogue) quoted(text string) string { return c.Say("list.quoted", Args{"item": text}) }

// list is a fact that names several things; others are as they are.
func (c *Catalogue) list(value any) any {
	switch x := value.(type) {
	case planner.Quoted:
		return c.And(each(x, c.quoted))
	case planner.QuotedOr:
		return c.Or(each(x, c.quoted))
	case planner.ValuesOr:
		return c.Or(each(x, func(v string) string { return c.quoted(c.Value(v)) }))
	case planner.ValuesOf:
		return c.And(each(x.Texts, func(v string) string { return c.quoted(c.ValueOf(x.Dimension, v)) }))
	case planner.OneOf:
		return c.Or(x)
	case planner.QuotedSome:
		return c.some(x)
	case []planner.Told:
		return c.joined(each(x, c.told), "list.semicolon")
	case planner.Separate:
		return c.joined(c.first(x.Texts, x.Shown, func(text string) string { return text }), "list.semicolon")
	case planner.Tallies:
		return c.Comma(c.first(x.Texts, x.Shown, func(text string) string {
			return c.Say("list.tally", Args{"item": text, "n": x.Number[text]})
		}))
	case []planner.CountOf:
		return c.Comma(each(x, func(k planner.CountOf) string { return c.Say("count."+k.Kind, Args{"n": k.N}) }))
	}
	return value
}

// some are texts in quotation marks, and how many more there are.
func (c *Catalogue) some(x planner.QuotedSome) string {
	shown := c.And(each(x.Texts[:min(len(x.Texts), x.Shown)], c.quoted))
	switch more := len(x.Texts) - x.Shown; {
	case more > 0 && x.Open:
		return c.Say("list.and-others", Args{"items": shown})
	case more > 0:
		return c.Say("list.more", Args{"items": shown, "n": more})
	}
	return shown
}

// first are the first of some texts as they are said, and how many more there are.
func (c *Catalogue) first(texts []string, shown int, say func(string) string) []string {
	out := each(texts[:min(len(texts), shown)], say)
	if more := len(texts) - len(out); more > 0 {
		out = append(out, c.Say("list.others", Args{"n": more}))
	}
	return out
}

// each is every item as it is said.
func each[T any](items []T, say func(T) string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = say(item)
	}
	return out
}
