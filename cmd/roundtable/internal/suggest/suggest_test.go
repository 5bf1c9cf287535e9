package suggest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestName(t *testing.T) {
	commands := []string{"balance", "compare", "demo", "explain", "group", "plan", "publish", "rank", "rules"}
	for typed, want := range map[string]string{
		"blance": "balance", "BALANCE": "balance", "bal": "balance", "plans": "plan", "rnak": "rank", "rnk": "rank",
		"groups": "group", "pub": "publish", "p": "", "xyz": "", "": "", "r": "", "comparison": "",
	} {
		if got, ok := Name(typed, commands); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, ok, want)
		}
	}
	if got, ok := Name("jsn", []string{"text", "json", "csv"}); got != "json" || !ok {
		t.Errorf("guessed %q", got)
	}
	if got, ok := Name("jon", []string{"json", "join"}); ok {
		t.Errorf("guessed %q", got)
	}
	// A beginning that two share is no guess; the slips decide.
	if got, ok := Name("region=A", []string{"region=Africa", "region=Asia"}); ok {
		t.Errorf("guessed %q", got)
	}
	if got, _ := Name("Ana Lma", []string{"Ana Lopez", "Ana Lima"}); got != "Ana Lima" {
		t.Errorf("guessed %q", got)
	}
}

func TestHint(t *testing.T) {
	names := []string{"Ana Lima", "Bo Chen", "Cy Lima"}
	for typed, want := range map[string]string{
		"Ana Lma": `did you mean "Ana Lima"?`, "Dr Lima": "did you mean Ana Lima or Cy Lima?",
		"Nobody": "known: Ana Lima; Bo Chen; Cy Lima",
	} {
		if got := Hint(typed, names); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	many := strings.Fields("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 l12 m13")
	if got := Hint("Nobody", many); !strings.Contains(got, "none of the 13") {
		t.Errorf("of many: %q", got)
	}
}

func TestLabelled(t *testing.T) {
	labels := []string{"G01 Access", "G02 AI in courts", "G10 Child safety, online"}
	for typed, want := range map[string]string{
		"G1": `did you mean "G01 Access"?`, "g2": `did you mean "G02 AI in courts"?`, "AI in court": `did you mean "G02 AI in courts"?`,
		"child safty": "did you mean G10 Child safety, online?", "G9": "known: G01 Access; G02 AI in courts; G10 Child safety, online",
	} {
		if got := Labelled(typed, labels); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"meeting.xlsx", "votes.csv", "photo.jpg"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	endings := []string{".csv", ".xlsx"}
	for path, want := range map[string]string{
		"meetign.xlsx": "meeting.xlsx?", "meeting": "meeting.xlsx?", "votes.txt": "votes.csv?", "meeting.xlsx": "",
		"other.csv": "", "photo": "", ".": "such as ", "empty": "no file in it", "nowhere/votes.csv": "",
	} {
		got := File(filepath.Join(dir, path), endings)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
