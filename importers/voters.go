package importers

import (
	"fmt"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// joinVoters gives ballots the group and region of their voters in the roster,
// where the ballot itself does not say, and lists voters who are not in it. A
// voter known by e-mail address is named by ID from here on.
func (r *reading) joinVoters() {
	b := r.meeting.Ballots
	if b.Len() == 0 || len(r.meeting.Roster) == 0 && len(r.valueMap) == 0 {
		return
	}
	listedElsewhere := len(r.sheets(sheet.Roster, sheet.Proposal)) > 0
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	matched := 0
	var unmatched []planner.Ref
	var names []string
	for i := range b.Len() {
		x := b.At(i)
		if group, ok := r.valueMap[vocabulary.Compact(x.Group)]; ok {
			x.Group = group
			matched++
		}
		if p := r.voter(x.Voter); p != nil {
			matched++
			if isEmail(x.Voter) {
				if p.Name == "" {
					r.voterText[i] = mailbox(x.Voter)
				}
				x.Voter = p.ID
			}
			if x.Group == "" {
				x.Group, _ = p.Value(planner.Stakeholder)
			}
			if x.Region == "" {
				x.Region, _ = p.Value(planner.Region)
			}
			if x.Organisation == "" {
				x.Organisation, _ = p.Value(planner.Organisation)
			}
		} else if x.Voter != "" && listedElsewhere {
			unmatched = append(unmatched, x.Where)
			if len(names) < 5 {
				names = append(names, vocabulary.MaskAddress(x.Voter))
			}
		}
		out.Add(x)
	}
	if matched > 0 {
		r.meeting.Ballots = out
	}
	if len(unmatched) == 0 {
		return
	}
	f := planner.Finding{
		Code: CodeVotesUnmatched, Severity: planner.Warning, Where: unmatched[0],
		Also: unmatched[1:], Seen: names[0],
	}
	f.Text = fmt.Sprintf("%s not in the roster: %s", isAre(len(unmatched), "voter"), listed(names, "and"))
	if len(unmatched) > len(names) {
		f.Text += " and others"
	}
	f.Text += ". Their ballots count, with the group they state themselves if they do."
	f.Fix = "Use the same IDs, e-mail addresses or names in both tables."
	r.found.add(f)
}

// voter finds a voter in the roster by ID, e-mail address or name.
func (r *reading) voter(text string) *planner.Participant {
	if text == "" || len(r.meeting.Roster) == 0 {
		return nil
	}
	if i, ok := r.people.byID[idKey(text)]; ok {
		return &r.meeting.Roster[i]
	}
	if i, ok := r.people.byEmail[vocabulary.Fold(text)]; ok {
		return &r.meeting.Roster[i]
	}
	if same := r.people.byName[nameKey(text)]; len(same) == 1 {
		return &r.meeting.Roster[same[0]]
	}
	return nil
}

// hideAddresses names voters who are known by an e-mail address alone by the part
// before the @, numbered where two addresses share it: addresses stay in this
// package. Ballots of one address keep one name.
func (r *reading) hideAddresses() {
	b := r.meeting.Ballots
	taken, found := make(map[string]bool), false
	for i := range b.Len() {
		if voter := b.At(i).Voter; isEmail(voter) {
			found = true
		} else if voter != "" {
			taken[vocabulary.Fold(voter)] = true
		}
	}
	if !found {
		return
	}
	names := make(map[string]string) // folded address → name
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	for i := range b.Len() {
		x := b.At(i)
		if isEmail(x.Voter) {
			key := vocabulary.Fold(x.Voter)
			if names[key] == "" {
				name := mailbox(x.Voter)
				for n := 2; taken[vocabulary.Fold(name)]; n++ {
					name = fmt.Sprintf("%s (%d)", mailbox(x.Voter), n)
				}
				names[key], taken[vocabulary.Fold(name)] = name, true
			}
			x.Voter = names[key]
		}
		out.Add(x)
	}
	r.meeting.Ballots = out
}

// mailbox is the part of an e-mail address before the @.
func mailbox(address string) string {
	box, _, _ := strings.Cut(address, "@")
	return box
}
