package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/reports/release"
)

// The public edition that plan writes is a draft. A release is the same without the
// mark: plan.json keeps the [disclosure.Protected] value that the draft was made of, so
// that publish makes both with the same writers, compares the one with the files that
// are there, byte for byte, and gives out the other. It needs neither the input files
// nor the search, and what is released is what was read as a draft.

// Where releases and their ledger stand below the output folder.
const (
	releaseFolder = "release"
	chairLedger   = "chair/releases.json"
)

// publishOptions are what publish was asked for.
type publishOptions struct {
	dir, date, ledger string
	withdrawn         []string // numbers of releases, or "last"
	replaces          bool
}

// newPublish makes the command that makes a release.
func newPublish(io talk.Streams) *cobra.Command {
	o := publishOptions{}
	out := talk.New(io)
	cmd := &cobra.Command{
		Use:   "publish DIR",
		Short: "Make the release of a plan's public edition, unless it would betray somebody",
		Long: `publish makes the release of what plan wrote to DIR: the same pages without the mark
of a draft, in all their languages, as DIR/release/public-DATE.zip and, where there is
an edition for the participants, participants-DATE.zip. The files in DIR/public and
DIR/participants have to be as plan wrote them.

All releases are one history, which a ledger keeps: DIR/chair/releases.json, or the
file named with --ledger, which several folders may share. It holds a keyed
fingerprint of each ballot and person, no name and no vote; keep it with the chair's
files. A release is refused (exit code 4) where it differs from earlier ones by fewer
than five ballots or people, or weighs the same ballots in another way: the
difference would tell about those few. A correction of wording or layout is released.
Where an earlier release told of a part of the vote, the new one tells nothing of the
votes or of people, unless the further ballots are four times the earlier ones, and five
for each issue and ten. Other seats that rest on wishes are not released again.`,
		Example: `  roundtable publish out --date 2026-11-28
  roundtable publish out --withdrawn      the release before was never sent
  roundtable publish out --replaces       with a late or corrected ballot, telling no votes`,
		Args:              exactly(1, "the folder that plan wrote to"),
		ValidArgsFunction: completeFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return runPublish(cmd.Context(), &out, &o)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(
		&o.date,
		"date",
		"",
		"`DATE` of the release, as 2026-11-28 (default: the date of the plan, else today)",
	)
	fs.StringVar(&o.ledger, "ledger", "", "the `FILE` with the releases so far (default DIR/chair/releases.json)")
	fs.StringSliceVar(&o.withdrawn, "withdrawn", nil,
		"the last release was never sent to anybody; or =`N`, release number N")
	fs.Lookup("withdrawn").NoOptDefVal = "last"
	fs.BoolVar(&o.replaces, "replaces", false,
		"release a few late or corrected ballots or people after all, telling nothing of the votes or of people")
	out.AddQuiet(fs)
	fs.SortFlags = false
	return cmd
}

func runPublish(ctx context.Context, out *talk.Output, o *publishOptions) error {
	d, err := o.folder(out)
	if err != nil {
		return err
	}
	defer d.Abort()
	var old folder.Made
	data, err := folder.Plan.Read(o.dir, &old)
	if err != nil {
		return exit.Hint(err, planHint("name the folder that was given to plan --out"))
	}
	day, stamp, err := o.day(old.Provenance.Date)
	if err != nil {
		return err
	}
	part, err := untouched(ctx, o.dir, data, &old)
	if err != nil {
		return err
	}
	unlock, err := o.lock()
	if err != nil {
		return err
	}
	defer unlock()
	ledger, err := o.history(out)
	if err != nil {
		return err
	}
	made, err := admit(ledger, part, o)
	if err != nil {
		return err
	}
	if made.Quiet {
		// Who sits where may tell of the few ballots that differ.
		part.Edition, part.Editions = part.Replacing, []reports.Edition{reports.Public}
	}
	if made.Seated > 0 {
		part.Record.Seats, part.Editions = nil, []reports.Edition{reports.Public}
	}
	p, err := paper.New(part.Languages, true)
	if err != nil {
		return err
	}
	files, err := paper.Render(ctx, p.Released(part, false))
	if err != nil {
		return err
	}
	archives, err := o.archives(files, day, stamp)
	if err != nil {
		return err
	}
	return o.write(out, ledger, part, made, day, archives)
}

// history is the ledger of what was released, without what is withdrawn.
func (o *publishOptions) history(out *talk.Output) (*release.Ledger, error) {
	ledger, err := o.openLedger()
	if err != nil {
		return nil, err
	}
	if err := o.oneHistory(ledger); err != nil {
		return nil, err
	}
	return ledger, markWithdrawn(out, ledger, o.withdrawn)
}

// folder keeps the folder of the plan to this run, so that none changes its drafts and its
// ledger meanwhile.
func (o *publishOptions) folder(out *talk.Output) (*folder.Destination, error) {
	if !folder.Exists(o.dir) {
		return nil, nil // which is told when the plan is read
	}
	d, err := folder.Open(out, o.dir, false)
	if err != nil || !d.Completed {
		return d, err
	}
	d.Abort()
	return nil, exit.Input(exit.Hint(
		errors.New("nothing was released: the drafts are not those that were there before"),
		"read them, then publish again",
	))
}

// day is the date of the release, and the time that the files in the archive bear: that
// of the day given, or of the plan. Where neither is a date, the day is today's, but the
// files bear the first that an archive knows: the clock is nowhere in what is sent.
func (o *publishOptions) day(planned string) (day, stamp time.Time, err error) {
	first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{o.date, planned} {
		if day, ok := settings.DayOf(text); ok && !day.Before(first) {
			return day, day, nil
		}
		if text != "" && text == o.date {
			return day, stamp, exit.Hint(
				exit.Usage(fmt.Errorf("the date of the release cannot be %q", text)), "for example: --date 2026-11-28",
			)
		}
	}
	return time.Now(), first, nil
}

// untouched reads what a release is made from, and makes sure that the drafts in the
// folder are those that this value gives.
func untouched(ctx context.Context, dir string, data []byte, old *folder.Made) (*build.PublicationPart, error) {
	var kept struct {
		Public *build.PublicationPart `json:"public"`
	}
	if err := json.Unmarshal(data, &kept); err != nil || kept.Public == nil {
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%s: the plan does not hold what a release is made from", folder.Path(dir, folder.ChairPlan)),
			"make it again with this version: roundtable plan FILE... --out "+shell.Word(dir),
		))
	}
	if !slices.Contains(kept.Public.Editions, reports.Public) {
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%s: this plan was made without a public edition, and there is nothing to release", dir),
			"make it again with --editions chair,public",
		))
	}
	p, err := paper.New(kept.Public.Languages, true)
	if err != nil {
		return nil, err
	}
	drafts, err := paper.Render(ctx, p.Released(kept.Public, true))
	if err != nil {
		return nil, err
	}
	var edited []string
	for _, f := range drafts {
		data, err := os.ReadFile(folder.Path(dir, f.Name))
		written := slices.ContainsFunc(old.Outputs, func(x folder.PlanOutput) bool {
			return x.File == f.Name && x.SHA256 == folder.Digest(data)
		})
		switch {
		case err != nil:
			edited = append(edited, folder.Path(dir, f.Name)+" is missing")
		case !written:
			edited = append(edited, folder.Path(dir, f.Name)+" was changed since plan wrote it")
		case !bytes.Equal(f.Data, data):
			return nil, exit.Input(exit.Hint(
				fmt.Errorf("%s: this version of roundtable writes it otherwise", folder.Path(dir, f.Name)),
				"make the plan again, so that the draft is what is released: roundtable plan FILE... --out "+
					shell.Word(dir),
			))
		}
	}
	if len(edited) > 0 {
		return nil, exit.Input(exit.Hint(
			errors.New(strings.Join(edited, "; ")+"; nothing was released"),
			"what is released is what plan wrote: put the file back, or make the plan again with --force",
		))
	}
	return kept.Public, nil
}

// ledgerPath is where the ledger stands; where a link leads to it, the file itself, which
// other folders share.
func (o *publishOptions) ledgerPath() string {
	at := cmp.Or(o.ledger, folder.Path(o.dir, chairLedger))
	if file, err := filepath.EvalSymlinks(at); err == nil {
		return file
	}
	return at
}

// lock keeps the ledger to this run: of two at once, neither would be held against the
// other, and one entry would be lost.
func (o *publishOptions) lock() (unlock func(), err error) {
	unlock, err = outfile.Lock(o.ledgerPath())
	switch {
	case errors.Is(err, outfile.ErrLocked):
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%w; nothing was released", err), "wait until it is done, then publish again",
		))
	case err != nil:
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%w; nothing was released", err),
			"a release needs a place for its ledger that can be written to: --ledger FILE names another",
		))
	}
	return unlock, nil
}

// openLedger reads the ledger, or starts one where nothing was released yet.
func (o *publishOptions) openLedger() (*release.Ledger, error) {
	at := o.ledgerPath()
	data, err := os.ReadFile(at)
	if errors.Is(err, fs.ErrNotExist) {
		earlier, _ := filepath.Glob(filepath.Join(o.dir, releaseFolder, "*.zip"))
		if len(earlier) == 0 {
			return release.New(rand.Reader)
		}
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%s was released, and its ledger %s is not there", filepath.ToSlash(earlier[0]), at),
			"name the ledger that it is in with --ledger, or put that ledger in this place; if what stands in the "+
				"folder was never sent to anybody, take it out of there",
		))
	}
	var l *release.Ledger
	if err == nil {
		l, err = release.Read(data)
	}
	if info, _ := os.Stat(at); info != nil && info.IsDir() {
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%s is a folder, and the ledger is a file", at),
			"for example: --ledger "+shell.Word(filepath.Join(at, "releases.json")),
		))
	}
	if err != nil {
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%s: %w; nothing was released and the file is as it was", at, err),
			"put it back from a copy: without it nobody can tell whether two releases together betray somebody. "+
				"Only if none of its releases was sent to anybody, move it away and start a new one",
		))
	}
	return l, nil
}

// oneHistory refuses a ledger that goes on from another one than the folder's own: what
// that holds would be compared with nothing.
func (o *publishOptions) oneHistory(l *release.Ledger) error {
	own := folder.Path(o.dir, chairLedger)
	data, err := os.ReadFile(own)
	if o.ledger == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var kept *release.Ledger
	if err == nil {
		kept, err = release.Read(data)
	}
	if err == nil && bytes.Equal(kept.Key, l.Key) && len(kept.Releases) <= len(l.Releases) {
		return nil // a copy, which may have gone on
	}
	return exit.Input(exit.Hint(
		fmt.Errorf("this folder has a ledger of its own, %s, and %s does not go on from it; nothing was released",
			own, o.ledgerPath()),
		"leave --ledger out; or, for several folders, copy that ledger to a new place and name it with --ledger",
	))
}

// markWithdrawn marks releases that were never sent.
func markWithdrawn(out *talk.Output, l *release.Ledger, which []string) error {
	for _, w := range which {
		number := 0
		if w != "last" {
			var err error
			if number, err = strconv.Atoi(w); err != nil || number < 1 {
				return exit.Usage(fmt.Errorf("--withdrawn=%s: use the number of a release, such as --withdrawn=1", w))
			}
		}
		n, err := l.Withdraw(number)
		if err != nil {
			return exit.Usage(fmt.Errorf("--withdrawn: %w", err))
		}
		out.Say("Release %d (%s) counts as never sent.", n, l.Releases[n-1].Date)
	}
	return nil
}

// admit asks the ledger what may be released, and says what to do where nothing is.
func admit(l *release.Ledger, part *build.PublicationPart, o *publishOptions) (release.Admission, error) {
	made := l.Admit(part.Record, disclosure.DefaultPolicy().K, o.replaces)
	switch {
	case len(made.Refused) > 0:
	case o.replaces && !made.Quiet:
		return made, exit.Hint(
			exit.Usage(errors.New("--replaces: this release comes close to no earlier one, so nothing is replaced")),
			"leave it out, and the release tells all that it may",
		)
	default:
		return made, nil
	}
	var reasons, withdrawn []string
	hint := fmt.Sprintf("wait until at least %d differ, or say --replaces, and nothing is told of the votes or of "+
		"people",
		made.Refused[0].Few)
	for _, e := range made.Refused {
		reasons = append(reasons, e.Error())
		if e.Changed == 0 {
			hint = "make the plan with the settings and groups of the earlier release"
		}
		for _, n := range e.Earlier {
			if flag := fmt.Sprintf("--withdrawn=%d", n); !slices.Contains(withdrawn, flag) {
				withdrawn = append(withdrawn, flag)
			}
		}
	}
	return made, exit.Impossible(exit.Hint(
		errors.New("this release is refused: "+strings.Join(reasons, "; ")),
		hint+"; if the earlier one was never sent to anybody, say "+strings.Join(withdrawn, " "),
	))
}

// pack puts the files into one archive, all of one time, so that the same release has
// the same bytes.
func pack(files []folder.Artifact, stamp time.Time) ([]byte, error) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: path.Base(f.Name), Method: zip.Deflate, Modified: stamp})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return buf.Bytes(), err
}

// archive is what is sent to one kind of readers.
type archive struct {
	at    string
	there bool // with these very bytes
	data  []byte
	files []folder.Artifact
}

// archives packs the files of each edition by itself.
func (o *publishOptions) archives(files []folder.Artifact, day, stamp time.Time) ([]archive, error) {
	var out []archive
	for _, edition := range []reports.Edition{reports.Participants, reports.Public} {
		var a archive
		for _, f := range files {
			if strings.HasPrefix(f.Name, string(edition)+"/") {
				a.files = append(a.files, f)
			}
		}
		if len(a.files) == 0 {
			continue
		}
		var err error
		if a.data, err = pack(a.files, stamp); err != nil {
			return nil, err
		}
		a.at, a.there = o.free(string(edition)+"-"+day.Format(time.DateOnly), a.data)
		out = append(out, a)
	}
	return out, nil
}

// write puts the ledger and the archives in place, in this order: an entry too many is
// harmless, a release without one is not.
func (o *publishOptions) write(
	out *talk.Output, l *release.Ledger, part *build.PublicationPart, made release.Admission, day time.Time,
	archives []archive,
) error {
	missing := slices.ContainsFunc(archives, func(a archive) bool { return !a.there })
	if !missing && l.Holds(part.Record, made.Quiet) {
		for _, a := range archives {
			fmt.Fprintf(out.Out, "%s is this release already.\n", a.at)
		}
		return nil
	}
	n := l.Add(part.Record, day.Format(time.DateOnly), made.Quiet)
	set := outfile.New()
	defer set.Abort()
	if err := set.Write(o.ledgerPath(), 0o600, l.Write); err != nil {
		return err
	}
	for _, a := range archives {
		if err := set.Write(a.at, folder.Permissions(path.Base(a.at)), outfile.Bytes(a.data)); err != nil {
			return err
		}
	}
	if err := set.Commit(); err != nil {
		return err
	}
	fmt.Fprintf(out.Out, "Wrote release %d\n", n)
	for _, a := range archives {
		fmt.Fprintf(out.Out, "  %s\n", a.at)
		for _, f := range a.files {
			fmt.Fprintf(out.Out, "    %s\n", path.Base(f.Name))
		}
	}
	fmt.Fprintf(out.Out, "  %s, the ledger of releases\n", o.ledgerPath())
	if made.Interim > 0 {
		out.Say("\nRelease %d told of this vote already. Interim results and final results together would tell "+
			"how latecomers voted.", made.Interim)
	}
	if made.Quiet {
		out.Say("\nThis release tells nothing of the votes, and gives no figure about people. Nothing is released " +
			"to the\nparticipants: their seats could tell the same.")
	}
	if made.Seated > 0 {
		out.Say("\nRelease %d told the participants of other seats. Two seatings together would tell who "+
			"wished for what,\nso nothing is released to the participants: tell those who move. If release %d was "+
			"never sent, say --withdrawn=%d.", made.Seated, made.Seated, made.Seated)
	}
	out.Say("\nThe public archive can be sent to anybody, the one for participants to them. Keep the ledger with " +
		"the\nchair's files, and a copy of it: without it no further release can be checked. If this one is not " +
		"sent\nafter all, say --withdrawn with the next.")
	return nil
}

// free is the name of an archive that is free, or has these very bytes.
func (o *publishOptions) free(name string, packed []byte) (at string, there bool) {
	for i := 1; ; i++ {
		at = filepath.Join(o.dir, releaseFolder, name+".zip")
		if i > 1 {
			at = filepath.Join(o.dir, releaseFolder, fmt.Sprintf("%s-%d.zip", name, i))
		}
		data, err := os.ReadFile(at)
		if errors.Is(err, fs.ErrNotExist) {
			return at, false
		}
		if err == nil && bytes.Equal(data, packed) {
			return at, true
		}
	}
}

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
