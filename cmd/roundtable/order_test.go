package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
)

// rowsOf is a table: its header, and rows whose order says nothing.
type rowsOf struct {
	name, header string
	rows         []string
}

// outcome is what a plan comes to, in the names of people and topics: IDs are given in the
// order of rows where the files have none.
type outcome struct {
	Seats, Ranks, Verdicts, Rules, Tables []string
}

// outcomeOf plans the tables and reads what came out.
func outcomeOf(t *testing.T, tables []rowsOf, flags ...string) outcome {
	t.Helper()
	dir := t.TempDir()
	args := []string{"plan", "--format", "json", "-q", "--bootstrap", "50"}
	for _, x := range tables {
		path := filepath.Join(dir, x.name)
		if err := os.WriteFile(path, []byte(x.header+"\n"+strings.Join(x.rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	code, stdout, stderr := call(t, context.Background(), append(args, flags...)...)
	if code != exit.CodeOK && code != exit.CodeMissed {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var plan struct {
		Balance struct {
			Targets []struct {
				ID, Status  string
				Have, Short int
			}
		}
		Ranking struct {
			Issues []struct {
				Name          string
				Rank          int
				RankInterval  [2]int `json:"rank_interval"`
				Support       float64
				SupportHeads  float64 `json:"support_heads"`
				Disagreement  float64
				GroupSupports map[string]float64 `json:"group_support"`
			}
			Rules map[string]struct{ Levels [][]string }
		}
		Groups struct {
			Groups []struct {
				Topic   string
				Members []struct {
					ID, Role string
					Choice   int
				}
			}
			Objective json.RawMessage
		}
		Mix struct{ Rounds []struct{ Tables [][]string } }
	}
	if err := json.Unmarshal([]byte(stdout), &plan); err != nil {
		t.Fatal(err)
	}
	var seen struct{ Participants []struct{ ID, Name string } }
	_, stdout, _ = call(t, context.Background(), "inspect", "--format", "json", "-q", filepath.Join(dir, "people.csv"))
	if err := json.Unmarshal([]byte(stdout), &seen); err != nil {
		t.Fatal(err)
	}
	names := make(map[string]string)
	for _, p := range seen.Participants {
		names[p.ID] = p.Name
	}
	var o outcome
	for _, x := range plan.Balance.Targets {
		o.Verdicts = append(o.Verdicts, fmt.Sprint(x))
	}
	for _, x := range plan.Ranking.Issues {
		o.Ranks = append(o.Ranks, fmt.Sprintf("%s %d %v %.6f %.6f %.6f %v", x.Name, x.Rank, x.RankInterval, x.Support,
			x.SupportHeads, x.Disagreement, len(x.GroupSupports)))
	}
	for rule, x := range plan.Ranking.Rules {
		for _, level := range x.Levels {
			slices.Sort(level)
		}
		o.Rules = append(o.Rules, fmt.Sprint(rule, x.Levels))
	}
	for _, g := range plan.Groups.Groups {
		for _, m := range g.Members {
			o.Seats = append(o.Seats, fmt.Sprintf("%s: %s %s, choice %d", g.Topic, cmp.Or(names[m.ID], m.ID), m.Role, m.Choice))
		}
	}
	for r, round := range plan.Mix.Rounds {
		for _, table := range round.Tables {
			for i := range table {
				table[i] = cmp.Or(names[table[i]], table[i])
			}
			slices.Sort(table)
			o.Tables = append(o.Tables, fmt.Sprint(r, table))
		}
	}
	for _, list := range [][]string{o.Seats, o.Ranks, o.Verdicts, o.Rules, o.Tables} {
		slices.Sort(list)
	}
	return o
}

// invented is a meeting of random people and votes.
func invented(rnd *rand.Rand, people int, ids bool, ranks bool) []rowsOf {
	pick := func(of ...string) string { return of[rnd.IntN(len(of))] }
	who, votes := rowsOf{"people.csv", "name,stakeholder,region,gender", nil}, rowsOf{"votes.csv", "voter,Trust,Access,Skills,Money", nil}
	if ids {
		who.header = "id," + who.header
	}
	for i := range people {
		name := fmt.Sprintf("%s %c", pick("Ana", "Ben", "Cem", "Dia", "Eva", "Fay"), 'A'+i)
		row := fmt.Sprintf("%s,%s,%s,%s", name, pick("Government", "Civil Society", "Private Sector"),
			pick("African Group", "WEOG", "GRULAC"), pick("woman", "man", ""))
		if ids {
			row = fmt.Sprintf("X%d,", 100+rnd.IntN(800)*26+i) + row
		}
		who.rows = append(who.rows, row)
		marks := []string{"1", "2", "3", "4"}
		rnd.Shuffle(len(marks), func(i, j int) { marks[i], marks[j] = marks[j], marks[i] })
		for i := range marks {
			if !ranks {
				marks[i] = pick("1", "2", "3", "4", "5") // many ties
			}
		}
		votes.rows = append(votes.rows, name+","+strings.Join(marks, ","))
	}
	return []rowsOf{
		who, votes, {"targets.csv", "dimension,value,min,max,tier", []string{
			"region,African Group,3,8,must", "stakeholder,Government,2,7,should", "gender,woman,5,,nice",
		}},
	}
}

// The same people and ballots in another order of rows get the same seats, ranks and
// verdicts: with IDs and without, with strict orders and with many ties, in working groups
// and at mixed tables.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	for i, c := range []struct {
		people     int
		ids, ranks bool
		flags      string
	}{
		{14, true, true, "--groups 3 --chairs 1 --shape ranks"},
		{17, false, true, "--groups 2 --shape ranks"},
		{15, false, false, "--groups 3 --shape scores"},
		{20, true, false, "--groups 2 --shape scores --weights heads --goal fair"},
		{18, false, false, "--mix 3 --rounds 2 --shape scores"},
		{12, false, true, "--groups 3 --shape ranks"},
	} {
		rnd := rand.New(rand.NewPCG(uint64(i), 17))
		tables := invented(rnd, c.people, c.ids, c.ranks)
		flags := strings.Fields(c.flags)
		want := outcomeOf(t, tables, flags...)
		if len(want.Ranks) == 0 || len(want.Verdicts) == 0 || len(want.Seats)+len(want.Tables) == 0 {
			t.Fatalf("%s: nothing to compare: %+v", c.flags, want)
		}
		for range 2 {
			for _, x := range tables {
				rnd.Shuffle(len(x.rows), func(i, j int) { x.rows[i], x.rows[j] = x.rows[j], x.rows[i] })
			}
			got := outcomeOf(t, tables, flags...)
			for name, lists := range map[string][2][]string{
				"seats": {want.Seats, got.Seats}, "ranks": {want.Ranks, got.Ranks}, "verdicts": {want.Verdicts, got.Verdicts},
				"rules": {want.Rules, got.Rules}, "tables": {want.Tables, got.Tables},
			} {
				if !slices.Equal(lists[0], lists[1]) {
					t.Errorf("%d people, %s: other %s:\n%q\n%q", c.people, c.flags, name, lists[0], lists[1])
				}
			}
		}
	}
}

// The same people in another order of rows are drawn for the panel, also where the rows
// have no IDs.
func TestOrderOfRowsDecidesNoDraw(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 17))
	people := invented(rnd, 22, false, true)[0]
	drawn := func() []string {
		dir := t.TempDir()
		list, targets := filepath.Join(dir, "people.csv"), filepath.Join(dir, "targets.csv")
		for path, data := range map[string]string{
			list:    people.header + "\n" + strings.Join(people.rows, "\n") + "\n",
			targets: "dimension,value,min,max,tier\ngender,woman,2,5,must\nstakeholder,Government,1,,must\n",
		} {
			if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		code, stdout, stderr := call(t, context.Background(), "select", list, "--targets", targets, "--seats", "7", "--format", "json", "-q")
		if code != exit.CodeOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		var result struct{ Panel []string }
		var seen struct{ Participants []struct{ ID, Name string } }
		_, inspected, _ := call(t, context.Background(), "inspect", "--format", "json", "-q", list)
		if err := cmp.Or(json.Unmarshal([]byte(stdout), &result), json.Unmarshal([]byte(inspected), &seen)); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range seen.Participants {
			if slices.Contains(result.Panel, p.ID) {
				names = append(names, p.Name)
			}
		}
		slices.Sort(names)
		return names
	}
	want := drawn()
	for range 3 {
		rnd.Shuffle(len(people.rows), func(i, j int) { people.rows[i], people.rows[j] = people.rows[j], people.rows[i] })
		if got := drawn(); len(got) != 7 || !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
