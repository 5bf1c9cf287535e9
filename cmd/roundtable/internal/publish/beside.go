package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/reports/release"
)

// A file that is dropped twice is planned into a folder of its own each time. What is released
// of the second has to be held against the first, whether or not anybody knows what a ledger is.

// findLedger settles which ledger the release goes on from: the one named, the folder's own,
// or that of a folder beside it that holds the same vote.
func (o *Options) findLedger(out *talk.Output, old *folder.Made, part *build.PublicationPart) error {
	if o.Ledger != "" {
		if dir := filepath.Dir(o.Ledger); !folder.Exists(dir) {
			return exit.Input(exit.Hint(
				fmt.Errorf("%s: there is no folder %s; nothing was released", o.Ledger, dir),
				"check the name after --ledger; a new history begins in a folder that is there",
			))
		}
		return o.noOther(old, part)
	}
	if _, err := os.Lstat(folder.Path(o.Dir, folder.ChairLedger)); err == nil {
		return nil
	}
	ledgers, without := o.kin(old, part)
	and := messages.English().And
	switch {
	case len(ledgers) == 1:
		o.beside = ledgers[0]
		out.Say("This folder has no ledger of releases of its own. One beside it, of the same vote or an earlier run "+
			"of it, has:\nthis release goes on from %s.", o.beside)
	case len(ledgers) > 1:
		return exit.Input(exit.Hint(
			fmt.Errorf("this folder has no ledger of releases, and folders beside it that hold the same vote have "+
				"several: %s; nothing was released", and(ledgers)),
			"name the one that what was sent is in: --ledger "+shell.Word(ledgers[0]),
		))
	case len(without) > 0:
		return exit.Input(exit.Hint(
			fmt.Errorf("%s holds the same vote or an earlier run of it, and was released, and its ledger is not "+
				"there; nothing was released", and(without)),
			"name the ledger that it is in with --ledger; if what stands in its folder release was never sent to "+
				"anybody, take it out of there",
		))
	}
	return nil
}

// noOther refuses to begin a ledger where one beside this folder shows that the vote was told
// of already: a slip in a name would let everything through.
func (o *Options) noOther(old *folder.Made, part *build.PublicationPart) error {
	if folder.Exists(o.Ledger) {
		return nil
	}
	ledgers, _ := o.kin(old, part)
	for _, at := range ledgers {
		if tooClose(at, part) {
			return exit.Impossible(exit.Hint(
				fmt.Errorf("%s is not there, and by another ledger, %s, this release would betray somebody; nothing "+
					"was released", o.Ledger, at),
				"say --ledger "+shell.Word(at)+" to see what can be done",
			))
		}
	}
	return nil
}

// kin finds, of the folders beside this one that hold the same vote or an earlier run of it,
// the ledgers, and those that were released and have none. A folder is kin by its name, by
// the names of its inputs, or because its releases and this one would betray somebody.
func (o *Options) kin(old *folder.Made, part *build.PublicationPart) (ledgers, without []string) {
	here := o.Dir
	if real, err := filepath.EvalSymlinks(here); err == nil {
		here = real
	}
	full, err := filepath.Abs(here)
	if err != nil {
		return nil, nil
	}
	above := filepath.Join(here, "..")
	entries, _ := os.ReadDir(above) // without them there is nothing beside
	for _, e := range entries {
		dir := filepath.Join(above, e.Name())
		at := folder.Path(dir, folder.ChairLedger)
		sent, _ := filepath.Glob(filepath.Join(dir, folder.ReleaseFolder, "*.zip"))
		kept := folder.Exists(at)
		if e.Name() == filepath.Base(full) || !kept && len(sent) == 0 {
			continue
		}
		alike := stem(e.Name()) == stem(filepath.Base(full)) || sameInputs(dir, old)
		switch {
		case kept && (alike || tooClose(at, part)):
			if file, err := filepath.EvalSymlinks(at); err == nil {
				at = file
			}
			ledgers = append(ledgers, at)
		case !kept && alike:
			without = append(without, dir)
		}
	}
	slices.Sort(ledgers)
	return slices.Compact(ledgers), without
}

// further is the number that is put behind the name of a folder where one is there; a year
// is none.
var further = regexp.MustCompile(`-[0-9]{1,3}$`)

func stem(name string) string { return further.ReplaceAllString(name, "") }

// sameInputs reports whether a folder's plan has a file of people or votes in common with
// another plan, by its name.
func sameInputs(dir string, old *folder.Made) bool {
	var other folder.Made
	if _, err := folder.Plan.Read(dir, &other); err != nil {
		return false
	}
	return slices.ContainsFunc(other.Inputs, func(in folder.PlanInput) bool {
		return in.Role == "meeting" && in.File != "-" && slices.Contains(old.Inputs, in)
	})
}

// tooClose reports whether a release would betray somebody beside those of a ledger.
func tooClose(ledger string, part *build.PublicationPart) bool {
	data, err := outfile.Read(ledger)
	if err != nil {
		return false
	}
	l, err := release.Read(data)
	return err == nil && len(l.Admit(part.Record, disclosure.DefaultPolicy().K, false).Refused) > 0
}

// asked refuses a release that tells nothing of the votes because of another folder's, unless
// that ledger was named: it may be another vote after all.
func (o *Options) asked(made release.Admission) error {
	if o.beside == "" || made.Interim == 0 && made.Seated == 0 {
		return nil
	}
	n := max(made.Interim, made.Seated)
	own := folder.Path(o.Dir, folder.ChairLedger)
	return exit.Impossible(exit.Hint(
		fmt.Errorf("release %d of %s told of this vote already, so this one would tell less; nothing was released",
			n, o.beside),
		"if it is the same vote, say --ledger "+shell.Word(o.beside)+"; if it is another one, by other people, "+
			"--ledger "+shell.Word(own)+" begins a history of its own",
	))
}
