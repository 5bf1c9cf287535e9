package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/talk"
)

var (
	update = flag.Bool("update", false, "write golden files anew")
	next   = flag.Bool("next", false, "also run what the commands of scripts say can be typed next")
)

// tryNext tells commands of scripts to run what they say can be typed next.
const tryNext = "ROUNDTABLE_NEXT"

// runNext runs every command that stands behind "Next: " as a shell would, each in a copy of
// the folder, where it has to work: or to end as the command before did, which found that
// what was asked for is impossible.
func runNext(said string, before int) error {
	for line := range strings.Lines(said) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "Next: ")
		if !ok {
			continue
		}
		command, _, _ = strings.Cut(command, "   ")
		words := shellWords(command)
		dir, err := os.MkdirTemp("..", "next") // the folder itself may hold that of temporary files
		if err != nil {
			return err
		}
		here, err := os.Getwd()
		if err != nil {
			return err
		}
		if err := errors.Join(os.CopyFS(dir, os.DirFS(".")), os.Chdir(dir)); err != nil {
			return err
		}
		var out, errs bytes.Buffer
		code := run(context.Background(), words[1:], talk.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
		if err := errors.Join(os.Chdir(here), os.RemoveAll(dir)); err != nil {
			return err
		}
		if words[0] != "roundtable" || code != exit.CodeOK && code != exit.CodeMissed && code != before {
			return fmt.Errorf("next, %q: exit code %d\n%s", words, code, errs.String())
		}
	}
	return nil
}

// shellWords parts a command into words as a shell does.
func shellWords(command string) []string {
	var words []string
	for rest := strings.TrimSpace(command); rest != ""; rest = strings.TrimSpace(rest) {
		end, quoted := 0, false
		for end < len(rest) && (quoted || rest[end] != ' ') {
			quoted = quoted != (rest[end] == '\'')
			if rest[end] == '\\' && !quoted {
				end++
			}
			end++
		}
		words, rest = append(words, bare(rest[:end])), rest[end:]
	}
	return words
}

// TestNextRuns: what a command says can be typed next works as it stands, with the options
// in use.
func TestNextRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	files := map[string]string{
		"the people.csv": "id,name,stakeholder,region,gender\n1,Ana,Government,WEOG,Female\n2,Bo,Civil Society,GRULAC,Male\n" +
			"3,Cy,Private Sector,WEOG,Male\n4,Di,Technical Community,GRULAC,Female\n",
		"votes.csv":  "id,group,1st choice,2nd choice\n1,Government,A one,B's\n2,Civil Society,B's,A one\n3,Private Sector,A one,B's\n",
		"later.csv":  "id,group,1st choice,2nd choice\n1,Government,B's,A one\n2,Civil Society,B's,A one\n3,Private Sector,A one,B's\n",
		"agenda.csv": "Part,Minutes,Kind\nLength,30,\nStart,14:00,\nOpinions,20,pitch\n",
		"far/v.csv":  "id,group,1st choice,2nd choice\n1,Government,A one,B's\n2,Civil Society,B's,A one\n",
		"own.yaml":   "name: own\ntitle: Own\nyear: 2026\nrules:\n  - id: women\n    line: 'gender=Female: at least 1'\n    kind: fail\n",
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for command, want := range map[string]string{
		"init fresh.xlsx":                "inspect fresh.xlsx",
		"inspect votes.csv --scheme un":  "plan votes.csv --scheme un --out out",
		"rank votes.csv --weights heads": "plan votes.csv --weights heads --out out",
		"rank votes.csv --title 'A bit'": "plan votes.csv --title 'A bit' --out out",
		"balance 'the people.csv' --target 'gender=Female & region=WEOG: at least 1'": "--target 'gender=Female & region=WEOG: at least 1' --out out",
		"group 'the people.csv' --mix 2 --mix-on Gender --rounds 2":                   "plan 'the people.csv' --mix 2 --rounds 2 --mix-on Gender --out out",
		"group 'the people.csv' votes.csv --groups 2":                                 "plan 'the people.csv' votes.csv --groups 2 --out out",
		"select 'the people.csv' --seats 2 --draw 17 --goal maximin":                  "--seats 2 --goal maximin --draw 17 --out draw",
		"select 'the people.csv' --seats 2 --out 'my draw'":                           "verify 'my draw'",
		"compare votes.csv later.csv --language fr":                                   "compare votes.csv later.csv --language fr --out out",
		"schedule 'the people.csv' agenda.csv":                                        "plan 'the people.csv' agenda.csv --out out",
		"plan far/v.csv --out fine --language en,fr":                                  "verify fine far/v.csv",
		"plan votes.csv --out chairs --editions chair":                                "verify chairs",
		"votes.csv --no-open":                                                         "publish votes-report",
		"rules":                                                                       "rules igf-2023",
		"rules --check own.yaml":                                                      "",
	} {
		args := shellWords(command)
		_, _, said := call(t, t.Context(), args...)
		if !strings.Contains(said, want) || strings.Contains(said, "Next: ") != (want != "") {
			t.Errorf("%s: does not say %q:\n%s", command, want, said)
		}
		if err := runNext(said, exit.CodeOK); err != nil {
			t.Errorf("%s: %v", command, err)
		}
	}
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"roundtable": func() {
			var said bytes.Buffer
			code := start(talk.Streams{In: os.Stdin, Out: os.Stdout, Err: io.MultiWriter(os.Stderr, &said)})
			if os.Getenv(tryNext) != "" {
				if err := runNext(said.String(), code); err != nil {
					fmt.Fprintln(os.Stderr, err)
					code = 99
				}
			}
			os.Exit(code)
		},
		"unpack": unpack,
	})
}

// TestScripts runs the whole command line: every archive in testdata/script is
// a folder of files and the commands to try on it. $DATA is the folder with the
// project's own sample meetings.
func TestScripts(t *testing.T) {
	data, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"code": code},
		Setup: func(env *testscript.Env) error {
			env.Setenv("DATA", data)
			env.Setenv("NO_COLOR", "1")
			if *next {
				env.Setenv(tryNext, "1")
			}
			return nil
		},
	})
}

// unpack takes an archive apart into a folder: unpack x.zip folder.
func unpack() {
	z, err := zip.OpenReader(os.Args[1])
	if err == nil {
		err = os.CopyFS(os.Args[2], z)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// code runs a command and demands an exit code: code 3 roundtable inspect x.csv
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// bare takes the quotes off a word as a POSIX shell does.
func bare(w string) string {
	var b bytes.Buffer
	quoted := false
	for i := 0; i < len(w); i++ {
		switch {
		case w[i] == '\'':
			quoted = !quoted
		case w[i] == '\\' && !quoted:
			i++
			b.WriteByte(w[i])
		default:
			b.WriteByte(w[i])
		}
	}
	return b.String()
}
