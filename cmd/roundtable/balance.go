package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// newBalance makes the command that judges a panel.
func newBalance(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var programme, invitations bool
	cmd := &cobra.Command{
		Use:   "balance FILE...",
		Short: "Is the panel balanced, and if not, whom to invite or swap?",
		Long: `balance holds the panel against the targets of the files and of the rule packs
named, and advises on the smallest change that meets them; or says why there is
none, and what the ways out are.

Who is judged: the people named with --panel, else those marked as selected,
else the speakers, else everybody listed.`,
		Example: `  roundtable balance meeting.xlsx --rules igf-2023
  roundtable balance roster.csv --targets targets.csv --pool volunteers.csv
  roundtable balance roster.csv --targets targets.csv --invitations --format csv
  roundtable balance meeting.xlsx --without 'Ana Lima'
  roundtable balance ws12.txt ws37.txt ws64.txt --programme --rules igf-2018
  roundtable balance candidates.csv --targets quotas.csv --seats 7 --panel c001,c002`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			if !programme {
				return runBalance(cmd.Context(), j, invitations)
			}
			sessions, err := apart(cmd.Context(), j)
			if err != nil {
				return err
			}
			return runProgramme(j, sessions)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	cmd.Flags().BoolVar(&programme, "programme", false,
		"each file, or each sheet of a workbook, is a session; judge them one by one and together")
	cmd.Flags().BoolVar(&invitations, "invitations", false,
		"print whom to invite, in the order to ask; with --format csv for a spreadsheet")
	help.Mark(cmd.Flags(), settings.AsksPanel, false, "programme", "invitations")
	j.AddFlags(cmd, settings.ForPanel)
	return cmd
}

func runBalance(ctx context.Context, j *intake.Job, invitations bool) error {
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	if sessions, err := programme(l); err != nil || sessions != nil {
		if err != nil {
			return err
		}
		return runProgramme(j, sessions)
	}
	a := &analysis{}
	if a.views, a.missing.Balance, err = balanceStage(ctx, l); err != nil {
		return err
	}
	if a.views == nil {
		return exit.Lacking(a.missing.Balance.Said(messages.English()))
	}
	if file := leftAside(l.Inspection); file != "" && a.views[0].Report.ByDefault() {
		return exit.Input(exit.Hint(
			fmt.Errorf("no rules were given, and %s was left aside, so nothing was judged", file),
			"if it holds the rules, name it with --targets; if not, leave it out",
		))
	}
	switch {
	case j.Format == "json":
		err = reports.WriteJSON(j.Out, inTheirWords(a.views[0].Report))
	case invitations:
		err = showInvitations(j, remaining(l), a)
	default:
		err = show(j, remaining(l), a, "balance", "targets", build.BalanceSections...)
	}
	if err == nil && a.mustMissed() {
		return exit.ErrMissed
	}
	return err
}

// leftAside is the first file that is no table or text of a known kind, "" if there is none.
func leftAside(in *importers.Inspection) string {
	for _, f := range in.Files {
		known := func(s importers.SheetInspection) bool { return s.Kind != sheet.Strange }
		if len(f.Sheets) > 0 && !slices.ContainsFunc(f.Sheets, known) {
			return f.File
		}
	}
	return ""
}

// showInvitations prints whom to invite.
func showInvitations(j *intake.Job, l *intake.Loaded, a *analysis) error {
	in := reported(j, l, a, "balance")
	list := build.Invitations(in)
	switch {
	case j.Format == "csv":
		return text.WriteCSV(j.Out, list)
	case len(list.Rows) > 0:
		return show(j, l, a, "balance", list.ID, list.ID)
	}
	_, err := fmt.Fprintln(j.Out, "Nobody is to be invited; roundtable balance says more.")
	return err
}

// isProgramme reports whether there are sessions, and nothing says that a panel of
// people from all of them is judged.
func isProgramme(l *intake.Loaded) bool {
	o := &l.Options.Panel
	selected := slices.ContainsFunc(l.Meeting.Roster, func(p planner.Participant) bool { return p.Selected })
	return len(l.Meeting.Sessions) > 0 && len(o.Members)+o.Seats+len(l.Meeting.Pool) == 0 && !selected
}

// noPeople is why there is nothing to judge.
var noPeople = build.Reason{Code: "no-people"}

// balanceStage checks the judged panel, and everybody listed where that is
// somebody else, and advises on the judged one. Without people it returns the
// reason.
func balanceStage(ctx context.Context, l *intake.Loaded) ([]build.BalanceView, build.Reason, error) {
	if len(l.Meeting.Roster) == 0 {
		return nil, noPeople, nil
	}
	seat, err := seated(l)
	if err != nil {
		return nil, build.Reason{}, err
	}
	panel := seat.panel
	opts := balance.DefaultOptions()
	opts.Kind, opts.Judged, opts.Session = panel.Kind, seat.judged, seat.session
	opts.Test.Seed = l.Options.Seed
	opts.Pool = seat.present(candidates(l))
	opts.References = references(l.Options.Panel.References)
	targets, err := panelTargets(l, panel, opts)
	if err != nil {
		return nil, build.Reason{}, err
	}
	if opts.Fields, err = answers(l.Options.Panel.Fields, targets); err != nil {
		return nil, build.Reason{}, err
	}
	targets = withDiversity(targets, panel, opts)
	l.Log.Info("checking balance", "panel", len(panel.Members), "targets", len(targets))
	report := balance.Check(panel.Members, targets, opts)
	if report.Advice, err = advise(ctx, l.Options, report, seat, targets, opts); err != nil {
		return nil, build.Reason{}, err
	}
	views := []build.BalanceView{
		{Without: seat.withdrawn(), Judged: true, Report: report, Packs: packsOf(l.Options.Panel.Rules)},
	}
	if len(l.Options.Panel.Rules) == 0 {
		views[0].Fits = fittingPack(l.Meeting)
	}
	if len(panel.Members) != len(seat.session) {
		all := planner.EverybodyListed(seat.session)
		opts.Kind, opts.Judged, opts.Pool = all.Kind, all.Judged, nil
		views = append(views, build.BalanceView{
			Report: balance.Check(all.Members, targets, opts),
		})
	}
	return views, build.Reason{}, nil
}

// packsOf are the rule packs of these names, by title, year and the first of their addresses.
func packsOf(names []string) []build.Pack {
	var out []build.Pack
	for _, name := range names {
		p, err := rulepacks.Load(name)
		if err != nil {
			continue // said where its rules were read
		}
		pack := build.Pack{Name: p.Name, Title: p.Title, Year: p.Year}
		for _, source := range p.Sources() {
			if strings.HasPrefix(source, "http") && pack.Source == "" {
				pack.Source = source
			}
		}
		out = append(out, pack)
	}
	return out
}

// advise gives advice where a target is missed, or where it was asked for. Seats
// of people who withdrew are to be filled again. What was found when the time
// limit ends is the advice.
func advise(
	ctx context.Context, o *settings.Options, r *balance.Report, seat *seating, targets []planner.Target,
	opts balance.Options,
) (*balance.Advice, error) {
	ao := balance.DefaultAdviceOptions()
	ao.Options, ao.Seats, ao.AdditionsOnly, ao.Locked = opts, o.Panel.Seats, o.Panel.AdditionsOnly, seat.locked
	ao.Seed = o.Seed
	if ao.Seats == 0 && seat.left > 0 {
		ao.Seats = len(seat.panel.Members) + seat.left
	}
	if !needsAdvice(r) && ao.Seats == 0 && !ao.AdditionsOnly {
		return nil, nil
	}
	limited, cancel := o.Limited(ctx)
	defer cancel()
	advice, err := balance.Advise(limited, opts.Pool, seat.panel.Members, targets, ao)
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return advice, err
}

func needsAdvice(r *balance.Report) bool {
	for i := range r.Targets {
		if r.Targets[i].Status != balance.Met && !r.Targets[i].Informs {
			return true
		}
	}
	return false
}

// remaining is what was read without those who withdrew, so that no report names
// them as somebody who would do.
func remaining(l *intake.Loaded) *intake.Loaded {
	out, m := *l, *l.Meeting
	m.Roster = withdraw(l, planner.EverybodyListed(m.Roster)).session
	out.Meeting = &m
	return &out
}

// references are the distributions to compare a whole roster with.
func references(names []string) []balance.Reference {
	var out []balance.Reference
	for _, name := range names {
		if name == settings.ReferenceUN {
			out = append(out, unMembers())
			continue
		}
		d := planner.Dimension(strings.TrimPrefix(name, settings.ReferenceEqual))
		values := planner.StakeholderGroups()
		if d == planner.Region {
			values = planner.RegionalGroups()
		}
		ref := balance.Reference{Dimension: d, Name: "equal parts"}
		for _, v := range values {
			equal := planner.Ratio{Num: 1, Den: int64(len(values))}
			ref.Shares = append(ref.Shares, balance.Share{Value: v, Share: equal})
		}
		out = append(out, ref)
	}
	return out
}

// unMembers is the share of each regional group among the members of the
// United Nations.
func unMembers() balance.Reference {
	ref := balance.Reference{Dimension: planner.Region, Name: "the members of the United Nations"}
	members := make(map[string]int64)
	total := int64(0)
	for _, c := range vocabulary.Countries() {
		if c.Member {
			members[c.UNGroup]++
			total++
		}
	}
	for _, g := range planner.RegionalGroups() {
		share := planner.Ratio{Num: members[g], Den: total}
		ref.Shares = append(ref.Shares, balance.Share{Value: g, Share: share})
	}
	return ref
}

// inTheirWords returns the report with the values of targets and of people to
// invite as the user's own targets spell them: who wrote "WEOG" finds "WEOG"
// again and not the field's longer term. Only values that the targets spell in
// one way are changed; the report given is left as it is.
func inTheirWords(r *balance.Report) *balance.Report {
	type key struct {
		d planner.Dimension
		v string
	}
	words := make(map[key]string)
	for i := range r.Targets {
		t := &r.Targets[i].Target
		if t.Given == "" {
			continue
		}
		at := key{t.Dimension, t.Value}
		if old, ok := words[at]; ok && old != t.Given {
			words[at] = t.Value // two spellings: the field's term
			continue
		}
		words[at] = t.Given
	}
	spell := func(d planner.Dimension, v string) string {
		if w, ok := words[key{d, v}]; ok {
			return w
		}
		return v
	}
	out := *r
	out.Targets = append([]balance.TargetResult(nil), r.Targets...)
	for i := range out.Targets {
		out.Targets[i].Value = spell(out.Targets[i].Dimension, out.Targets[i].Value)
	}
	if r.Advice == nil || r.Advice.Recruits == nil {
		return &out
	}
	advice, recruits := *r.Advice, *r.Advice.Recruits
	recruits.Profiles = nil
	for _, p := range r.Advice.Recruits.Profiles {
		q := make(map[planner.Dimension]string, len(p))
		for d, v := range p {
			q[d] = spell(d, v)
		}
		recruits.Profiles = append(recruits.Profiles, q)
	}
	advice.Recruits = &recruits
	out.Advice = &advice
	return &out
}
