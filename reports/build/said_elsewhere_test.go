package build

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/draw"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/notes"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// marked is English with each text beginning by its code in brackets, and the codes of
// some of its files.
func marked(t *testing.T, of ...string) (c *messages.Catalogue, codes []string) {
	t.Helper()
	from, out := os.DirFS("../messages"), fstest.MapFS{}
	names, err := fs.Glob(from, "*.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		var mark func(path string, node map[string]any)
		mark = func(path string, node map[string]any) {
			_, plural := node["other"].(string)
			if plural && slices.Contains(of, name) {
				codes = append(codes, path)
			}
			for key, child := range node {
				code := strings.TrimPrefix(path+"."+key, ".")
				if next, ok := child.(map[string]any); ok {
					mark(code, next)
					continue
				}
				if plural {
					code = path
				} else if slices.Contains(of, name) {
					codes = append(codes, code)
				}
				node[key] = "⟦" + code + "⟧" + child.(string)
			}
		}
		mark("", tree)
		if data, err = yaml.Marshal(tree); err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	if c, err = messages.Read(out, "en"); err != nil {
		t.Fatal(err)
	}
	slices.Sort(codes)
	return c, codes
}

// panels is a programme in which everything happens.
func panels(tier planner.Tier, pack string) *balance.Programme {
	target := func(s balance.Status, value string) balance.TargetResult {
		return balance.TargetResult{
			ID: value, Dimension: planner.Stakeholder, Value: value, Status: s, Min: 1, Max: -1, Tier: tier,
			Target: planner.Target{Dimension: planner.Stakeholder, Value: value, Tier: tier, Pack: pack},
		}
	}
	missed := target(balance.Missed, "Aaa")
	missed.Over = 2
	report := func(targets ...balance.TargetResult) *balance.Report {
		return &balance.Report{Panel: balance.Panel{Size: 3}, Targets: targets}
	}
	return &balance.Programme{
		Met: 1, Missed: 1, CannotTell: 1, NotAsked: 1,
		Sessions: []balance.SessionReport{
			{Name: "Ocean", Status: balance.Met, Report: report(target(balance.Met, "Bbb")), OneGender: "woman"},
			{Name: "Forest", Status: balance.Missed, Report: report(missed)},
			{Name: "River", Status: balance.CannotTell, Report: report(), OneGender: "man", Everybody: "man"},
			{Name: "Lake", Report: report()},
		},
		Targets: []balance.ProgrammeResult{
			{Max: 2, Status: balance.Met},
			{
				Max:    1,
				Status: balance.Missed,
				Over:   []balance.Appearances{{Who: "Ana", Sessions: []string{"Ocean", "Lake"}}},
			},
			{Max: 3, Status: balance.CannotTell, Unnamed: 4, Target: planner.Target{Dimension: planner.Organisation}},
			{Max: 3, Target: planner.Target{Roles: []planner.Role{planner.RoleModerator}}},
			{Max: 3, Target: planner.Target{
				Roles: []planner.Role{planner.RoleModerator}, Dimension: planner.Organisation,
			}},
		},
		People: []balance.Recurring{
			{Appearances: balance.Appearances{Who: "Ana", Sessions: []string{"Ocean"}}, Panels: 3},
		},
		Clashes: []balance.Clash{{Who: "Ana", Sessions: [2]string{"Ocean", "Lake"}}, {Who: "Ben"}},
	}
}

// programmes are those sections for every way to lead them.
func programmes(l *messages.Catalogue) (out []*reports.Section) {
	add := func(p *balance.Programme) {
		b := brief.New(brief.Input{Language: l, Programme: p, Meeting: &planner.Meeting{}})
		out = append(out, panel.ProgrammeSection(b), panel.ProgrammeTable(b))
	}
	add(panels(planner.Must, ""))
	add(panels(planner.Should, ""))
	p := panels(planner.Should, balance.CommonDefault)
	p.Sessions[0].Everybody = "woman"
	add(p)
	p = panels(planner.Must, "")
	p.Sessions[2].Everybody = ""
	add(p)
	p.NotAsked = len(p.Sessions)
	add(p)
	p.NotAsked, p.CannotTell = 0, len(p.Sessions)
	add(p)
	return out
}

// editions are public editions that say everything.
func editions(l *messages.Catalogue) (out []*reports.Section) {
	add := func(p disclosure.Protected) {
		d := public.Document(p, l)
		for i := range d.Sections {
			out = append(out, &d.Sections[i])
		}
	}
	p := fixtureProtected()
	p.Targets[0].Source = "https://example.org"
	p.Targets = append(p.Targets, disclosure.Target{Tier: "nice", Shown: true, State: reports.Miss, Over: 1},
		disclosure.Target{Tier: "nice", Shown: true, State: reports.Unsure})
	for _, why := range []string{"too-few", "women-few", "women-most"} {
		p.Tables = append(p.Tables, disclosure.Table{
			Dimension: string(
				planner.Gender,
			), Population: disclosure.Saying{Code: "panel"}, Why: disclosure.Saying{Code: why},
		})
	}
	for _, who := range []string{
		"off-programme", "everybody-off-programme", "panel-off-programme", "programme", "programme-all",
	} {
		p.Tables = append(p.Tables, disclosure.Table{
			Dimension: string(planner.Region), Population: disclosure.Saying{Code: who}, People: 9,
			Rows: []disclosure.Count{{Together: []string{"African Group", "several"}, Count: 9, Merged: true}},
		})
	}
	p.Groups.Groups = append(p.Groups.Groups, disclosure.Group{Open: true, Size: 4})
	p.Notes = nil
	for _, note := range []string{"replaces", "counts", "merged", "mark", "votes", "voters", "fingerprints"} {
		p.Notes = append(p.Notes, disclosure.Saying{Code: note, N: 5})
	}
	p.Changes = &disclosure.Changes{BallotsBefore: 40, BallotsAfter: 51, Issues: []disclosure.PlaceChange{
		{
			ID:     "Q9",
			Name:   "Q9",
			Before: 2,
			After:  1,
		}, {ID: "Q8", Name: "Q8", After: 2}, {ID: "Q7", Name: "Q7", Before: 1},
	}}
	add(p)
	must := disclosure.Target{Tier: "must", Shown: true, State: reports.Miss, Over: 1}
	open := disclosure.Target{Tier: "must", Shown: true, State: reports.Unsure}
	for _, targets := range [][]disclosure.Target{
		p.Targets[:1], {p.Targets[0], p.Targets[5]}, {{Tier: "must"}}, {must, open},
	} {
		q := p
		q.Targets, q.Votes = targets, nil
		add(q)
	}
	for _, kind := range []string{"ranking", "approval", "score", "points", "hum", "mixed"} {
		q := fixtureProtected()
		if q.Votes.Kinds = []string{kind}; kind == "mixed" {
			q.Votes.Kinds = []string{"ranking", "score"}
		}
		add(q)
	}
	for _, weights := range []string{"groups", "heads", "shares", "raked", "organisation", "organisation-two-stage"} {
		q := atLevel(disclosure.Order)
		q.Votes.Weights = weights
		add(q)
	}
	for _, why := range []string{"", "near", "uneven", "small"} {
		q := atLevel(disclosure.Nothing)
		q.Changes = &disclosure.Changes{Why: disclosure.Saying{Code: why, N: 5, Least: 5}}
		if why == "" {
			q.Changes.Issues = p.Changes.Issues // without the numbers of ballots
		}
		add(q)
	}
	for _, why := range []string{"nothing-asked", "first-asked", "first", "order-asked", "order"} {
		q := atLevel(disclosure.First)
		q.Votes.Why = disclosure.Saying{Code: why, N: 6, Least: 12}
		q.Groups.TargetsMet = q.Groups.TargetsAsked
		add(q)
	}
	return out
}

// draws are the reports of a draw with everything that can be said of one.
func draws(t *testing.T, l *messages.Catalogue) (out []*reports.Section) {
	t.Helper()
	add := func(change func(*draw.Selection)) {
		in := drawn(t)
		in.Language = l
		in.Result.Never, in.Result.Held, in.Result.Chances[0].Ideal = []string{"id-00"}, []string{"id-01"}, 0
		change(in)
		for _, d := range []*reports.Document{
			draw.Report(in), draw.Record(in.Result.Record(), in.Title, reports.Provenance{}, l),
		} {
			for i := range d.Sections {
				out = append(out, &d.Sections[i])
			}
			out = append(out, &reports.Section{Title: d.Subtitle})
		}
	}
	id := []string{"gender=Female"}
	add(func(in *draw.Selection) {
		in.Unheld = 3
		in.Result.Reserves = []selection.Reserve{
			{For: in.Result.Panel[0]}, {For: in.Result.Panel[1], By: []string{"id-00", "id-01", "id-02"}, Of: 3},
		}
	})
	add(func(in *draw.Selection) { in.Public, in.Result.Goal, in.Result.WorseOff = true, selection.Maximin, 2 })
	add(func(in *draw.Selection) { in.Result.Goal, in.Result.MinChanceExact = selection.Random, "" })
	add(func(in *draw.Selection) { in.Result.Proved, in.Result.Aside, in.Result.Undecided = false, id, id })
	add(func(in *draw.Selection) { in.Check.Targets = append(in.Check.Targets, in.Check.Targets[0]) })
	add(func(in *draw.Selection) { in.Check.Targets = nil })
	none := drawn(t)
	none.Language, none.Result.Feasible = l, false
	s := draw.Sections(none)
	return append(out, &s[0])
}

// answers are the sections about one person or group, and those about the report.
func answers(l *messages.Catalogue) (out []*reports.Section) {
	in := FixtureInput()
	in.Language = l
	r := *in.Balance[0].Report
	r.Dependence = []balance.Dependence{
		{Person: r.Panel.Members[0]}, {Person: r.Panel.Members[1], Replacements: []string{"p1"}},
	}
	in.Balance[0].Report = &r
	p := *in.Groups
	p.Goal = "fair"
	g := p.Groups[0]
	g.Members = []grouping.Member{
		{ID: r.Panel.Members[0], Role: grouping.RoleChair},
		{ID: r.Panel.Members[1], Voted: true, Role: grouping.RoleCochair},
		{ID: "b", Voted: true, Choice: 2, Role: grouping.RoleMember},
	}
	g.Targets = []grouping.Target{{Dimension: planner.Region, Min: 2, Max: -1, Short: 1}}
	p.Groups = []grouping.Group{g}
	p.Explanation = &grouping.Explanation{
		People: []grouping.PersonNote{{Person: r.Panel.Members[0], Better: make([]grouping.Better, 1)}},
	}
	in.Groups = &p
	in.Ranking.Weights = "groups"
	b := brief.New(in)
	for _, person := range []*planner.Participant{
		b.Person[r.Panel.Members[0]], b.Person[r.Panel.Members[1]], {ID: "b"}, {ID: "c"},
	} {
		x := personSection(b, person)
		for i, block := range x.Blocks { // what stood in the way is said with the groups
			if t, ok := block.(reports.Table); ok {
				x.Blocks[i] = reports.Paragraph{Text: t.Title}
			}
		}
		out = append(out, x)
	}
	x, _ := groups.ExplainGroup(b, g.ID)
	x.Title, x.Lead = "", "" // the card is said with the groups
	x.Blocks = slices.DeleteFunc(x.Blocks, func(block reports.Block) bool {
		t, ok := block.(reports.Table)
		return !ok || t.ID != "group-targets"
	})
	out = append(out, x, notes.MethodSection(b), notes.PrivacySection(b))
	for _, fs := range [][]planner.Finding{nil, {{Severity: planner.Note}}, {{Severity: planner.Error}}} {
		for i := range fs {
			fs[i].Code, fs[i].Args = "ballot-without-participant", map[string]any{"n": 1, "of": 43}
			fs[i].Where = planner.Ref{File: "1", Cell: "line 3"}
			fs[i].Also = []planner.Ref{{File: "1", Cell: "line 4, column 2"}, {File: "1", Cell: "row 5"}}
		}
		b.Meeting = &planner.Meeting{Findings: fs, Sources: make([]planner.Source, 1)}
		out = append(out, notes.DataSection(b))
	}
	return out
}

// TestEverySentenceIsSaid reaches every message of these parts, and finds no English in
// them but what is said by other parts.
func TestEverySentenceIsSaid(t *testing.T) {
	for name, part := range map[string]func(*messages.Catalogue) []*reports.Section{
		"public": editions, "programme": programmes, "explain,about": answers,
		"selection": func(l *messages.Catalogue) []*reports.Section { return draws(t, l) },
	} {
		t.Run(name, func(t *testing.T) {
			var files []string
			for _, file := range strings.Split(name, ",") {
				files = append(files, file+".en.yaml")
			}
			l, codes := marked(t, files...)
			said := ""
			for _, s := range part(l) {
				said += strings.Join(textsOf(s), "\n") + "\n"
			}
			for _, code := range codes {
				if !strings.Contains(said, "⟦"+code+"⟧") {
					t.Errorf("%s is never said", code)
				}
			}
			if faults := regexp.MustCompile(`\[[a-z.-]+: .*`).FindAllString(said, 5); faults != nil {
				t.Errorf("faults: %q", faults)
			}
			noEnglish(t, part(pseudo(t)))
		})
	}
}

// noEnglish finds words that are neither of the messages nor of the input.
func noEnglish(t *testing.T, sections []*reports.Section) {
	t.Helper()
	p := panels(planner.Must, "")
	given, err := json.Marshal([]any{FixtureInput(), fixtureProtected(), p, drawn(t).Candidates})
	if err != nil {
		t.Fatal(err)
	}
	others := string(
		given,
	) + "https://example.org Assembly Female Male exactly Gender" // of rules, which are said in another part
	for _, block := range ProgrammeTable(p).Blocks {
		if t, ok := block.(reports.Table); ok {
			for _, row := range t.Rows { // the last column has the gaps
				others += row[len(row)-1].Text
			}
		}
	}
	seen := map[string]bool{}
	for _, s := range sections {
		for _, text := range textsOf(s) {
			for _, word := range english.FindAllString(text, -1) {
				if !strings.Contains(others, word) && !seen[word] {
					seen[word] = true
					t.Errorf("%s: %q of %q", s.ID, word, text)
				}
			}
		}
	}
}

// What the lead of a programme says agrees with its numbers.
func TestProgrammeLead(t *testing.T) {
	lead := func(change func(*balance.Programme)) string {
		p := panels(planner.Must, "")
		change(p)
		return Programme(p).Lead
	}
	for want, got := range map[string]string{
		"1 of 4 sessions meet every must rule.": lead(func(*balance.Programme) {}),
		"No rules were given for single sessions, so none of the 4 sessions is judged on its own.": lead(
			func(p *balance.Programme) { p.NotAsked = 4 }),
		"It cannot be told of any of the 4 sessions whether it meets what was asked.": lead(
			func(p *balance.Programme) { p.NotAsked, p.CannotTell = 0, 4 }),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
