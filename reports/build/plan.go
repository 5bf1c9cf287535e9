package build

import (
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/meeting"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/reports/release"
)

// PlanSchema names the JSON form of [PlanFile].
const PlanSchema = "roundtable.plan/1"

// PlanFile is the chair's plan.json: every result with its certificate, what
// was noticed on import, and what is needed to make it all again. It names
// people and belongs to the chair edition only.
type PlanFile struct {
	Schema     string          `json:"schema"`
	Title      string          `json:"title"`
	Provenance PlanProvenance  `json:"provenance"`
	Balance    *balance.Report `json:"balance,omitempty"`
	// Programme is in place of Balance where there are several sessions.
	Programme *balance.Programme `json:"programme,omitempty"`
	Panels    []PlanPanel        `json:"panels,omitempty"`
	Ranking   *ranking.Result    `json:"ranking,omitempty"`
	// Comparison holds the ranking against an earlier vote.
	Comparison *ranking.Comparison `json:"comparison,omitempty"`
	Hums       *ranking.Hums       `json:"hums,omitempty"`
	Groups     *grouping.Plan      `json:"groups,omitempty"`
	Mix        *mixing.Plan        `json:"mix,omitempty"`
	// Schedule is the course of the meeting, Timetable when its working groups meet.
	Schedule  *Course             `json:"schedule,omitempty"`
	Timetable *schedule.Timetable `json:"timetable,omitempty"`
	Warnings  []PlanFinding       `json:"warnings"`
	Findings  []PlanFinding       `json:"findings"`
	Public    *PublicationPart    `json:"public,omitempty"`
}

// PlanPanel is a further panel that was checked beside the judged one.
type PlanPanel struct {
	Who     string          `json:"who"`
	Balance *balance.Report `json:"balance"`
}

// PlanProvenance is [reports.Provenance] in JSON.
type PlanProvenance struct {
	Version  string       `json:"version"`
	Date     string       `json:"date,omitempty"`
	Seed     uint64       `json:"seed"`
	Command  string       `json:"command"`
	Settings []PlanPair   `json:"settings"`
	Sources  []PlanSource `json:"sources"`
}

// PlanPair is one setting.
type PlanPair struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// PlanSource is one input file.
type PlanSource struct {
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// PlanFinding is a [planner.Finding] in words, as inspect writes it too.
type PlanFinding struct {
	Code     string   `json:"code"`
	Severity string   `json:"severity"`
	Where    string   `json:"where,omitempty"`
	Also     []string `json:"also,omitempty"`
	Seen     string   `json:"seen,omitempty"`
	Text     string   `json:"text"`
	Fix      string   `json:"fix,omitempty"`
}

// NewPlanFile combines the results of a run. Sources come from the meeting.
func NewPlanFile(in Input) PlanFile {
	p := PlanFile{
		Schema:     PlanSchema,
		Programme:  in.Programme,
		Ranking:    in.Ranking,
		Comparison: in.Comparison,
		Hums:       in.Hums,
		Groups:     in.Groups,
		Mix:        in.Mix,
		Schedule:   in.Course,
		Timetable:  in.Timetable,
		Provenance: PlanProvenance{
			Version: in.Provenance.Version, Date: in.Provenance.Date,
			Seed: in.Provenance.Seed, Command: in.Provenance.Command,
			Settings: []PlanPair{}, Sources: []PlanSource{},
		},
		Warnings: []PlanFinding{}, Findings: []PlanFinding{},
	}
	for _, s := range in.Provenance.Settings {
		p.Provenance.Settings = append(p.Provenance.Settings, PlanPair(s))
	}
	if m := in.Meeting; m != nil {
		p.Title = m.Title
		for _, s := range m.Sources {
			p.Provenance.Sources = append(p.Provenance.Sources, PlanSource{s.File, s.Bytes, s.SHA256})
		}
		p.Findings = planFindings(p.Findings, m.Findings)
	}
	judged := in.Judged()
	for i := range in.Balance {
		v := &in.Balance[i]
		if v.Report == nil {
			continue
		}
		p.Warnings = planFindings(p.Warnings, v.Report.Warnings)
		if v == judged {
			p.Balance = v.Report
			continue
		}
		p.Panels = append(p.Panels, PlanPanel{Who: v.Report.Panel.Judged, Balance: v.Report})
	}
	if in.Ranking != nil {
		p.Warnings = planFindings(p.Warnings, in.Ranking.Warnings)
	}
	if in.Groups != nil {
		p.Warnings = planFindings(p.Warnings, in.Groups.Warnings)
	}
	if c := in.Course; c != nil {
		b := brief.New(in)
		p.Warnings = planFindings(p.Warnings, meeting.InWords(b, c.Warnings))
		if c.Speaking != nil {
			p.Warnings = planFindings(p.Warnings, meeting.InWords(b, c.Speaking.Warnings))
		}
		if c.Outcome != nil {
			p.Warnings = planFindings(p.Warnings, meeting.InWords(b, c.Outcome.Warnings))
		}
	}
	if in.Timetable != nil {
		p.Warnings = planFindings(p.Warnings, in.Timetable.Warnings)
	}
	return p
}

func planFindings(out []PlanFinding, in []planner.Finding) []PlanFinding {
	for i := range in {
		f := &in[i]
		said, fix := messages.English().Finding(f)
		p := PlanFinding{
			Code: f.Code, Severity: f.Severity.String(), Where: f.Where.String(),
			Seen: f.Seen, Text: said, Fix: fix,
		}
		for _, r := range f.Also {
			p.Also = append(p.Also, r.String())
		}
		out = append(out, p)
	}
	return out
}

// PublicationPart is what a release is made from: what may be published, by itself and
// where it comes close to an earlier release, the record by which releases are compared,
// and in which editions and languages it was planned.
type PublicationPart struct {
	Record    release.Record       `json:"record"`
	Edition   disclosure.Protected `json:"edition"`
	Replacing disclosure.Protected `json:"replacing"`
	// Seating is who sits where, which participants are told beside Edition.
	Seating   Seating           `json:"seating"`
	Editions  []reports.Edition `json:"editions"`
	Languages []string          `json:"languages"`
}
