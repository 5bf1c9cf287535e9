package verify

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
)

// What differs is told apart: a file that was changed since it was written, one that the
// inputs give otherwise, and one that a time limit cut short.
func TestVerifyTellsWhatHappened(t *testing.T) {
	const stored, later = `{"balance":{"advice":{"n":1}},"x":1}`, `{"balance":{"advice":{"n":2}},"x":1}`
	other := strings.Replace(stored, `"x":1`, `"x":2`, 1)
	for _, c := range []struct {
		what, page, plan string // in the folder: the page; made again: the plan
		timed            bool
		bad              int
		says, hint       string
	}{
		{"all as it was", "as written", stored, false, 0, "✓ chair/report.html", "holds"},
		{"page edited", "edited", stored, false, 1, "chair/report.html: differs, and was changed", "somebody changed"},
		{"other inputs", "as written", other, false, 2, "chair/report.html: differs, and is as it was written", "not made of"},
		{"limit, other inputs", "as written", other, true, 2, "chair/report.html: differs", "nobody need have changed"},
		{"limit, edited", "edited", other, true, 2, "chair/report.html: differs, and was changed", "somebody changed"},
		{"limit, advice", "as written", later, true, 0, "– chair/report.html: not compared", "holds"},
		{"limit, advice, edited", "edited", later, true, 1, "chair/report.html: differs, and was changed", "somebody changed"},
		{"gone", "", stored, false, 1, "✗ chair/report.html: missing", "somebody changed"},
	} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "chair"), 0o755); err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string]string{"chair/report.html": c.page, folder.ChairPlan: stored} {
			if data != "" {
				if err := os.WriteFile(folder.Path(dir, name), []byte(data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		page := "as written"
		if c.plan != stored {
			page = "made otherwise"
		}
		var out bytes.Buffer
		k := &check{out: &out, version: "1", own: "1", timed: c.timed}
		k.files(dir, []folder.Artifact{{Name: "chair/report.html", Data: []byte(page)}, {Name: folder.ChairPlan, Data: []byte(c.plan)}},
			[]folder.PlanOutput{{File: "chair/report.html", SHA256: folder.Digest([]byte("as written"))}}, []byte(stored))
		exit.Report(&out, k.end("holds"))
		if k.bad != c.bad || !strings.Contains(out.String(), c.says) || !strings.Contains(out.String(), c.hint) {
			t.Errorf("%s: %d wrong, want %d\n%s", c.what, k.bad, c.bad, out.String())
		}
	}
}

// A file of the plan that these inputs do not give is named.
func TestVerifyNamesWhatIsNotMade(t *testing.T) {
	var out bytes.Buffer
	k := &check{out: &out, version: "1", own: "1"}
	k.files(t.TempDir(), nil, []folder.PlanOutput{{File: "public/extra.html", SHA256: folder.Digest(nil)}}, nil)
	if k.bad != 1 || !strings.Contains(out.String(), "✗ public/extra.html: was written, and is not made of these inputs") {
		t.Errorf("%d wrong: %s", k.bad, out.String())
	}
}
