package folder

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/schedule"
	"roundtable/planner/selection"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// Origin is how files were made.
type Origin struct {
	// Inputs say which file was given as what, in order.
	Inputs []PlanInput `json:"inputs"`
	// Flags are the settings given on the command line, as opposed to those
	// that the files themselves hold.
	Flags []build.PlanPair `json:"flags"`
	// Outputs are the other files of the plan with the SHA-256 of their bytes.
	Outputs []PlanOutput `json:"outputs"`
}

// Made is the part of plan.json that is read back: how it was made.
type Made struct {
	Schema     string               `json:"schema"`
	Provenance build.PlanProvenance `json:"provenance"`
	Origin
	// Groups are the working groups as proposed.
	Groups *grouping.Plan `json:"groups"`
	// Mix are the mixed tables.
	Mix *mixing.Plan `json:"mix"`
	// Draw is what a draw by lot was asked for.
	Draw DrawOptions `json:"asked"`
}

// PlanInput is one input file by name.
type PlanInput struct {
	// Role is "meeting", "targets", "pool", "served", "settings", "keep", "rules" or "previous".
	Role string `json:"role"`
	File string `json:"file"`
}

// PlanOutput is one file that was written.
type PlanOutput struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// Record is a kind of file that says how the files of a folder were made.
type Record struct{ File, Schema string }

// The records of the commands that write a folder.
var (
	Plan     = Record{ChairPlan, build.PlanSchema}
	Draw     = Record{ChairDraw, DrawSchema}
	Schedule = Record{ScheduleJSON, schedule.Schema}
)

// In reports whether a folder has such a record.
func (r Record) In(dir string) bool { return Exists(Path(dir, r.File)) }

// Read reads how the files in a folder were made, into what the record holds, and gives
// its bytes.
func (r Record) Read(dir string, into *Made) ([]byte, error) {
	return ReadRecord(Path(dir, r.File), r.Schema, into)
}

// ReadRecord reads a record of one schema and gives its bytes.
func ReadRecord(path, schema string, into any) ([]byte, error) {
	data, err := outfile.Read(path)
	if err != nil {
		return nil, exit.Input(fmt.Errorf("%s cannot be read: %s", path, exit.Reason(err)))
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := errors.Join(json.Unmarshal(data, &head), json.Unmarshal(data, into)); err != nil {
		return nil, exit.Input(fmt.Errorf("%s is no record of this program, or not a whole one", path))
	}
	if head.Schema != schema {
		return nil, exit.Input(fmt.Errorf("%s: schema %q, and this version reads %q", path, head.Schema, schema))
	}
	return data, nil
}

// DrawOptions are what only a draw can be asked.
type DrawOptions struct {
	Goal string `json:"goal"`
	Draw int    `json:"draw"` // 0: computed from the seed
}

// Words are the flags that give the options again.
func (o *DrawOptions) Words() string {
	var out strings.Builder
	if o.Goal != string(selection.Leximin) {
		out.WriteString(" --goal " + o.Goal)
	}
	if o.Draw > 0 {
		out.WriteString(" --draw " + strconv.Itoa(o.Draw))
	}
	return out.String()
}

// PlanHint adds to a hint which folders here hold a plan or a draw.
func PlanHint(other string) string {
	entries, _ := os.ReadDir(".") // none where it cannot be read
	var found []string
	for _, e := range entries {
		if e.IsDir() && (Plan.In(e.Name()) || Draw.In(e.Name())) {
			found = append(found, shell.Word(e.Name()))
		}
	}
	if len(found) == 0 || len(found) > mostFolders {
		return other
	}
	return other + "; there is one in " + messages.English().And(found)
}

// mostFolders is how many folders are named.
const mostFolders = 5
