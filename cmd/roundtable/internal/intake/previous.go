package intake

import (
	"bytes"
	"encoding/json"
	"fmt"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
	"roundtable/reports/release"
)

// EarlierPlan is what --previous reads of a plan.json.
type EarlierPlan struct {
	Schema     string               `json:"schema"`
	Title      string               `json:"title"`
	Provenance build.PlanProvenance `json:"provenance"`
	Ranking    *ranking.Standing    `json:"ranking"`
	Groups     *grouping.Plan       `json:"groups"`
	Mix        *mixing.Plan         `json:"mix"`
	Public     struct {
		Record release.Record `json:"record"`
	} `json:"public"`
}

// Ranked reports whether the plan has a ranking.
func (p *EarlierPlan) Ranked() bool { return p.Ranking != nil && len(p.Ranking.Issues) > 0 }

// noPlan is an error of a file that is no plan.
func noPlan(err error) error {
	return exit.Input(exit.Hint(err, "name a plan.json that roundtable plan wrote: DIR/"+folder.ChairPlan))
}

// mostWhole is the size of the largest file that is read whole beside the importers, in bytes.
const mostWhole = 512 << 20

// readPrevious reads the plan named with --previous.
func readPrevious(path, name string) (*EarlierPlan, planner.Source, error) {
	var source planner.Source
	data, err := table.ReadSmall(path, mostWhole)
	if err == nil && len(data) > mostWhole {
		err = fmt.Errorf("%s: it is larger than %d MB, and no plan is", path, mostWhole>>20)
	}
	if err != nil {
		return nil, source, noPlan(err)
	}
	p := &EarlierPlan{}
	err = json.NewDecoder(bytes.NewReader(data)).Decode(p)
	switch {
	case err != nil:
		err = fmt.Errorf("%s is no plan.json, or not a whole one", path)
	case p.Schema != build.PlanSchema:
		err = fmt.Errorf("%s: schema %q, and this version reads %q", path, p.Schema, build.PlanSchema)
	case !p.Ranked() && p.Mix == nil:
		err = fmt.Errorf("%s: this plan ranked no issues, so there is nothing to compare with", path)
	}
	if err != nil {
		return nil, source, noPlan(err)
	}
	return p, sourceOf(name, data), nil
}
