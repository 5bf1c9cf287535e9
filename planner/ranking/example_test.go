package ranking_test

import (
	"context"
	"fmt"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
)

// election reads lines such as "42: Memphis > Nashville" over the issues named.
func election(names string, lines ...string) *ranking.Result {
	var issues []planner.Issue
	for _, n := range strings.Split(names, " ") {
		issues = append(issues, planner.Issue{ID: n})
	}
	ballots := planner.NewBallots(len(issues))
	for _, line := range lines {
		var count int64
		var order string
		fmt.Sscanf(line, "%d: %s", &count, &order)
		_, order, _ = strings.Cut(line, ": ")
		b := planner.Ballot{Kind: planner.Ranking, Count: count, Marks: make([]planner.Mark, len(issues))}
		for a := range b.Marks {
			b.Marks[a] = planner.Blank
		}
		for tier, part := range strings.Split(order, " > ") {
			for _, n := range strings.Split(part, " = ") {
				for a, i := range issues {
					if i.ID == n {
						b.Marks[a] = planner.Mark(tier + 1)
					}
				}
			}
		}
		ballots.Add(b)
	}
	opts := ranking.DefaultOptions()
	opts.Bootstrap = 1000
	res, err := ranking.Rank(context.Background(), issues, ballots, opts)
	if err != nil {
		panic(err)
	}
	return res
}

// tennessee is the standard example: where the four largest cities of Tennessee
// would want the capital, per cent of voters.
func tennessee() *ranking.Result {
	return election("Memphis Nashville Chattanooga Knoxville",
		"42: Memphis > Nashville > Chattanooga > Knoxville",
		"26: Nashville > Chattanooga > Knoxville > Memphis",
		"15: Chattanooga > Knoxville > Nashville > Memphis",
		"17: Knoxville > Chattanooga > Nashville > Memphis")
}

// schulze45 is the first example of Schulze's paper: 45 voters, 5 candidates.
func schulze45() *ranking.Result {
	return election("A B C D E",
		"5: A > C > B > E > D", "5: A > D > E > C > B", "8: B > E > D > A > C", "3: C > A > B > E > D",
		"7: C > A > E > B > D", "2: C > B > A > D > E", "7: D > C > E > B > A", "8: E > B > A > D > C")
}

// Ten of civil society want A first and two of government want B: by heads A is
// first, but where the groups count the same the two have equal support.
func ExampleRank() {
	issues := []planner.Issue{{ID: "A"}, {ID: "B"}}
	ballots := planner.NewBallots(len(issues))
	ballots.Add(planner.Ballot{Group: planner.CivilSociety, Marks: []planner.Mark{1, 2}, Count: 10})
	ballots.Add(planner.Ballot{Group: planner.Government, Marks: []planner.Mark{2, 1}, Count: 2})
	res, err := ranking.Rank(context.Background(), issues, ballots, ranking.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, issue := range res.Issues {
		fmt.Printf("%s: rank %d, support %v; by heads rank %d, %.1f\n",
			issue.ID, issue.Rank, issue.SupportExact, issue.RankHeads, issue.SupportHeads)
	}
	fmt.Println("weights:", res.Weights, "- verdict:", res.Firmness.Verdict)
	// Output:
	// A: rank 1, support 50; by heads rank 1, 83.3
	// B: rank 1, support 50; by heads rank 2, 16.7
	// weights: groups - verdict: tied
}

func Example_borda() {
	r := tennessee().Rules["borda"]
	fmt.Println(r.Levels, r.Scores["Nashville"])
	// Output: [[Nashville] [Chattanooga] [Memphis] [Knoxville]] 194
}

// A short ballot, "A > B = C" with D unranked.
func Example_bordaShort() {
	s := election("A B C D", "1: A > B = C").Rules["borda"].Scores
	fmt.Println(s["A"], s["B"], s["C"], s["D"])
	// Output: 3 3/2 3/2 0
}

func Example_copeland() {
	r := tennessee().Rules["copeland"]
	fmt.Println(r.Levels, r.Scores["Nashville"])
	// Output: [[Nashville] [Chattanooga] [Knoxville] [Memphis]] 3
}

func Example_minimax() {
	r := tennessee().Rules["minimax"]
	fmt.Println(r.Levels, r.Scores["Memphis"])
	// Output: [[Nashville] [Memphis] [Chattanooga] [Knoxville]] 58
}

// Schulze 2011, example 1: E > A > C > B > D.
func Example_schulze() {
	fmt.Println(schulze45().Rules["schulze"].Levels)
	fmt.Println(tennessee().Rules["schulze"].Winners)
	// Output:
	// [[E] [A] [C] [B] [D]]
	// [Nashville]
}

func Example_rankedPairs() {
	r := schulze45().Rules["ranked_pairs"]
	fmt.Println(r.Winners, r.Order, r.Dropped[0].Above, r.Dropped[0].Below)
	// Output: [A] [A C E B D] D C
}

func Example_kemeny() {
	r := tennessee().Rules["kemeny"]
	fmt.Println(r.Order, r.Total, r.OptimalRankings)
	// Output: [Nashville Chattanooga Knoxville Memphis] 393 1
}

// A cycle without any preference has three optimal rankings.
func Example_kemenyTies() {
	r := election("A B C", "1: A > B > C", "1: B > C > A", "1: C > A > B").Rules["kemeny"]
	fmt.Println(r.Levels, r.Winners, r.OptimalRankings)
	// Output: [[A B C]] [A B C] 3
}

// By instant runoff Knoxville wins, which loses to Nashville by 68 to 32.
func Example_irv() {
	r := tennessee().Rules["irv"]
	for _, round := range r.Rounds {
		fmt.Println(round.Tally["Nashville"], round.Eliminated)
	}
	fmt.Println(r.Winners)
	// Output:
	// 26 [Chattanooga]
	// 26 [Nashville]
	// 0 []
	// [Knoxville]
}

func Example_plurality() {
	fmt.Println(tennessee().Rules["plurality"].Levels)
	// Output: [[Memphis] [Nashville] [Knoxville] [Chattanooga]]
}

// What a report says about the first place: its support, whether it beats every
// other issue, how many voters part the neighbours in the order, and what it
// depends on.
func Example_firmness() {
	r := tennessee()
	top, f := r.Issues[0], r.Firmness
	fmt.Printf("%s: %.0f of 100 (%s)\n", top.ID, top.Support, top.SupportExact)
	fmt.Println("beats every other issue:", r.CondorcetWinner == top.ID)
	for _, m := range f.Margins {
		fmt.Printf("%s before %s by %s: %d voters\n", m.Above, m.Below, m.Gap, m.People)
	}
	fmt.Println("ahead of the rest however one counts:", f.FirmTop.Issues)
	fmt.Println(f.Verdict, "- ballots that hold the first place:", f.Victory.People)
	// Output:
	// Nashville: 65 of 100 (194/3)
	// beats every other issue: true
	// Nashville before Chattanooga by 7: 11 voters
	// Chattanooga before Memphis by 47/3: 8 voters
	// Memphis before Knoxville by 19/3: 4 voters
	// ahead of the rest however one counts: [Nashville]
	// depends on the counting rule - ballots that hold the first place: 6
}

// Two places by single transferable vote, quota 4 of 12: A is elected with 6 and
// passes 2 on to B, which reaches the quota when D is out.
func Example_stv() {
	issues := []planner.Issue{{ID: "A"}, {ID: "B"}, {ID: "C"}, {ID: "D"}}
	ballots := planner.NewBallots(4)
	none := planner.Blank
	for _, b := range []planner.Ballot{
		{Count: 6, Marks: []planner.Mark{1, 2, none, none}},
		{Count: 2, Marks: []planner.Mark{none, 1, none, none}},
		{Count: 3, Marks: []planner.Mark{none, none, 1, none}},
		{Count: 1, Marks: []planner.Mark{none, 2, none, 1}},
	} {
		ballots.Add(b)
	}
	opts := ranking.DefaultOptions()
	opts.AgendaK = 2
	res, err := ranking.Rank(context.Background(), issues, ballots, opts)
	fmt.Println(res.Rules["stv"].Elected, err)
	// Output: [A B] <nil>
}

// grades reads score ballots from 0 to 5, a row for each ballot.
func grades(rows ...[]planner.Mark) *ranking.Result {
	issues := []planner.Issue{{ID: "A"}, {ID: "B"}}
	ballots := planner.NewBallots(2)
	ballots.Scale = planner.Scale{Min: 0, Max: 5}
	for _, r := range rows {
		ballots.Add(planner.Ballot{Kind: planner.Score, Marks: r})
	}
	res, err := ranking.Rank(context.Background(), issues, ballots, ranking.DefaultOptions())
	if err != nil {
		panic(err)
	}
	return res
}

func Example_score() {
	r := grades([]planner.Mark{5, 3}, []planner.Mark{0, 3}, []planner.Mark{5, planner.Blank}).Rules["score"]
	fmt.Println(r.Levels, r.Scores["A"], r.Scores["B"])
	// Output: [[A] [B]] 10/3 3
}

// Both middle grades are 3. With one of them taken away from each, A is left with
// 0, 5 and B with 2, 4: the lower middle of A is 0, that of B is 2.
func Example_majorityJudgement() {
	r := grades([]planner.Mark{5, 2}, []planner.Mark{3, 3}, []planner.Mark{0, 4}).Rules["majority_judgement"]
	fmt.Println(r.Levels, r.Scores["A"], r.Scores["B"])
	// Output: [[B] [A]] 3 3
}

// Ten voters approve A and B, five approve C: of three places the larger side
// would take two by any rule, and the third goes to C only if places are shared.
func Example_agenda() {
	issues := []planner.Issue{{ID: "A"}, {ID: "B"}, {ID: "C"}, {ID: "D"}}
	ballots := planner.NewBallots(4)
	ballots.Add(planner.Ballot{Kind: planner.Approval, Count: 10, Marks: []planner.Mark{1, 1, 0, 1}})
	ballots.Add(planner.Ballot{Kind: planner.Approval, Count: 5, Marks: []planner.Mark{0, 0, 1, 0}})
	opts := ranking.DefaultOptions()
	opts.AgendaK = 3
	for _, rule := range []string{"approval", "equal-shares"} {
		opts.AgendaRule = rule
		res, err := ranking.Rank(context.Background(), issues, ballots, opts)
		if err != nil {
			panic(err)
		}
		fmt.Println(rule, len(res.Agenda.Issues), strings.Contains(fmt.Sprint(res.Agenda.Issues), "C"), res.Agenda.Certificate.EJRPlus)
	}
	// Output:
	// approval 3 false false
	// equal-shares 3 true true
}

// Asked for approval, a ranking counts for its first issues: here the first one.
func Example_approval() {
	issues := []planner.Issue{{ID: "A"}, {ID: "B"}, {ID: "C"}}
	ballots := planner.NewBallots(3)
	ballots.Add(planner.Ballot{Kind: planner.Approval, Count: 2, Marks: []planner.Mark{1, 1, 0}})
	ballots.Add(planner.Ballot{Kind: planner.Ranking, Marks: []planner.Mark{2, 1, 3}})
	opts := ranking.DefaultOptions()
	opts.ApproveFirst = 1
	res, err := ranking.Rank(context.Background(), issues, ballots, opts)
	fmt.Println(res.Rules["approval"].Levels, res.Rules["approval"].Notes[0].Code, err)
	// Output: [[B] [A] [C]] approved <nil>
}
