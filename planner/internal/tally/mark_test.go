package tally

import (
	"reflect"
	"slices"
	"testing"

	"roundtable/planner"
)

const (
	speaker   = planner.RoleSpeaker
	moderator = planner.RoleModerator
)

type values = map[planner.Dimension][]string

func roles(r ...planner.Role) []planner.Role { return r }

// How one person bears on a target of each kind.
func TestMark(t *testing.T) {
	j := &Judge{JoinAs: speaker}
	woman := planner.Condition{{Dimension: "d", Values: []string{"F"}}}
	cells := []planner.Condition{woman, {{Dimension: "d", Values: []string{"F", "M"}}}, {{Dimension: "e", Values: []string{"x"}}}}
	F, twice := values{"d": {"F"}}, values{"d": {"F", "", "G", "F"}, "e": {"x", "y"}}
	for _, tt := range []struct {
		name   string
		target planner.Target
		person planner.Participant
		want   Mark
	}{
		{"counts", planner.Target{Dimension: "d", Value: "F"}, planner.Participant{Values: F}, Mark{In: planner.Yes, Hit: planner.Yes}},
		{"does not", planner.Target{Dimension: "d", Value: "M"}, planner.Participant{Values: F}, Mark{In: planner.Yes, Hit: planner.No}},
		{"may", planner.Target{Dimension: "d", Value: "M"}, planner.Participant{}, Mark{In: planner.Yes}},
		{"has another role", planner.Target{Dimension: "d", Value: "F", Roles: roles(moderator)}, planner.Participant{Roles: roles(speaker), Values: F}, Mark{In: planner.No}},
		{"one of two values counts", planner.Target{Dimension: "d", Value: "G"}, planner.Participant{Values: twice}, Mark{In: planner.Yes, Hit: planner.Yes}},
		{"counts of those alone", planner.Target{Dimension: "d", Value: "F", And: planner.Condition{{Dimension: "e", Values: []string{"z"}}}}, planner.Participant{Values: twice}, Mark{In: planner.Yes, Hit: planner.No}},
		{"each value once", planner.Target{Kind: planner.Distinct, Dimension: "d"}, planner.Participant{Values: twice}, Mark{In: planner.Yes, Hit: planner.Yes, Values: []string{"F", "G"}}},
		{"no value known", planner.Target{Kind: planner.NotAllSame, Dimension: "d"}, planner.Participant{Values: values{"d": {""}}}, Mark{In: planner.Yes}},
		{"only values of a list", planner.Target{Kind: planner.Distinct, Dimension: "d", List: []string{"g"}}, planner.Participant{Values: twice}, Mark{In: planner.Yes, Hit: planner.Yes, Values: []string{"G"}}},
		{"none of a list", planner.Target{Kind: planner.Distinct, Dimension: "d", List: []string{"H"}}, planner.Participant{Values: twice}, Mark{In: planner.Yes, Hit: planner.No}},
		{"values of two dimensions", planner.Target{Kind: planner.Each, Dimension: "d", Across: []planner.Dimension{"e"}}, planner.Participant{Values: twice}, Mark{In: planner.Yes, Hit: planner.Yes, Values: []string{"F & x", "F & y", "G & x", "G & y"}}},
		{"one of two dimensions known", planner.Target{Kind: planner.Each, Dimension: "d", Across: []planner.Dimension{"e"}}, planner.Participant{Values: F}, Mark{In: planner.Yes}},
		{"a value nobody has stays one", planner.Target{Kind: planner.Each, Dimension: "d", Across: []planner.Dimension{"e"}}, planner.Participant{Values: values{"d": {"F"}, "e": {NewValue}}}, Mark{In: planner.Yes, Hit: planner.Yes, Values: []string{NewValue}}},
		{"whichever of the two it is", planner.Target{Kind: planner.Each, Dimension: "d", Across: []planner.Dimension{"e"}}, planner.Participant{Values: values{"d": {NewValue}, "e": {"x"}}}, Mark{In: planner.Yes, Hit: planner.Yes, Values: []string{NewValue}}},
		{"a person is one", planner.Target{Kind: planner.Size}, planner.Participant{}, Mark{In: planner.Yes, Hit: planner.Yes}},
		{"those of the condition", planner.Target{Kind: planner.Size, And: woman}, planner.Participant{}, Mark{Hit: planner.Yes}},
		{"not of the condition", planner.Target{Kind: planner.Size, And: woman}, planner.Participant{Values: values{"d": {"M"}}}, Mark{In: planner.No}},
		{"of the condition, perhaps in the role", planner.Target{Kind: planner.Size, And: woman, Roles: roles(moderator)}, planner.Participant{Values: F}, Mark{Hit: planner.Yes}},
		{
			"cells: those in, those that may be",
			planner.Target{Kind: planner.Each, Dimension: "d", Cells: cells},
			planner.Participant{Values: F},
			Mark{In: planner.Yes, Hit: planner.Unknown, Cells: []planner.Answer{planner.Yes, planner.Yes, planner.Unknown}, Fills: 1},
		},
		{
			"cells: in some",
			planner.Target{Kind: planner.Each, Dimension: "d", Cells: cells},
			planner.Participant{Values: values{"d": {"M", "N"}, "e": {"y", "z", "v"}}},
			Mark{In: planner.Yes, Hit: planner.Yes, Cells: []planner.Answer{planner.No, planner.Yes, planner.No}, Fills: 6},
		},
		{
			"cells: in none",
			planner.Target{Kind: planner.Seats, Cells: cells},
			planner.Participant{Values: values{"d": {"N"}, "e": {"y"}}},
			Mark{In: planner.Yes, Hit: planner.No, Cells: []planner.Answer{planner.No, planner.No, planner.No}, Fills: 1, Seats: true},
		},
	} {
		if got := j.Mark(&tt.target, &tt.person); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// Yes and no in the words of forms; the proposal's own answer stands for whoever says
// nothing.
func TestMarkOfFlags(t *testing.T) {
	for said, want := range map[string]planner.Answer{
		"yes": planner.Yes, " Y ": planner.Yes, "TRUE": planner.Yes, "1": planner.Yes, "x": planner.Yes, "✓": planner.Yes, "✔": planner.Yes,
		"No": planner.No, "n": planner.No, "false": planner.No, "0": planner.No, "-": planner.No,
		"": planner.Unknown, "perhaps": planner.Unknown,
	} {
		p := &planner.Participant{Values: values{"MAG": {said}}}
		flag := &planner.Target{Kind: planner.Flag, Dimension: "MAG"}
		if m := (&Judge{}).Mark(flag, p); m.Hit != want || m.In != planner.Yes {
			t.Errorf("%q: %+v", said, m)
		}
		answered := &Judge{Fields: map[planner.Dimension]planner.Answer{"MAG": planner.Yes}}
		if want == planner.Unknown {
			want = planner.No
		}
		if m := answered.Mark(flag, p); m.Hit != want {
			t.Errorf("%q beside the proposal's answer: %+v", said, m)
		}
	}
}

// The indicators of a mark, for every In and Hit.
func TestMarkIndicators(t *testing.T) {
	for _, tt := range []struct {
		in, hit                         planner.Answer
		certain, possible, known, doubt int64
	}{
		{planner.Yes, planner.Yes, 1, 1, 1, 0},
		{planner.Yes, planner.Unknown, 0, 1, 1, 1},
		{planner.Yes, planner.No, 0, 0, 1, 0},
		{planner.Unknown, planner.Yes, 0, 1, 1, 0},
		{planner.Unknown, planner.Unknown, 0, 1, 1, 1},
		{planner.Unknown, planner.No, 0, 0, 1, 0},
		{planner.No, planner.Yes, 0, 0, 0, 0},
		{planner.No, planner.Unknown, 0, 0, 0, 0},
	} {
		m := Mark{In: tt.in, Hit: tt.hit, Values: []string{"a"}, Cells: []planner.Answer{planner.Yes, planner.No}}
		if m.Certain() != tt.certain || m.Possible() != tt.possible || m.Has("a") != tt.known || m.Has("b") != 0 || m.Open() != tt.doubt {
			t.Errorf("%+v: certain %d, possible %d, has %d, open %d", m, m.Certain(), m.Possible(), m.Has("a"), m.Open())
		}
		if cell := m.Cell(1); cell.In != tt.in || tt.in != planner.No && cell.Hit != planner.No {
			t.Errorf("%+v: of the second cell %+v", m, cell)
		}
	}
}

// Whoever holds a role beside the panel bears on targets about that role: not a speaker who
// is not on the panel under review, and nobody who only takes part.
func TestJudgeKnowsTheSession(t *testing.T) {
	session := planner.Roster{
		{ID: "s", Roles: roles(speaker)},
		{ID: "t", Roles: roles(speaker, moderator)},
		{ID: "p", Roles: roles(planner.RoleParticipant)},
		{ID: "o", Roles: roles(planner.RoleOrganizer, planner.RoleParticipant)},
		{ID: "n"},
	}
	j := NewJudge(planner.Roster{{ID: "s"}, {ID: "x"}}, session, speaker, nil)
	var got []string
	for _, p := range j.Others {
		got = append(got, p.ID)
		if len(p.Roles) != 1 {
			t.Errorf("%s keeps the roles %q", p.ID, p.Roles)
		}
	}
	if !slices.Equal(got, []string{"t", "o"}) || len(session[1].Roles) != 2 {
		t.Errorf("others %q; the session has %q", got, session[1].Roles)
	}
	if off := Off(session[:2], session); len(off) != 3 || off[0].ID != "p" || len(session) != 5 {
		t.Errorf("off the panel: %v", off)
	}

	moderated := &planner.Target{Kind: planner.Size, Roles: roles(moderator), Min: planner.LimitOf(1)}
	if a := j.Fixed(moderated); a.N != 1 || a.Have != 1 {
		t.Errorf("moderators beside the panel: %+v", a)
	}
	if a := j.Fixed(&planner.Target{Kind: planner.Size}); a.N != 0 {
		t.Errorf("a target about no role: %+v", a)
	}
	// Of those who join, the moderator counts already, and the organizer not yet.
	for id, want := range map[string]planner.Answer{"t": planner.No, "o": planner.No, "q": planner.Yes} {
		m := j.JoinMark(moderated, &planner.Participant{ID: id, Roles: roles(moderator)})
		if id == "o" {
			m = j.JoinMark(moderated, &session[3])
		}
		if m.In != want {
			t.Errorf("%s joins: %+v", id, m)
		}
	}
	if m := j.JoinMark(&planner.Target{Kind: planner.Size}, &session[1]); m.In != planner.Yes {
		t.Errorf("a target about no role counts whoever joins: %+v", m)
	}
	if m := j.JoinMark(&planner.Target{Kind: planner.Size, Roles: roles(speaker)}, &session[1]); m.In != planner.Yes {
		t.Errorf("as a speaker the moderator joins: %+v", m)
	}
}

// The role of the panel comes with the seat.
func TestJoining(t *testing.T) {
	for _, tt := range []struct {
		joinAs     planner.Role
		have, want []planner.Role
	}{
		{speaker, roles(moderator), roles(moderator, speaker)},
		{speaker, roles(speaker), roles(speaker)},
		{speaker, nil, nil}, // taken to join in that role anyhow
		{"", roles(moderator), roles(moderator)},
	} {
		p := &planner.Participant{Roles: tt.have}
		if got := (&Judge{JoinAs: tt.joinAs}).Joining(p); !slices.Equal(got.Roles, tt.want) || !slices.Equal(p.Roles, tt.have) {
			t.Errorf("%q joins as %q: %q, and was left as %q", tt.have, tt.joinAs, got.Roles, p.Roles)
		}
	}
}

func TestConsidered(t *testing.T) {
	for _, tt := range []struct {
		roles, except, have []planner.Role
		want                planner.Answer
	}{
		{nil, nil, nil, planner.Yes},
		{roles(speaker), nil, roles(moderator, speaker), planner.Yes},
		{roles(speaker), nil, roles(moderator), planner.No},
		{roles(speaker), nil, nil, planner.Yes}, // joins as such
		{roles(moderator), nil, nil, planner.Unknown},
		{nil, roles(moderator), roles(moderator, speaker), planner.No},
		{nil, roles(moderator), roles(speaker), planner.Yes},
		{nil, roles(speaker), nil, planner.Yes}, // no role is held
	} {
		x := &planner.Target{Roles: tt.roles, ExceptRoles: tt.except}
		if got := (&Judge{JoinAs: speaker}).Considered(x, &planner.Participant{Roles: tt.have}); got != tt.want {
			t.Errorf("%q but not %q of %q: %d, want %d", tt.roles, tt.except, tt.have, got, tt.want)
		}
	}
}

// Settled: met by people beside the panel in a way that nobody who joins can undo.
func TestSettled(t *testing.T) {
	chair := planner.Participant{ID: "m", Roles: roles(moderator), Values: values{"d": {"F"}}}
	unknown := planner.Participant{ID: "u", Roles: roles(moderator)}
	one := planner.Target{Dimension: "d", Value: "F", Roles: roles(moderator), Min: planner.LimitOf(1)}
	with := func(change func(*planner.Target)) planner.Target {
		x := one
		change(&x)
		return x
	}
	flag := planner.Target{Kind: planner.Flag, Dimension: "MAG", Value: "yes"}
	for _, tt := range []struct {
		name   string
		target planner.Target
		others planner.Roster
		answer planner.Answer
		want   bool
	}{
		{"a minimum that is reached", one, planner.Roster{chair}, 0, true},
		{"reached whatever is not known", one, planner.Roster{unknown, chair}, 0, true},
		{"not reached", with(func(x *planner.Target) { x.Min.N = 2 }), planner.Roster{chair, unknown}, 0, false},
		{"the panel counts too", with(func(x *planner.Target) { x.Roles = nil }), planner.Roster{chair}, 0, false},
		{"a limit can be broken", with(func(x *planner.Target) { x.Max = planner.LimitOf(9) }), planner.Roster{chair}, 0, false},
		{"so can a share", with(func(x *planner.Target) { x.MinShare = planner.Percent(1) }), planner.Roster{chair}, 0, false},
		{"nobody beside the panel", with(func(x *planner.Target) { x.Min.N = 0 }), nil, 0, false},
		{"the proposal says yes", flag, nil, planner.Yes, true},
		{"it says no", flag, nil, planner.No, false},
		{"it says yes, and is asked for no", with(func(x *planner.Target) { *x = flag; x.Value = "no" }), nil, planner.Yes, true},
		{"nobody may say yes", with(func(x *planner.Target) { x.Kind, x.Value, x.Dimension = planner.Flag, "no", "MAG" }), planner.Roster{chair}, planner.No, false},
		{"an answer to something else", one, nil, planner.Yes, false},
	} {
		j := NewJudge(nil, tt.others, speaker, map[planner.Dimension]planner.Answer{"MAG": tt.answer})
		if got := j.Settled(&tt.target); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
