package sample

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden compares got with testdata/name of the package under test.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// BrokenWriter fails after some bytes.
type BrokenWriter struct{ Left int }

// ErrBroken is what it fails with.
var ErrBroken = errors.New("the disk is full")

// Write implements [io.Writer].
func (b *BrokenWriter) Write(p []byte) (int, error) {
	if len(p) > b.Left {
		n := b.Left
		b.Left = 0
		return n, ErrBroken
	}
	b.Left -= len(p)
	return len(p), nil
}

// Unzip returns every unzipped part by name.
func Unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		out[f.Name] = string(content)
	}
	return out
}

// Payloads are texts that try to become code, markup, a request or another
// direction. %s is the address of a server that counts requests.
var Payloads = []string{
	`</script><script>document.title='PWNED'</script>`,
	`<script src="%s/a"></script>`,
	`<img src="%s/b" onerror="document.documentElement.dataset.pwned=1">`,
	`"><svg onload="document.documentElement.dataset.pwned=1">`,
	`' onmouseover='document.documentElement.dataset.pwned=1`,
	`__f__document.documentElement.dataset.pwned=1__f__`,
	`function(){document.documentElement.dataset.pwned=1}`,
	`javascript:document.title='PWNED'`,
	`&lt;script&gt;document.title='PWNED'&lt;/script&gt;`,
	`<!--<script>`,
	`]]><script>document.title='PWNED'</script>`,
	`</style><style>@import url(%s/c);body{display:none}`,
	`</title><script>document.title='PWNED'</script>`,
	`</textarea><iframe src="%s/d">`,
	`<link rel=stylesheet href="%s/e">`,
	`<meta http-equiv=refresh content="0;url=%s/f">`,
	`<base href="%s/g">`,
	`{{.Doc.Title}}{{template "page" .}}`,
	`${document.title='PWNED'}`,
	`{a|rich}{b|text}{@[0]}`,
	"\u202Etxt.exe\u202C",
	"line\u2028separator\u2029here",
	"nul\x00bell\x07escape\x1b[31m",
	"\xff\xfe not UTF-8",
	`\u003cscript\u003edocument.title='PWNED'\u003c/script\u003e`,
	`url(%s/h)`,
	`image://%s/i`,
	`path://M0,0`,
	`O'Neill & Söhne <GmbH>`,
	`محمد "test" ١٢٣`,
	strings.Repeat("W", 400),
	`<details open ontoggle=document.documentElement.dataset.pwned=1>`,
}
