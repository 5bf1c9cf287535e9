package grouping

import (
	"slices"

	"roundtable/planner"
)

// Meeting again costs points for each person who sits with people of an earlier group: as
// many times Options.MeetAgainWeight as there are others of it, up to mostAgain. So two
// who meet again cost one weight and three cost three, as many as there are pairs.
const mostAgain = 4

// readEarlier asks each group for few people who sat together in an earlier meeting:
// the k-th rule about them allows k, and each is missed by those above.
func (b *builder) readEarlier() {
	for n := range b.opts.Earlier {
		of := make(map[string][]int)
		var names []string
		for _, s := range b.opts.Earlier[n].Seats {
			i, ok := b.personAt[s.Person]
			if !ok || slices.Contains(of[s.Group], i) {
				continue // who is not here meets nobody
			}
			if of[s.Group] == nil {
				names = append(names, s.Group)
			}
			of[s.Group] = append(of[s.Group], i)
		}
		for _, name := range names {
			slices.Sort(of[name])
			for k := 1; k < min(len(of[name]), mostAgain+1); k++ {
				x := b.derived(againAsked, "met before", of[name], planner.Target{Max: planner.LimitOf(k)})
				x.id, x.value = x.id+"#"+string(rune('0'+k)), "those of "+name
				x.tier, x.weight = planner.Should, int64(b.opts.MeetAgainWeight)
				b.askOf(b.allGroups(), x)
			}
		}
	}
}
