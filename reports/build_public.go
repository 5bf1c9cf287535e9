package reports

// BuildPublic writes the public edition. It sees a [Protected] value and nothing
// else, so whatever is not in there cannot be printed.
func BuildPublic(p Protected) *Document {
	d := &Document{Title: titleOr(p.Title), Subtitle: "Public report", Edition: Public, Provenance: p.Provenance}
	d.clean()
	return d
}
