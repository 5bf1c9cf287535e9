package written

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/reports/release"
)

// publication is what a release is made from.
func publication(in *build.Input, l *intake.Loaded) (*build.PublicationPart, error) {
	policy := disclosure.DefaultPolicy()
	policy.OpenRoster = l.Options.Report.OpenRoster
	policy.VotesByGroup = l.Options.Report.Publish == settings.PublishByGroup
	opts, err := stages.RankOptions(l)
	if err != nil {
		return nil, err
	}
	opts.Voters, opts.Bootstrap = nil, ranking.DefaultOptions().Bootstrap // they shape no figure that is published
	if in.Ranking != nil {
		opts.Weights = ranking.WeightMode(in.Ranking.Weights)
	}
	s := release.Settings{
		Region:       opts.Weights == ranking.Raked,
		Organisation: opts.Weights == ranking.ByOrganisation || opts.Weights == ranking.ByOrganisationTwoStage,
		Weighing:     unlike(opts, ranking.DefaultOptions()),
		Showing:      unlike(policy, disclosure.DefaultPolicy()),
	}
	if r := build.Results(*in).Balance; r != nil {
		s.Panel = r.Panel.Members
		for i := range r.Dimensions {
			s.Dimensions = append(s.Dimensions, r.Dimensions[i].Name)
		}
	}
	if slices.Contains(l.Options.Report.Editions, reports.Participants) {
		s.Seats = wishedSeats(in)
	}
	part := &build.PublicationPart{
		Record: release.Of(in.Meeting, s), Editions: l.Options.Report.Editions, Languages: l.Options.Report.Languages,
	}
	if len(part.Languages) == 0 {
		part.Languages = []string{messages.English().Tag()}
	}
	if slices.Contains(part.Editions, reports.Participants) {
		part.Seating = build.NewSeating(*in)
	}
	if l.Previous != nil {
		in.Apart = release.Apart(&l.Previous.Public.Record, &part.Record)
	}
	policy.Settings = settings.Public()
	if part.Edition, err = disclosure.Protect(in.Meeting, build.Results(*in), in.Provenance, policy); err != nil {
		return nil, err
	}
	if v := part.Edition.Votes; v == nil || v.Level == disclosure.Nothing {
		part.Record.Ballots, part.Record.Answers = nil, nil
	}
	policy.Replaces = true
	part.Replacing, err = disclosure.Protect(in.Meeting, build.Results(*in), in.Provenance, policy)
	return part, err
}

// wishedSeats are the people of each group, where any sits there by a wish.
func wishedSeats(in *build.Input) (out [][]string) {
	if in.Groups == nil {
		return nil
	}
	names, wished := map[string]string{}, false
	for i := range in.Meeting.Roster {
		p := &in.Meeting.Roster[i]
		names[p.ID] = cmp.Or(p.Name, p.ID)
	}
	for i := range in.Groups.Groups {
		var group []string
		for _, m := range in.Groups.Groups[i].Members {
			group, wished = append(group, names[m.ID]), wished || m.Voted
		}
		out = append(out, group)
	}
	if !wished {
		return nil
	}
	return out
}

// unlike is a text of the fields of a struct that are not as by default, in the order of
// their names.
func unlike[T any](x, usual T) string {
	out := map[string]any{}
	v, u := reflect.ValueOf(x), reflect.ValueOf(usual)
	for i := range v.NumField() {
		if a := v.Field(i).Interface(); !reflect.DeepEqual(a, u.Field(i).Interface()) {
			out[v.Type().Field(i).Name] = a
		}
	}
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(out)) {
		fmt.Fprintf(&text, "%s=%v\n", name, out[name])
	}
	return text.String()
}
