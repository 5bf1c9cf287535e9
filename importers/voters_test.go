package importers

import (
	"encoding/json"
	"strings"
	"testing"
)

// E-mail addresses of voters stay out of the ballots, the findings and the
// inspection, with and without a roster; ballots of one address stay one voter.
func TestAddressesOfVotersStayHere(t *testing.T) {
	votes := "Timestamp,Email address,1st choice,2nd choice\n2026-03-01,BO@example.org,A,B\n2026-03-01,bo@example.com,B,A\n2026-03-02,bo@example.org,B,A\n2026-03-02,cy@example.org,B,A\n"
	for name, in := range map[string][]Input{
		"no roster": {{Name: "v.csv", Reader: strings.NewReader(votes)}},
		"roster":    {{Name: "p.csv", Reader: strings.NewReader("Name,Email,Stakeholder\nCy Ek,cy@example.org,Government\n")}, {Name: "v.csv", Reader: strings.NewReader(votes)}},
		"unnamed":   {{Name: "v.csv", Reader: strings.NewReader(strings.ReplaceAll(votes, "Timestamp,", "Stakeholder,"))}},
	} {
		m, ins, err := readInWords(t, in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if m.Ballots.Len() != 4 {
			t.Fatalf("%s: %d ballots, %+v", name, m.Ballots.Len(), m.Findings)
		}
		data, err := json.Marshal(ins)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(data), `"`) {
			if isEmail(part) && !strings.Contains(part, "…") {
				t.Errorf("%s: the inspection shows %s", name, part)
			}
		}
		one, other, again := m.Ballots.At(0).Voter, m.Ballots.At(1).Voter, m.Ballots.At(2).Voter
		if !strings.EqualFold(one, again) || strings.EqualFold(one, other) {
			t.Errorf("%s: voters %q, %q, %q", name, one, other, again)
		}
		for i := range m.Ballots.Len() {
			if v := m.Ballots.At(i).Voter; v == "" || strings.Contains(v, "@") {
				t.Errorf("%s: voter %q", name, v)
			}
		}
		for _, f := range m.Findings {
			if strings.Contains(Message(f)+f.Fix+f.Seen, "@") && !strings.Contains(Message(f), "…@") {
				t.Errorf("%s: finding %+v", name, f)
			}
		}
	}
}
