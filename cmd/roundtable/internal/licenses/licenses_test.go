package licenses

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "gather the licences anew")

// systems are those that a release is built for; modules differ by system, not by processor.
var systems = []string{"linux", "darwin", "windows"}

// part is something in the program that has a licence of its own.
type part struct{ name, version, dir string }

// TestEverythingHasItsLicence gathers the licences of the build and compares.
func TestEverythingHasItsLicence(t *testing.T) {
	want := gather(t)
	if *update {
		if err := os.WriteFile("licenses.txt", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != Text() {
		t.Error("licenses.txt is not what the build has: make licenses writes it anew")
	}
	for _, p := range parts(t) {
		if !strings.Contains(Text(), "\n"+p.name+" "+p.version) {
			t.Errorf("%s %s has no licence here", p.name, p.version)
		}
	}
	if strings.Contains(Text(), "unknown licence") {
		t.Error("there is a licence that nobody has looked at")
	}
}

// parts are the modules that are compiled in on any system, then what is no module.
func parts(t *testing.T) []part {
	t.Helper()
	var out []part
	for _, system := range systems {
		list := exec.Command("go", "list", "-deps", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "roundtable/cmd/roundtable")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		lines, err := list.Output()
		if err != nil {
			t.Skipf("the go command is not here: %v", err)
		}
		for line := range strings.Lines(string(lines)) {
			f := strings.Fields(line)
			if len(f) != 3 {
				continue
			}
			if p := (part{f[0], f[1], f[2]}); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b part) int { return cmp.Compare(a.name, b.name) })
	return out
}

// gather is the list of all parts with the names of their licences, and their texts.
func gather(t *testing.T) string {
	t.Helper()
	const root = "../../../.."
	var list, body bytes.Buffer
	fmt.Fprint(&list, "What is in this program, and under which licence. The texts stand below.\n\n")
	text := map[string][]string{} // which parts have a text
	var order []string
	add := func(name, said string) {
		if text[said] == nil {
			order = append(order, said)
		}
		text[said] = append(text[said], name)
	}
	one := func(name string, files ...string) {
		var kinds []string
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			said := strings.TrimSpace(strings.ReplaceAll(string(data), "\r", ""))
			add(name, said)
			if k := kind(said); k != "" && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		if len(kinds) == 0 {
			kinds = []string{"unknown licence"}
		}
		fmt.Fprintf(&list, "%s (%s)\n", name, strings.Join(kinds, ", "))
	}
	one("roundtable", filepath.Join(root, "LICENSE"))
	for _, p := range parts(t) {
		one(p.name+" "+p.version, licenceFiles(t, p.dir)...)
	}
	one("Apache ECharts "+echartsVersion(t, root), filepath.Join(root, "reports/assets/echarts.LICENSE.txt"),
		filepath.Join(root, "reports/assets/echarts.NOTICE.txt"))
	one("The Go programming language and its library", filepath.Join(goRoot(t), "LICENSE"))
	for _, said := range order {
		fmt.Fprintf(&body, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 80), strings.Join(text[said], "\n"), said)
	}
	return list.String() + body.String()
}

// licenceFiles are the files of a module that say under which licence it is, and its parts.
func licenceFiles(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	is := regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)(\.\w+)?$`)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		above := filepath.Dir(path)
		switch {
		case err != nil:
			return err
		case !d.IsDir() && (above == dir && is.MatchString(d.Name()) || filepath.Base(above) == "THIRD_PARTY_LICENSES"):
			out = append(out, path)
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%s: %d licences, %v", dir, len(out), err)
	}
	return out
}

// kind is the name of a licence by its words; empty for notices and grants beside one.
func kind(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	for _, k := range []struct{ name, words string }{
		{"Apache-2.0", "Apache License Version 2.0"},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated"},
		{"BSD-3-Clause", "contributors may be used to endorse or promote products derived from this software"},
		{"BSD-3-Clause", "used to endorse or promote products derived from this software"},
		{"BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright notice"},
		{"BSL-1.0", "Boost Software License"},
	} {
		if strings.Contains(flat, k.words) {
			return k.name
		}
	}
	return ""
}

// goRoot is the folder of the Go that builds.
func goRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// echartsVersion is the version that the Makefile fetches.
func echartsVersion(t *testing.T, root string) string {
	t.Helper()
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	v := regexp.MustCompile(`(?m)^ECHARTS_VERSION := (\S+)$`).FindSubmatch(makefile)
	if v == nil {
		t.Fatal("the Makefile names no version of ECharts")
	}
	return string(v[1])
}
