package planner_test

import (
	"os/exec"
	"strings"
	"testing"
)

// Data flows one way: importers → planner → reports. The planner depends on
// the standard library alone and does no input or output; its sub-packages do
// not know each other and may use gonum beside the standard library, except for
// the solver of working groups. What is internal to one does not import it back,
// which the go command sees to. Within reports the writers know the document alone.
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
		// The go command itself lets nobody else import an internal package.
		if within(dep, "roundtable") && dep != "roundtable/planner" && !strings.Contains(dep, "/internal/") {
			return "planner packages know only the nouns and their internal packages"
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
		return forbiddenInReports(pkg, dep)
	}
	return ""
}

// forbiddenInReports holds the directions within reports: the writers know the
// document model alone, and what may be published does not depend on how it is
// written down.
func forbiddenInReports(pkg, dep string) string {
	const reports, internal = "roundtable/reports", "roundtable/reports/internal/"
	switch {
	case within(pkg, reports+"/build"):
		if within(dep, "roundtable") && !within(dep, "roundtable/planner") && dep != reports &&
			!within(dep, reports+"/build") && dep != reports+"/disclosure" && dep != reports+"/release" && dep != reports+"/messages" {
			return "builders know results, the document, the messages and what may be published"
		}
	case pkg == reports+"/messages":
		if within(dep, "roundtable") && dep != "roundtable/planner" {
			return "messages know the nouns"
		}
	case pkg == reports+"/release":
		if within(dep, "roundtable") && dep != "roundtable/planner" && dep != reports && dep != reports+"/messages" {
			return "releases know the nouns, the document and the messages"
		}
	case pkg == reports+"/disclosure":
		if within(dep, "roundtable") && !within(dep, "roundtable/planner") && dep != reports && dep != reports+"/messages" {
			return "what may be published knows results, the document and the messages"
		}
	default: // the document model and its writers
		if within(dep, "roundtable") && (pkg == reports || dep != reports && !strings.HasPrefix(dep, internal)) {
			return "writers know the document alone, and it knows nobody"
		}
	}
	return ""
}

func within(path, tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") }
