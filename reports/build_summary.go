package reports

// summary is the first section: what to do now.
func (b *builder) summary() *Section {
	return &Section{ID: "summary", Title: "Summary"}
}
