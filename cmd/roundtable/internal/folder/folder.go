// Package folder is the folder that a run writes: what stands where in it, how the files are
// put in place (a [Destination]), and the [Record] of how they were made, which is read back
// by the commands that check, release or compare what was written.
package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of a plan, by their place below the output folder.
const (
	ChairPlan  = "chair/plan.json"
	Invitees   = "chair/invitations.csv" // where somebody is to be invited
	PublicHTML = "public/report.html"
	PublicXLSX = "public/report.xlsx"

	RunSheetFile = "chair/run-sheet.html"
	OutcomeFile  = "public/outcome.html" // what the meeting came to
	TablesFolder = "chair/tables/"       // the tables of the chair edition, for other programs
)

// The files of a draw, by their place below the output folder.
const (
	ChairDraw  = "chair/draw.json"
	PublicDraw = "public/draw.json"
	DrawSchema = "roundtable.draw-file/1"
)

// ScheduleJSON is the record of what schedule writes.
const ScheduleJSON = "schedule.json"

// Where releases and their ledger stand below the output folder.
const (
	ReleaseFolder = "release"
	ChairLedger   = "chair/releases.json"
)

// Artifact is one finished output file.
type Artifact struct {
	Name string
	Data []byte
}

// Listed are the names of files as the terminal shows them, the tables as their folder.
func Listed(out string, files []Artifact) []string {
	var names []string
	for _, f := range files {
		name := Path(out, f.Name)
		if strings.HasPrefix(f.Name, TablesFolder) {
			name = Path(out, TablesFolder) + ", all tables as csv"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Exists reports whether a file or folder is there.
func Exists(path string) bool { _, err := os.Stat(path); return err == nil }

// Digest is the fingerprint of a file: the SHA-256 of its bytes.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Permissions keeps the editions that name people to their owner.
func Permissions(name string) fs.FileMode {
	if strings.HasPrefix(name, "public") {
		return 0o644
	}
	return 0o600
}

// Path is where a file of the plan stands.
func Path(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
