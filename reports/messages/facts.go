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
	case planner.MeaningName:
		return c.known("meaning.column ", string(x))
	case planner.Dimension:
		return c.known("dimension.", string(x))
	case planner.Told:
		return c.Say("told."+x.Code, x.Args)
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

// list is a fact that names several things; others are as they are.
func (c *Catalogue) list(value any) any {
	switch x := value.(type) {
	case planner.Quoted:
		return c.And(c.quoted(x))
	case planner.QuotedOr:
		return c.Or(c.quoted(x))
	case planner.ValuesOr:
		values := make([]string, len(x))
		for i, v := range x {
			values[i] = c.Value(v)
		}
		return c.Or(c.quoted(values))
	case planner.ValuesOf:
		values := make([]string, len(x.Texts))
		for i, v := range x.Texts {
			values[i] = c.ValueOf(x.Dimension, v)
		}
		return c.And(c.quoted(values))
	case planner.OneOf:
		return c.Or(x)
	case planner.QuotedSome:
		return c.some(x)
	case []planner.Told:
		texts := make([]string, len(x))
		for i := range x {
			texts[i] = c.Say("told."+x[i].Code, x[i].Args)
		}
		return c.separate(planner.Separate{Texts: texts, Shown: len(texts)})
	case planner.Separate:
		return c.separate(x)
	case planner.Tallies:
		return c.tallies(x)
	case []planner.CountOf:
		var shown []string
		for _, k := range x {
			shown = append(shown, c.Say("count."+k.Kind, Args{"n": k.N}))
		}
		return c.Comma(shown)
	}
	return value
}

// some are texts in quotation marks, and how many more there are.
func (c *Catalogue) some(x planner.QuotedSome) string {
	shown := c.And(c.quoted(x.Texts[:min(len(x.Texts), x.Shown)]))
	switch more := len(x.Texts) - x.Shown; {
	case more > 0 && x.Open:
		return c.Say("list.and-others", Args{"items": shown})
	case more > 0:
		return c.Say("list.more", Args{"items": shown, "n": more})
	}
	return shown
}

// quoted are texts in the quotation marks of the language.
func (c *Catalogue) quoted(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = c.Say("list.quoted", Args{"item": text})
	}
	return out
}

// separate parts texts by semicolons, and says how many more there are.
func (c *Catalogue) separate(x planner.Separate) string {
	shown := x.Texts[:min(len(x.Texts), x.Shown)]
	if more := len(x.Texts) - len(shown); more > 0 {
		shown = append(shown[:len(shown):len(shown)], c.Say("list.others", Args{"n": more}))
	}
	if len(shown) == 0 {
		return ""
	}
	text := shown[0]
	for _, item := range shown[1:] {
		text = c.Say("list.semicolon", Args{"before": text, "item": item})
	}
	return text
}

// tallies lists texts with their numbers, and says how many more there are.
func (c *Catalogue) tallies(x planner.Tallies) string {
	var shown []string
	for _, text := range x.Texts[:min(len(x.Texts), x.Shown)] {
		shown = append(shown, c.Say("list.tally", Args{"item": text, "n": x.Number[text]}))
	}
	if more := len(x.Texts) - len(shown); more > 0 {
		shown = append(shown, c.Say("list.others", Args{"n": more}))
	}
	return c.Comma(shown)
}
