package publish

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/release"
)

// history is the ledger of what was released, without what is withdrawn.
func (o *Options) history(out *talk.Output) (*release.Ledger, error) {
	ledger, err := o.openLedger()
	if err != nil {
		return nil, err
	}
	if err := o.oneHistory(ledger); err != nil {
		return nil, err
	}
	return ledger, markWithdrawn(out, ledger, o.Withdrawn)
}

// ledgerPath is where the ledger stands; where a link leads to it, the file itself, which
// other folders share.
func (o *Options) ledgerPath() string {
	at := cmp.Or(o.Ledger, o.beside, folder.Path(o.Dir, folder.ChairLedger))
	if file, err := filepath.EvalSymlinks(at); err == nil {
		return file
	}
	return at
}

// lock keeps the ledger to this run: of two at once, neither would be held against the
// other, and one entry would be lost.
func (o *Options) lock() (unlock func(), err error) {
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
func (o *Options) openLedger() (*release.Ledger, error) {
	at := o.ledgerPath()
	data, err := outfile.Read(at)
	if errors.Is(err, fs.ErrNotExist) {
		earlier, _ := filepath.Glob(filepath.Join(o.Dir, folder.ReleaseFolder, "*.zip"))
		if len(earlier) == 0 {
			o.begun = true
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
			fmt.Errorf("%s: %s; nothing was released and the file is as it was", at, exit.Reason(err)),
			"put it back from a copy: without it nobody can tell whether two releases together betray somebody. "+
				"Only if none of its releases was sent to anybody, move it away and start a new one",
		))
	}
	return l, nil
}

// tellLedger says where the release was entered; who named a ledger may not know that it is a
// new one.
func (o *Options) tellLedger(out *talk.Output) {
	if !o.begun {
		fmt.Fprintf(out.Out, "  %s, the ledger of releases\n", o.ledgerPath())
		return
	}
	fmt.Fprintf(out.Out, "  %s, a new ledger of releases\n", o.ledgerPath())
	if o.Ledger != "" {
		out.Say("\n%s was not there: a new history begins, and this release was held against no earlier one.", o.Ledger)
	}
}

// oneHistory refuses a ledger that goes on from another one than the folder's own: what
// that holds would be compared with nothing.
func (o *Options) oneHistory(l *release.Ledger) error {
	own := folder.Path(o.Dir, folder.ChairLedger)
	data, err := outfile.Read(own)
	if o.Ledger == "" || errors.Is(err, fs.ErrNotExist) {
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
func admit(l *release.Ledger, part *build.PublicationPart, o *Options) (release.Admission, error) {
	made := l.Admit(part.Record, disclosure.DefaultPolicy().K, o.Replaces)
	switch {
	case len(made.Refused) > 0:
	case o.Replaces && !made.Quiet:
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
