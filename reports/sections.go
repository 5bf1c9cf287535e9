package reports

// The sections that answer one command each, by their ID.
var (
	BalanceSections = []string{"rules", "seats", "cross", "people"}
	RankingSections = []string{"ranking", "bygroup", "agree", "split", "agenda"}
	GroupSections   = []string{"groups", "fit"}
)

// Table finds a table of the document by its ID, in charts and cards as well.
func (d *Document) Table(id string) (Table, bool) {
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			switch x := block.(type) {
			case Table:
				if x.ID == id {
					return x, true
				}
			case Chart:
				if x.Table.ID == id {
					return x.Table, true
				}
			case Cards:
				for _, c := range x.Items {
					for _, t := range c.Tables {
						if t.ID == id {
							return t, true
						}
					}
				}
			}
		}
	}
	return Table{}, false
}
