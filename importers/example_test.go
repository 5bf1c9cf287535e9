package importers_test

import (
	"context"
	"fmt"
	"strings"

	"roundtable/importers"
	"roundtable/reports/messages"
)

// A list of people and their votes as they arrive: headings of no fixed form, a
// typing error, a blank.
func ExampleRead() {
	roster := `Full name,Your stakeholder group,UN region
Ana Lima,Civil society,GRULAC
Bo Lind,Goverment,WEOG
Chen Wei,Technical Community,
`
	votes := `Name,1st choice,2nd choice
Ana Lima,Trust,Access
Chen Wei,Access,
`
	meeting, inspection, err := importers.Read(context.Background(), []importers.Input{
		{Name: "roster.csv", Reader: strings.NewReader(roster)},
		{Name: "votes.csv", Reader: strings.NewReader(votes)},
	}, importers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range inspection.Files {
		sh := file.Sheets[0]
		fmt.Printf("%s (%s):", file.File, sh.Kind)
		for _, c := range sh.Columns {
			fmt.Printf(" %s %s;", c.Ref, c.Means)
		}
		fmt.Println()
	}
	fmt.Println(len(meeting.Roster), "people,", len(meeting.Issues), "issues,", meeting.Ballots.Total(), "ballots")
	first := meeting.Findings[0]
	first.Text, first.Fix = messages.English().Finding(&first)
	fmt.Println(first.Severity, "in", first.Where, importers.Message(first))
	// Output:
	// roster.csv (roster): A name; B stakeholder; C region;
	// votes.csv (votes): A name; B choice 1; C choice 2;
	// 3 people, 2 issues, 2 ballots
	// warning in roster.csv B3 "Goverment" is not a stakeholder group. Did you mean "Government"?
}
