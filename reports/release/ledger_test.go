package release

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"roundtable/planner"
)

func written(t testing.TB, l *Ledger) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := l.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A ledger is read as it was written, and holds nothing in clear.
func TestLedgerRoundTrip(t *testing.T) {
	l := ledger(t, record(meeting(0, 12)), record(meeting(20, 30)))
	if _, err := l.Withdraw(0); err != nil {
		t.Fatal(err)
	}
	data := written(t, l)
	again, err := Read(data)
	if err != nil || !reflect.DeepEqual(l, again) {
		t.Errorf("read again: %v", err)
	}
	for _, clear := range []string{"Government", "government", "Person", "Region", "Trust"} {
		if bytes.Contains(data, []byte(clear)) {
			t.Errorf("the ledger holds %q", clear)
		}
	}
	if e := l.Releases; !e[1].Withdrawn || e[0].Withdrawn || e[1].Number != 2 {
		t.Errorf("withdrawn: %t, %t", e[0].Withdrawn, e[1].Withdrawn)
	}
}

// Fingerprints are the same in every version that reads the schema: made in another way, the
// releases of an earlier version would be close to none. What changes them needs a new schema.
func TestFingerprintsStay(t *testing.T) {
	m := meeting(0, 3)
	m.Roster[0].Values["sector"] = []string{"farming"}
	edit(m, func(i int, b *planner.Ballot) {
		b.Region, b.Organisation = fmt.Sprint("Region ", i), "Example Institute"
	})
	data := written(t, ledger(t, Of(m, Settings{
		Panel: []string{"P1"}, Dimensions: []planner.Dimension{"sector"}, Seats: [][]string{{"Person 1", "Person 2"}},
		Region: true, Organisation: true, Weighing: "groups", Showing: "open",
	})))
	const want = "05e87ce5d0a6003dd2679ccb9577cc8f0957aa8715d1ca9419b79a797d9d8bfe"
	if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != want {
		t.Errorf("%s, want %s, of\n%s", got, want, data)
	}
}

// Without the key nothing can be tried: two ledgers of the same release share no
// fingerprint, of settings neither.
func TestKeysTellLedgersApart(t *testing.T) {
	seen := map[string]bool{}
	for range 2 {
		l, err := New(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		l.Add(record(meeting(0, 12)), "2026-11-28", false)
		e := l.Releases[0]
		for _, p := range e.all() {
			for i := 0; i < len(*p); i += size {
				x := string((*p)[i : i+size])
				if seen[x] {
					t.Fatalf("%x stands under two keys", x)
				}
			}
		}
		for _, p := range e.all() {
			seen[string(*p)] = true
			for i := 0; i < len(*p); i += size {
				seen[string((*p)[i:i+size])] = true
			}
		}
	}
}

// Whatever byte of a ledger is changed, or wherever it is cut, it is not read as another
// history: there is an error, or it is the same one.
func TestDamagedLedgers(t *testing.T) {
	l := ledger(t, record(meeting(0, 3)), record(meeting(10, 12)))
	data := written(t, l)
	for i := range data {
		for _, changed := range [][]byte{
			data[:i], append(bytes.Clone(data[:i]), data[i+1:]...),
			append(append(bytes.Clone(data[:i]), data[i]^1), data[i+1:]...),
			append(append(bytes.Clone(data[:i]), '1'), data[i:]...),
		} {
			if again, err := Read(changed); err == nil && !reflect.DeepEqual(again, l) {
				t.Fatalf("byte %d: read as another ledger", i)
			} else if err != nil && !errors.Is(err, errLedger) {
				t.Fatalf("byte %d: %v", i, err)
			}
		}
	}
	for _, c := range []struct{ from, to, want string }{
		{schema, "roundtable.releases/2", "this version reads"},
		{`"releases"`, `"release"`, "does not know"},
		{`"date": "2026-11-28"`, `"date": "2026-11-28", "withdrawn": true`, "changed or lost"},
		{`"key": "`, `"key": "AAAA`, "the key is damaged"},
	} {
		_, err := Read(bytes.Replace(data, []byte(c.from), []byte(c.to), 1))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.to, err, c.want)
		}
	}
	if _, err := Read(append(bytes.Clone(data), data...)); err == nil {
		t.Error("two ledgers in one file are read")
	}
}

func TestNewNeedsRandomness(t *testing.T) {
	if _, err := New(strings.NewReader("short")); err == nil {
		t.Error("a key of five bytes")
	}
}

func TestWithdraw(t *testing.T) {
	l := ledger(t, record(meeting(0, 12)), record(meeting(20, 30)))
	for _, c := range []struct {
		ask, got int
		err      string
	}{
		{3, 0, "there is no release 3: the ledger has 2"}, {0, 2, ""}, {2, 2, ""}, {0, 1, ""}, {0, 0, "no release is left"},
	} {
		n, err := l.Withdraw(c.ask)
		if n != c.got || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("Withdraw(%d) = %d, %v", c.ask, n, err)
		}
	}
}

// Holds asks for the same release, told as much, and sent.
func TestHolds(t *testing.T) {
	first := record(meeting(0, 12))
	l := ledger(t, first)
	if !l.Holds(first, false) || l.Holds(first, true) || l.Holds(record(meeting(0, 13)), false) {
		t.Error("Holds mistakes one release for another")
	}
	if _, err := l.Withdraw(1); err != nil || l.Holds(first, false) {
		t.Errorf("a withdrawn release is held: %v", err)
	}
}
