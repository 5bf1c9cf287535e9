package html

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports/build"
)

// crowd is the sample meeting with 300 people, drawn with a seed from its 48, and a working
// group for each issue.
func crowd() build.Input {
	in := fixtureInput()
	random := rand.New(rand.NewPCG(15, 300))
	first := []string{"Amina", "Luis", "Nguyễn", "Olumide", "Ana-María", "Bartholomew", "Chukwuemeka", "Li", "Zoë"}
	last := []string{"Okonkwo", "da Silva", "Chen", "Müller-Lüdenscheidt", "Papadopoulos", "Fernández", "O'Brien"}
	listed := in.Meeting.Roster
	for i := len(listed); i < 300; i++ {
		p := listed[random.IntN(len(listed))]
		p.ID, p.Roles = fmt.Sprintf("P%03d", i+1), []planner.Role{planner.RoleParticipant}
		p.Name = first[random.IntN(len(first))] + " " + last[random.IntN(len(last))]
		in.Meeting.Roster = append(in.Meeting.Roster, p)
	}
	plan := &grouping.Plan{Schema: grouping.Schema, Goal: "total", Finished: true}
	for g, issue := range in.Meeting.Issues {
		plan.Groups = append(plan.Groups, grouping.Group{
			ID: fmt.Sprintf("G%02d", g+1), Issue: issue.ID, Topic: issue.Name, Open: true, MinSize: 20, MaxSize: 30,
		})
	}
	for i, p := range in.Meeting.Roster {
		g := &plan.Groups[i%len(plan.Groups)]
		g.Members = append(g.Members, grouping.Member{ID: p.ID, Role: grouping.RoleMember, Voted: true, Choice: 1 + random.IntN(3)})
	}
	in.Groups = plan
	return in
}

// The chair's page is not long, whoever comes; on paper the tables of groups stand within
// their cards, and names on one line.
func TestBrowserPages(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	library := library(t)
	b := startChromium(t)
	for _, c := range []struct {
		name    string
		in      build.Input
		screens int // of 1280 by 800
		phones  int // of 390 by 800
	}{{"48 people", fixtureInput(), 12, 20}, {"300 people", crowd(), 20, 30}} {
		p := b.open(t, render(t, build.Chair(c.in), Options{Script: library}), true)
		for width, most := range map[int]int{1280: c.screens, 390: c.phones} {
			p.show(width, "light")
			var height, wide int
			p.ask(`document.documentElement.scrollHeight`, &height)
			p.ask(`document.documentElement.scrollWidth`, &wide)
			if height > 800*most || wide > width {
				t.Errorf("%s: %d screens of %d, %d wide; want at most %d", c.name, height/800, width, wide, most)
			}
		}
		p.show(680, "light") // of A4 within its margins
		p.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
		var names, broken, over int
		p.ask(`document.querySelectorAll('.card tbody th').length`, &names)
		p.ask(`[...document.querySelectorAll('.card')].filter(c => c.scrollWidth > c.clientWidth + 1).length`, &over)
		p.ask(`[...document.querySelectorAll('.card tbody th')].filter(function (h) {
			var range = document.createRange();
			range.selectNodeContents(h);
			var lines = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
			return h.textContent.length <= 22 && lines.size > 1;
		}).length`, &broken)
		if broken > 0 || over > 0 || c.name == "300 people" && names != 300 {
			t.Errorf("%s: of %d names %d are broken, and %d cards are too narrow", c.name, names, broken, over)
		}
		p.quiet()
	}
}
