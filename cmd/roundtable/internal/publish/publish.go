// Package publish makes the release of a plan, unless it would betray somebody.
//
// The public edition that plan writes is a draft. A release is the same without the
// mark: plan.json keeps the disclosure.Protected value that the draft was made of, so
// that publish makes both with the same writers, compares the one with the files that
// are there, byte for byte, and gives out the other. It needs neither the input files
// nor the search, and what is released is what was read as a draft. A ledger of all
// releases (ledger.go) says whether one more may go out; each edition is sent as an
// archive (archives.go).
package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/release"
)

// Options are what publish was asked for.
type Options struct {
	Dir, Date, Ledger string
	Withdrawn         []string // numbers of releases, or "last"
	Replaces          bool

	beside string // the ledger of a folder beside, which this one goes on from
	begun  bool   // a new ledger
}

// Run makes the release, or says why there is none.
func Run(ctx context.Context, out *talk.Output, o *Options) error {
	d, err := o.folder(out)
	if err != nil {
		return err
	}
	defer d.Abort()
	var old folder.Made
	data, err := folder.Plan.Read(o.Dir, &old)
	if err != nil {
		return exit.Hint(err, folder.PlanHint("name the folder that was given to plan --out"))
	}
	day, stamp, err := o.day(old.Provenance.Date)
	if err != nil {
		return err
	}
	part, err := untouched(ctx, o.Dir, data, &old)
	if err != nil {
		return err
	}
	if err := o.findLedger(out, &old, part); err != nil {
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
	if err := o.asked(made); err != nil {
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

// folder keeps the folder of the plan to this run, so that none changes its drafts and its
// ledger meanwhile.
func (o *Options) folder(out *talk.Output) (*folder.Destination, error) {
	if !folder.Exists(o.Dir) {
		return nil, nil // which is told when the plan is read
	}
	d, err := folder.Open(out, o.Dir, false)
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
func (o *Options) day(planned string) (day, stamp time.Time, err error) {
	first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{o.Date, planned} {
		if day, ok := settings.DayOf(text); ok && !day.Before(first) {
			return day, day, nil
		}
		if text != "" && text == o.Date {
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
		data, err := outfile.Read(folder.Path(dir, f.Name))
		written := slices.ContainsFunc(old.Outputs, func(x folder.PlanOutput) bool {
			return x.File == f.Name && x.SHA256 == folder.Digest(data)
		})
		switch {
		case errors.Is(err, fs.ErrNotExist):
			edited = append(edited, folder.Path(dir, f.Name)+" is missing")
		case err != nil:
			edited = append(edited, folder.Path(dir, f.Name)+" cannot be read: "+exit.Reason(err))
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

// write puts the ledger and the archives in place, in this order: an entry too many is
// harmless, a release without one is not.
func (o *Options) write(
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
	o.tellLedger(out)
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
