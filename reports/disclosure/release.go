package disclosure

// replace takes out what an edition may not tell that comes close to a released one:
// every figure about people, which would be theirs who differ, and what changed since an
// earlier vote. Of the votes it has the level [Nothing]. The sentences are the same
// whatever the answers are, and whoever differs.
func (p *Protected) replace() {
	p.Panel, p.Targets, p.Tables, p.Cross, p.Groups, p.Changes = Panel{}, nil, nil, nil, nil, nil
	p.Participants, p.Findings = 0, Findings{}
	p.Notes = append([]Saying{{Code: "replaces"}}, p.Notes...)
}
