package stages

import (
	"testing"

	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/planner"
)

// TestSizeFor goes through sizes that do and do not fit the number of groups.
func TestSizeFor(t *testing.T) {
	cell := planner.Ref{File: "m.xlsx", Sheet: "Settings", Cell: "B3"}
	files := []planner.Setting{{Key: "size", Value: "11..13", Where: cell}, {Key: "groups", Value: "4"}}
	groups := settings.Given{Key: "groups", Value: "5", Typed: true}
	size := settings.Given{Key: "size", Value: "11..13", Typed: true}
	for _, c := range []struct {
		name  string
		k     int
		typed []settings.Given
		keeps bool
	}{
		{"fits", 4, []settings.Given{groups}, true},
		{"does not fit the groups typed", 5, []settings.Given{groups}, false},
		{"typed as well", 5, []settings.Given{groups, size}, true},
		{"both from the files", 5, nil, true},
	} {
		o, _ := settings.Resolve(files, c.typed)
		got, findings := sizeFor(o, 48, c.k)
		switch {
		case c.keeps && (got != planner.Range{Min: 11, Max: 13} || findings != nil):
			t.Errorf("%s: %+v, findings %v; want the size kept", c.name, got, findings)
		case !c.keeps && (!got.IsZero() || len(findings) != 1 || findings[0].Where != cell):
			t.Errorf("%s: %+v, findings %v; want one finding at %v", c.name, got, findings, cell)
		}
	}
}
