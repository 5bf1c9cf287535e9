package release

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"roundtable/reports"
)

// schema names the JSON form of a [Ledger].
const schema = "roundtable.releases/1"

// keySize is the length of the key in bytes.
const keySize = 32

// Ledger lists the releases of one history, the earliest first. It belongs to those who
// run the meeting; whoever has it can test guesses about ballots. The key never changes:
// under another one the earlier releases could not be compared.
type Ledger struct {
	Schema   string  `json:"schema"`
	Key      []byte  `json:"key"`
	Releases []Entry `json:"releases"`
	// Seal is of the releases under the key: a ledger of which something was lost or
	// changed would let too much through.
	Seal []byte `json:"seal"`
}

// Entry is one release.
type Entry struct {
	Number int    `json:"release"` // from 1
	Date   string `json:"date"`    // of the release, as 2026-11-28
	// Withdrawn releases were never sent, so nothing is compared with them.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// Quiet releases told nothing of votes or of people, so nothing is compared with them.
	Quiet bool `json:"quiet,omitempty"`
	Record
}

// New is an empty ledger with a key from a source of randomness.
func New(random io.Reader) (*Ledger, error) {
	l := &Ledger{Schema: schema, Key: make([]byte, keySize), Releases: []Entry{}}
	if _, err := io.ReadFull(random, l.Key); err != nil {
		return nil, fmt.Errorf("no random key for the ledger: %w", err)
	}
	return l, nil
}

// errLedger is returned by [Read] for what is not a whole ledger.
var errLedger = errors.New("not a whole ledger of releases")

// Read reads a ledger. Anything that is not exactly what [Ledger.Write] writes is an
// error: with a part of the history a release could be let through.
func Read(data []byte) (*Ledger, error) {
	l := &Ledger{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(l); err != nil {
		return nil, fmt.Errorf("%w: it is another file, cut short, or has what this version does not know", errLedger)
	}
	if d.More() {
		return nil, fmt.Errorf("%w: something follows its end", errLedger)
	}
	if l.Schema != schema {
		return nil, fmt.Errorf("%w: schema %q, and this version reads %q", errLedger, l.Schema, schema)
	}
	if len(l.Key) != keySize {
		return nil, fmt.Errorf("%w: the key is damaged", errLedger)
	}
	seal, err := l.seal()
	if err != nil || !hmac.Equal(seal, l.Seal) {
		return nil, fmt.Errorf("%w: something in it was changed or lost", errLedger)
	}
	return l, nil
}

// seal is of the releases as they are.
func (l *Ledger) seal() ([]byte, error) {
	mac := hmac.New(sha256.New, l.Key)
	err := json.NewEncoder(mac).Encode(l.Releases)
	return mac.Sum(nil), err
}

// Write writes the ledger as JSON.
func (l *Ledger) Write(w io.Writer) (err error) {
	if l.Seal, err = l.seal(); err != nil {
		return err
	}
	return reports.WriteJSON(w, l)
}

// Withdraw marks a release as never sent, by its number; 0 is the last one that is not
// withdrawn yet. It gives the number of the release.
func (l *Ledger) Withdraw(number int) (int, error) {
	for i := len(l.Releases) - 1; i >= 0; i-- {
		e := &l.Releases[i]
		if number == e.Number || number == 0 && !e.Withdrawn {
			e.Withdrawn = true
			return e.Number, nil
		}
	}
	if number == 0 {
		return 0, errors.New("no release is left that could be withdrawn")
	}
	return 0, fmt.Errorf("there is no release %d: the ledger has %d", number, len(l.Releases))
}

// Admission is what the ledger says of a release.
type Admission struct {
	// Refused is why it is not released; empty where it is.
	Refused []*TooClose
	// Quiet says that it may tell nothing of votes or of people.
	Quiet bool
	// Interim is the number of the release that told of an interim result; 0 for none.
	Interim int
	// Seated is the number of the release that told of other seats, so that these may not be
	// told; 0 for none.
	Seated int
}

// Admit holds a release against every earlier one that was sent and told something, each
// for itself and up to three together. It is refused where it comes too close: by at least
// one and fewer than few ballots or people, unless it is to replace an edition and be
// quiet; and where the same ballots would be weighed, or the same people shown, in another
// way. It is quiet where an earlier one told of a part of the vote, see [Apart].
func (l *Ledger) Admit(r Record, few int, replaces bool) Admission {
	now := r.keyed(l.Key)
	told := slices.DeleteFunc(slices.Clone(l.Releases), func(e Entry) bool { return e.Withdrawn || e.Quiet })
	if near := check(told, &now, few); len(near) > 0 {
		if replaces && !slices.ContainsFunc(near, func(e *TooClose) bool { return e.Changed == 0 }) {
			return Admission{Quiet: true}
		}
		return Admission{Refused: near}
	}
	again := func(e Entry) bool { return sameVotes(&e.Record, &now) }
	part := func(e Entry) bool { return len(e.Ballots) > 0 && !outnumbered(&e.Record, &now) }
	if i := slices.IndexFunc(told, part); i >= 0 && len(now.Ballots) > 0 && !slices.ContainsFunc(told, again) {
		return Admission{Quiet: true, Interim: told[i].Number}
	}
	if i := slices.IndexFunc(told, func(e Entry) bool { return otherSeats(&e.Record, &now) }); i >= 0 {
		return Admission{Seated: told[i].Number}
	}
	return Admission{}
}

// Add enters a release and gives its number.
func (l *Ledger) Add(r Record, date string, quiet bool) int {
	e := Entry{Number: len(l.Releases) + 1, Date: date, Quiet: quiet, Record: r.keyed(l.Key)}
	l.Releases = append(l.Releases, e)
	return e.Number
}

// Holds reports whether a release was entered, told as much, and was not withdrawn.
func (l *Ledger) Holds(r Record, quiet bool) bool {
	now := r.keyed(l.Key)
	return slices.ContainsFunc(l.Releases, func(e Entry) bool {
		return !e.Withdrawn && e.Quiet == quiet && slices.EqualFunc(e.all(), now.all(), func(a, b *Prints) bool {
			return bytes.Equal(*a, *b)
		})
	})
}
