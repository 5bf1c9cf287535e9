package planner

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func numbers(from, to Limit) Numbers {
	return Numbers{From: from, To: to, Apart: []string{"under age"}}
}

// One person and one demand: what is not known stays unknown, and so does a band of
// numbers that lies only partly within those asked for.
func TestTermOf(t *testing.T) {
	region := Term{Dimension: "d", Values: []string{"African Group", "AF"}}
	anything := Term{Dimension: "d"}
	youth := Term{Dimension: "d", Values: []string{"youth"}, Numbers: numbers(LimitOf(18), LimitOf(30))}
	old := Term{Dimension: "d", Numbers: numbers(LimitOf(65), Limit{})}
	young := Term{Dimension: "d", Numbers: numbers(Limit{}, LimitOf(29))}
	for _, tt := range []struct {
		term   *Term
		values []string
		want   Answer
	}{
		{&region, []string{"African Group"}, Yes},
		{&region, []string{"af"}, Yes},
		{&region, []string{"WEOG", "AFRICAN GROUP"}, Yes},
		{&region, []string{"WEOG"}, No},
		{&region, []string{"", "WEOG"}, No},
		{&region, []string{""}, Unknown},
		{&region, nil, Unknown},
		{&anything, []string{"whatever"}, Yes},
		{&anything, []string{""}, Unknown},

		{&youth, []string{"Youth"}, Yes},
		{&youth, []string{"Under Age"}, No},
		{&youth, []string{"18"}, Yes},
		{&youth, []string{"17"}, No},
		{&youth, []string{"30.9"}, Yes}, // in full years
		{&youth, []string{"31"}, No},
		{&youth, []string{"18-30"}, Yes},
		{&youth, []string{"18 – 30"}, Yes},
		{&youth, []string{"17-30"}, Unknown},
		{&youth, []string{"18-31"}, Unknown},
		{&youth, []string{"31-40"}, No},
		{&youth, []string{"0-17"}, No},
		{&youth, []string{"30-18"}, Unknown}, // no band
		{&youth, []string{"adult"}, Unknown},
		{&youth, []string{"-"}, Unknown},
		{&youth, []string{"a-b"}, Unknown},
		{&youth, []string{"18-b"}, Unknown},
		{&youth, []string{"a-17"}, Unknown},
		{&youth, []string{"1e15"}, Unknown}, // no number of years
		{&youth, []string{"NaN"}, Unknown},
		{&youth, []string{"-5"}, No},
		{&youth, []string{"-5-20"}, Unknown},
		{&youth, []string{"-5-17"}, No},

		{&old, []string{"65+"}, Yes},
		{&old, []string{"64+"}, Unknown},
		{&old, []string{"≥ 65"}, Yes},
		{&old, []string{">64"}, Yes},
		{&old, []string{">63"}, Unknown},
		{&old, []string{"<65"}, No},
		{&old, []string{"<=65"}, Unknown},
		{&old, []string{"<=64"}, No},
		{&old, []string{"x+"}, Unknown},
		{&young, []string{"<30"}, Yes},
		{&young, []string{"<31"}, Unknown},
		{&young, []string{"≤29"}, Yes},
		{&young, []string{">=30"}, No},
		{&young, []string{"29+"}, Unknown},
		{&young, []string{">28"}, Unknown},
		{&young, []string{">29"}, No},
		{&young, []string{"<young"}, Unknown},

		// Of several values one that fits is enough, in any order.
		{&youth, []string{"40", "20"}, Yes},
		{&youth, []string{"17-30", "20"}, Yes},
		{&youth, []string{"17-30", "", "40"}, Unknown},
		{&youth, []string{"40", "17-30"}, Unknown},
		{&anything, []string{"", "x"}, Yes},
	} {
		p := &Participant{Values: map[Dimension][]string{"d": tt.values}}
		if got := tt.term.Of(p); got != tt.want {
			t.Errorf("%s of %q: %d, want %d", tt.term, tt.values, got, tt.want)
		}
		not := *tt.term
		not.Not = true
		if got, want := not.Of(p), map[Answer]Answer{Yes: No, No: Yes}[tt.want]; got != want {
			t.Errorf("%s of %q: %d, want %d", &not, tt.values, got, want)
		}
	}
}

// A number lies within the numbers asked for as whole numbers do, and a band of numbers
// fits where all of it does, and does not where none does.
func TestNumbersAreThoseBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string) int { return rapid.IntRange(0, 9).Draw(t, what) }
		term := Term{Dimension: "age", Numbers: Numbers{From: Limit{draw("from"), draw("from?") > 2}, To: LimitOf(draw("to"))}}
		low := draw("low")
		high := low + draw("wide")
		inside := 0
		for n := low; n <= high; n++ {
			if (!term.From.Given || term.From.N <= n) && n <= term.To.N {
				inside++
			}
		}
		want := Unknown
		switch inside {
		case 0:
			want = No
		case high - low + 1:
			want = Yes
		}
		if term.From.Given && term.From.N > term.To.N {
			return // nobody is asked for
		}
		band := strconv.Itoa(low) + "-" + strconv.Itoa(high)
		if got := term.Of(&Participant{Values: map[Dimension][]string{"age": {band}}}); got != want {
			t.Fatalf("%s of %s: %d, want %d", &term, band, got, want)
		}
	})
}

// A condition is the conjunction of three values (Kleene, Introduction to Metamathematics,
// 1952, § 64): the least of its terms where no < unknown < yes, whatever their order.
func TestConditionIsKleenesAnd(t *testing.T) {
	answer := map[Answer][]string{Unknown: nil, Yes: {"x"}, No: {"y"}}
	rank := map[Answer]int{No: 0, Unknown: 1, Yes: 2}
	for _, a := range []Answer{Unknown, Yes, No} {
		for _, b := range []Answer{Unknown, Yes, No} {
			p := &Participant{Values: map[Dimension][]string{"a": answer[a], "b": answer[b]}}
			c := Condition{{Dimension: "a", Values: []string{"x"}}, {Dimension: "b", Values: []string{"x"}}}
			want := a
			if rank[b] < rank[a] {
				want = b
			}
			if got := c.Of(p); got != want {
				t.Errorf("%d and %d: %d, want %d", a, b, got, want)
			}
		}
	}
	if (Condition{}).Of(&Participant{}) != Yes {
		t.Error("nothing asked is true of everybody")
	}
}

func TestConditionInWords(t *testing.T) {
	for _, tt := range []struct {
		term                 Term
		text, words, labeled string
	}{
		{Term{Dimension: "region", Values: []string{"African Group"}}, "region=African Group", "African Group", "African Group"},
		{Term{Dimension: "g", Values: []string{"a", "b"}, Not: true}, "g!=a|b", "a|b", "not a|b"},
		{Term{Dimension: "g", Values: []string{"a"}, Given: "A"}, "g=A", "A", "A"},
		{Term{Dimension: "age", Numbers: numbers(LimitOf(0), LimitOf(34))}, "age=0-34", "0-34", "0-34"},
		{Term{Dimension: "age", Numbers: numbers(LimitOf(18), LimitOf(18))}, "age=18", "18", "18"},
		{Term{Dimension: "age", Numbers: numbers(LimitOf(0), Limit{})}, "age>=0", ">=0", ">=0"},
		{Term{Dimension: "age", Numbers: numbers(Limit{}, LimitOf(34))}, "age<=34", "<=34", "<=34"},
		{Term{Dimension: "age", Numbers: numbers(LimitOf(65), Limit{}), Not: true}, "not age>=65", ">=65", "not >=65"},
		{Term{Dimension: "age", Numbers: numbers(LimitOf(65), Limit{}), Given: ">64"}, "age>64", ">64", ">64"},
		{Term{Dimension: "age", Numbers: numbers(Limit{}, LimitOf(34)), Values: []string{"youth"}}, "age<=34", "<=34", "<=34"},
		{Term{Dimension: "age"}, "age", "", ""},
	} {
		if tt.term.String() != tt.text || tt.term.Words() != tt.words || (Condition{tt.term}).Label() != tt.labeled {
			t.Errorf("%q, %q, %q; want %q, %q, %q", tt.term.String(), tt.term.Words(), Condition{tt.term}.Label(),
				tt.text, tt.words, tt.labeled)
		}
	}
	both := Condition{{Dimension: "gender", Values: []string{"Female"}}, {Dimension: "group", Values: []string{"Gov"}, Not: true}}
	if both.String() != "gender=Female & group!=Gov" || both.Label() != "Female & not Gov" {
		t.Errorf("%q, %q", both, both.Label())
	}
}

// The ends of the numbers there are do not overflow.
func TestNumbersAtTheEdge(t *testing.T) {
	for _, v := range []string{"<-999999999999999", ">999999999999999"} {
		wide := Term{Dimension: "n", Numbers: Numbers{From: LimitOf(-math.MaxInt), To: LimitOf(math.MaxInt)}}
		if got := wide.Of(&Participant{Values: map[Dimension][]string{"n": {v}}}); got != Yes {
			t.Errorf("%s: %d", v, got)
		}
	}
}
