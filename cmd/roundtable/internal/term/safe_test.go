package term

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"testing/iotest"
)

// Nothing that drives a terminal or turns the direction comes through, however the text is
// cut into pieces.
func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"plain, with\ttabs\n":            "plain, with\ttabs\n",
		"a\x1b[31mred\x07\r\b":           `a\u001b[31mred\u0007\u000d\u0008`,
		"\u009b2J \x7f":                  `\u009b2J \u007f`,
		"votes\u202egpj.exe\u202c.csv":   `votes\u202egpj.exe\u202c.csv`,
		"\u2068سارة\u2069 \u200eA\u200f": "سارة A",
		"می\u200cخواهم 中文 é 👩\u200d🔬":    "می\u200cخواهم 中文 é 👩\u200d🔬",
		"\xff\x9b\xc3(":                  "\ufffd\ufffd\ufffd(",
	} {
		for _, one := range []bool{false, true} {
			var out bytes.Buffer
			s := NewSafe(&out)
			pieces := [][]byte{[]byte(in)}
			if one {
				pieces = nil
				for i := range len(in) {
					pieces = append(pieces, []byte(in[i:i+1]))
				}
			}
			for _, p := range pieces {
				if n, err := s.Write(p); n != len(p) || err != nil {
					t.Errorf("%q: %d, %v", p, n, err)
				}
			}
			if out.String() != want {
				t.Errorf("%q becomes %q, want %q", in, out.String(), want)
			}
		}
	}
}

// A program that reads JSON reads what was written; data for a pipe passes as it is.
func TestSafeData(t *testing.T) {
	const name = "A\u202eB\u007f\u009b"
	data, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s := NewSafe(&out)
	if _, err := s.Write(data); err != nil {
		t.Fatal(err)
	}
	var back string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back != name || bytes.Equal(out.Bytes(), data) {
		t.Errorf("%q, %v", back, err)
	}
	out.Reset()
	s.PassData()
	if _, err := s.Write(data); err != nil || !bytes.Equal(out.Bytes(), data) {
		t.Errorf("%q, %v", out.Bytes(), err)
	}
	if _, err := NewSafe(iotest.TruncateWriter(&out, 0)).Write(data); err != nil {
		t.Error(err)
	}
	if s.Fd() != ^uintptr(0) || NewSafe(os.Stdout).Fd() != os.Stdout.Fd() {
		t.Error("the stream is another one")
	}
}
