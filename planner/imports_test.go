package planner_test

import (
	"os/exec"
	"strings"
	"testing"
)

// Data flows one way: importers → planner → reports. The planner depends on
// the standard library alone and does no input or output; its sub-packages do
// not know each other and may use gonum beside the standard library, except for
// the solver of working groups. What is internal to one does not import it back.
func TestImportsFlowOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "roundtable/...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || !strings.HasPrefix(fields[0], "roundtable/") {
			continue
		}
		seen++
		for _, dep := range fields[1:] {
			if why := forbidden(fields[0], dep); why != "" {
				t.Errorf("%s imports %s: %s", fields[0], dep, why)
			}
		}
	}
	if seen < 6 {
		t.Errorf("go list showed only %d packages", seen)
	}
}

func forbidden(pkg, dep string) string {
	within := func(p, tree string) bool { return p == tree || strings.HasPrefix(p, tree+"/") }
	owner, _, _ := strings.Cut(pkg, "/internal/") // whose rooms do not import it back
	switch {
	case within(pkg, "roundtable/planner"):
		mayCount := within(pkg, "roundtable/planner/balance") || within(pkg, "roundtable/planner/ranking")
		if strings.Contains(strings.SplitN(dep, "/", 2)[0], ".") && (!mayCount || !within(dep, "gonum.org/v1/gonum")) {
			return "the planner uses the standard library alone, and gonum where it counts"
		}
		switch dep {
		case "os", "io", "io/fs", "os/exec", "net", "net/http", "path/filepath", "encoding/csv", "log", "log/slog":
			return "the planner does no input or output"
		}
		if within(dep, "roundtable") && dep != "roundtable/planner" && !within(dep, owner+"/internal") {
			return "planner packages know only the nouns"
		}
	case within(pkg, "roundtable/importers"):
		if within(dep, "roundtable/reports") || within(dep, "roundtable/cmd") ||
			(within(dep, "roundtable/planner") && dep != "roundtable/planner") {
			return "importers fill the nouns and decide nothing"
		}
	case within(pkg, "roundtable/reports"):
		if within(dep, "roundtable/importers") || within(dep, "roundtable/cmd") {
			return "reports see results, not files"
		}
	}
	return ""
}
