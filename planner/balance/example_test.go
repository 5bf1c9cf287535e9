package balance_test

import (
	"context"
	"fmt"

	"roundtable/planner"
	"roundtable/planner/balance"
)

func speaker(id, group, region string) planner.Participant {
	return planner.Participant{
		ID: id, Roles: []planner.Role{planner.RoleSpeaker},
		Values: map[planner.Dimension][]string{planner.Stakeholder: {group}, planner.Region: {region}},
	}
}

func examplePool() planner.Roster {
	return planner.Roster{
		speaker("Ada", planner.CivilSociety, planner.WEOG),
		speaker("Ben", planner.CivilSociety, planner.WEOG),
		speaker("Cem", planner.TechnicalCommunity, planner.AsiaPacific),
		speaker("Dia", planner.Government, planner.African),
		speaker("Eva", planner.PrivateSector, planner.African),
	}
}

func exampleTargets() []planner.Target {
	return []planner.Target{
		{ID: "African speakers", Dimension: planner.Region, Value: planner.African, Min: planner.LimitOf(1)},
		{ID: "governments", Dimension: planner.Stakeholder, Value: planner.Government, Min: planner.LimitOf(1)},
		{ID: "any one group", Kind: planner.Each, Dimension: planner.Stakeholder, MaxShare: planner.Percent(40)},
	}
}

func ExampleCheck() {
	r := balance.Check(examplePool()[:3], exampleTargets(), balance.DefaultOptions())
	for _, t := range r.Targets {
		fmt.Printf("%s: %s, short by %d, over by %d\n", t.ID, t.Status, t.Short, t.Over)
	}
	for _, d := range r.Dimensions[:1] {
		fmt.Printf("%s: %d of %d covered, %d seat to move\n", d.Name, d.Covered, d.Attainable, d.SeatsToMove)
	}
	// Output:
	// African speakers: missed, short by 1, over by 0
	// governments: missed, short by 1, over by 0
	// any one group: missed, short by 0, over by 1
	// region: 2 of 3 covered, 1 seat to move
}

func ExampleAdvise() {
	pool := examplePool()
	a, err := balance.Advise(context.Background(), pool, pool[:3], exampleTargets(), balance.DefaultAdviceOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d change is enough, %d ways, proved %v\n", a.Changes.Min, a.Changes.Alternatives, a.Proved)
	for _, c := range a.Changes.Listed {
		fmt.Printf("replace %s by %s\n", c.Drop[0], c.Add[0])
	}
	// Output:
	// 1 change is enough, 2 ways, proved true
	// replace Ada by Dia
	// replace Ben by Dia
}

// One person sits on two panels, where the rule allows one.
func ExampleCheckProgramme() {
	once := planner.Target{ID: "once each", Kind: planner.PerPerson, Max: planner.LimitOf(1)}
	session := func(name string, people ...string) balance.Session {
		s := balance.Session{Name: name, Targets: []planner.Target{once}, Options: balance.DefaultOptions()}
		for _, p := range people {
			s.Panel = append(s.Panel, planner.Participant{ID: p, Name: p})
		}
		return s
	}
	p := balance.CheckProgramme([]balance.Session{
		session("Opening", "Ana Lima", "Bo Chen"), session("Closing", "Ana Lima", "Cem Ak"),
	})
	for _, t := range p.Targets {
		fmt.Println(t.ID, t.Status, t.Over)
	}
	// Output: once each missed [{Ana Lima [Opening Closing]}]
}
