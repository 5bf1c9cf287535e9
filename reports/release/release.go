// Package release keeps the history of what was published about a meeting. Two
// editions, each of which betrays nobody, can do so together: of two that differ by
// one ballot the difference is that ballot, of two weightings of the same ballots the
// difference is a second figure over few people. So all releases are one history, and
// a new one is held against every earlier one that was sent.
//
// A [Record] is what a release was made from, as fingerprints: of contents, not of
// rows, so that order, IDs and repeated rows make no difference. The ledger keeps
// the record of each release under a key of its own ([Ledger]); without the key a
// fingerprint cannot be tried against guesses, and with it nothing but guesses can be
// tried. [Ledger.Admit] refuses a release that comes too close to earlier ones.
//
// Ballots and people are looked at in several views, and each must hold, because what
// is corrected beside a late ballot must not hide it: ballots with the issues by their
// names (columns may move) and by their places (a name may be corrected, a group may
// be called otherwise); people by all that is counted of them, by what is always
// counted, and by their names.
//
// # Quiet releases
//
// A release that is quiet tells nothing of votes or of people, so it is compared with no
// other, and there may be any number of them. A ballot that came late can be released in
// one by itself, which replaces the edition before: of the first issues alone one would
// come in for another, and say what the late ballot prefers.
//
// Five ballots apart are enough for nobody to be counted, and not for two votes to be told.
// Who comes late, and knows how he voted himself, reads both pages: where the places turned,
// nearly all of the others must have said the contrary of those before. So of two votes that
// are told of, either it is the same ballots, weighed alike, or they are [outnumbered]: with
// n ballots in the smaller vote and m issues, 4n + 5m + 10 or more differ.
//
// Why that many. Let E be what the n ballots give to an issue, approvals say, L the ballots
// by which the other vote differs, N = n + L. The late ballots can be any that have one issue
// at least, and give each between 0 and L. So nothing is known of one where some sums v read
// like the second page, and each lies between E + 2 and E + L − 2: then two of the late
// ballots, the reader's and the one he asks for, may say anything. As N/5 is at least
// n + m + 2, there are such sums. In the first fifth the issues go to its upper end, one step
// a place: N/5 − m or more, and n + 2 is enough. In the middle N/5 is more than n + 2, and
// 4N/5 less than L − 2, so they stay. In the last one they go down by what is too much: to
// E + L − 2 where one issue is there alone, else to L − 2 and one less for each place, which
// is 4N/5 or more. An order without fifths has the same room from L − 2 down. That every late
// ballot has an issue asks for m + L − 1 in all beyond E: of an issue alone in the last fifth
// there are L − 2, and of the others together m + 1; of two in it there are more than enough.
// Scores are the same with steps in place of ballots. Whatever is known of E makes no
// difference to this. The n ballots themselves are as free as they were, for other sums
// E leave the same room; but where all of the late ballots must have one issue each and
// no more, and for orders, points and uneven weights, that rests on attacks alone.
//
// Fewer are not enough: of 56 ballots on seven issues, six stand above 80 one after the
// other, and with 225 further ballots the same six stand below 20 the other way round. Then
// the first of them has 50 or 51 both times, so that one late ballot is for it at most
// (TestPlacesThatTurn). All votes on two and three issues, of few ballots, are tried by
// TestHowFarApartEditionsMustBe. Which of the two came first makes no difference to
// somebody who reads both.
//
// More than two add nothing: in the order of their sizes, each has so many further ballots
// that these have room for their page whatever those before them said. The pages of a
// history in full are attacked together by TestAttackHistories.
//
// # Seats
//
// Who sits where is told to the participants, names and groups are its content, and one
// seating tells of the wishes behind it what everybody in the room sees. Two tell more: the
// same ballots seated with room for one more in a group show who is moved there, who wished
// for it, and one changed wish, which no ballot has to hold, moves its owner. So a history has
// one seating that rests on wishes. Another one is left out, and the rest is released; it is
// told where the votes of both may be told in full, for then nearly all wishes are new.
// Seats that rest on no wishes may change.
package release

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// size is the length of a fingerprint in bytes. That two of two million contents share
// one has a chance of 1 in 10^9.
const size = 9

// Prints are fingerprints of contents in ascending order, one a ballot or person, of 9
// bytes each; in JSON one text in base 64. Equal contents have equal fingerprints.
type Prints []byte

// Record is what a release was made from.
type Record struct {
	// Ballots are told apart by kind, group, weight, and the answers by the names of the
	// issues; Answers by kind and the answers in the order of the issues alone.
	Ballots Prints `json:"ballots,omitempty"`
	Answers Prints `json:"answers,omitempty"`
	// Issues is how many issues the ballots are on.
	Issues int `json:"issues,omitempty"`
	// People are told apart by roles, panel and all values that are counted; Basics by
	// roles, panel and the values that are counted in every meeting; Names by names, and
	// it is empty where not all are given.
	People Prints `json:"people,omitempty"`
	Basics Prints `json:"basics,omitempty"`
	Names  Prints `json:"names,omitempty"`
	// Seats are who sits with whom, whatever the groups are called; empty where nobody is
	// told, or where the seats rest on no wishes.
	Seats Prints `json:"seats,omitempty"`
	// Weighing is of the settings by which ballots become figures, Grouping of who stands
	// with whom in which weight, whatever the groups are called, and Showing of the
	// settings by which people become figures.
	Weighing Prints `json:"weighing"`
	Grouping Prints `json:"grouping"`
	Showing  Prints `json:"showing"`
}

// Settings are what shapes figures beside ballots and people.
type Settings struct {
	// Panel are the IDs of the panel that was judged, Dimensions what it was measured on.
	Panel      []string
	Dimensions []planner.Dimension
	// Seats are the people of each group, by names, where the groups rest on wishes and are
	// told to the participants.
	Seats [][]string
	// Region and Organisation say that ballots are weighed by those of the voter.
	Region, Organisation bool
	// Weighing and Showing are texts that are equal for equal settings of the ranking
	// and of what is published.
	Weighing, Showing string
}

// basics are the dimensions that are counted in every meeting.
var basics = []planner.Dimension{
	planner.Stakeholder, planner.Region, planner.Gender, planner.Age, planner.Attendance,
}

// Of records what a release of the meeting is made from.
func Of(m *planner.Meeting, s Settings) Record {
	r := Record{Showing: join(seal("showing", s.Showing))}
	var scale planner.Scale
	if m.Ballots != nil {
		scale = m.Ballots.Scale
	}
	r.Weighing = join(seal("weighing", s.Weighing, fmt.Sprint(scale)))
	r.ballots(m, &s)
	var people, basic, names []print
	for i := range m.Roster {
		p := &m.Roster[i]
		on := fmt.Sprint(slices.Contains(s.Panel, p.ID))
		people = append(people, person(p, on, slices.Concat(basics, s.Dimensions)))
		basic = append(basic, person(p, on, basics))
		if p.Name != "" {
			names = append(names, seal("name", fold(p.Name)))
		}
	}
	r.People, r.Basics = join(people...), join(basic...)
	if len(names) == len(m.Roster) {
		r.Names = join(names...)
	}
	var seats []print
	for _, group := range s.Seats {
		members := make([]print, len(group))
		for i, name := range group {
			members[i] = seal("name", fold(name))
		}
		seats = append(seats, seal("seats", string(join(members...))))
	}
	r.Seats = join(seats...)
	return r
}

// ballots takes the fingerprints of all ballots.
func (r *Record) ballots(m *planner.Meeting, s *Settings) {
	order, names := namedIssues(m)
	var full, answers []print
	groups := map[string][]print{}
	for i := range m.Ballots.Len() {
		b := m.Ballots.At(i)
		group := fold(b.Group)
		if s.Region {
			group += "\x00" + fold(b.Region)
		}
		if s.Organisation {
			group += "\x00" + fold(b.Organisation)
		}
		var named, placed []byte
		for at, mark := range b.Marks {
			placed = binary.BigEndian.AppendUint32(placed, uint32(mark))
			named = binary.BigEndian.AppendUint32(named, uint32(b.Marks[order[at]]))
		}
		kind, weight := b.Kind.String(), b.Weight.String()
		whole := seal("ballot", kind, weight, group, names, string(named))
		answer := seal("answers", kind, string(placed))
		stands := seal("stands", weight, string(answer[:]))
		for range b.Count {
			full, answers = append(full, whole), append(answers, answer)
			groups[group] = append(groups[group], stands)
		}
	}
	r.Ballots, r.Answers, r.Issues = join(full...), join(answers...), m.Ballots.Issues()
	var each []print
	for _, members := range groups {
		each = append(each, seal("group", string(join(members...))))
	}
	r.Grouping = join(seal("grouping", string(join(each...))))
}

// namedIssues gives the places of the issues in the order of their names, and what the
// names are.
func namedIssues(m *planner.Meeting) (order []int, names string) {
	list := make([]string, m.Ballots.Issues())
	for i := range list {
		if order = append(order, i); i < len(m.Issues) {
			list[i] = fold(cmp.Or(m.Issues[i].Name, m.Issues[i].ID))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(list[a], list[b]) })
	slices.Sort(list)
	return order, strings.Join(list, "\x00")
}

// person is the fingerprint of what is counted of somebody.
func person(p *planner.Participant, panel string, ds []planner.Dimension) print {
	roles := slices.Clone(p.Roles)
	slices.Sort(roles)
	parts := []string{panel, fmt.Sprint(slices.Compact(roles))}
	ds = slices.Clone(ds)
	slices.Sort(ds)
	for _, d := range slices.Compact(ds) {
		for _, v := range p.Values[d] {
			if v = fold(v); v != "" {
				parts = append(parts, string(d), v)
			}
		}
	}
	return seal("person", parts...)
}

// fold makes texts equal that differ in capitals and spaces alone.
func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// print is one fingerprint.
type print [size]byte

// seal is the fingerprint of a list of texts of a kind.
func seal(kind string, parts ...string) print {
	h := sha256.New()
	for _, part := range append([]string{kind}, parts...) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return print(h.Sum(nil)[:size])
}

// join puts fingerprints in ascending order.
func join(list ...print) Prints {
	slices.SortFunc(list, func(a, b print) int { return bytes.Compare(a[:], b[:]) })
	out := slices.Grow(Prints(nil), size*len(list)) // nil for none, as it is read again
	for _, p := range list {
		out = append(out, p[:]...)
	}
	return out
}

// keyed is the record under a key: the same for equal records, and without the key
// nothing can be told from it.
func (r Record) keyed(key []byte) Record {
	for _, p := range r.all() {
		var out []print
		for x := range slices.Chunk(*p, size) {
			mac := hmac.New(sha256.New, key)
			mac.Write(x)
			out = append(out, print(mac.Sum(nil)[:size]))
		}
		*p = join(out...)
	}
	return r
}

// all are the fingerprints of a record.
func (r *Record) all() []*Prints {
	return []*Prints{
		&r.Ballots, &r.Answers, &r.People, &r.Basics, &r.Names, &r.Seats, &r.Weighing, &r.Grouping, &r.Showing,
	}
}
