package elections

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"roundtable/testdata"
)

// fuzzElection seeds a target with the sample files of a format and checks
// whatever is recognised, and that rankings survive being written as PrefLib.
func fuzzElection(f *testing.F, format string, pattern string, seeds ...string) {
	files, err := filepath.Glob(filepath.Join(testdata.Path(f, "votes-shapes"), pattern))
	if err != nil || len(files)+len(seeds) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range files {
		seeds = append(seeds, string(testdata.ReadFile(f, name)))
	}
	for _, s := range seeds {
		if v, no := Read("seed", s); no != nil || v.Format != format {
			f.Fatalf("a seed is not %s", format)
		}
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, no := Read("x", text)
		if no != nil {
			return
		}
		checkVotes(t, v)
		e := Election{Title: v.Title, Issues: v.Issues, Ballots: v.Ballots}
		var b bytes.Buffer
		if len(errorsOf(v.Findings)) > 0 || WritePrefLib(&b, e) != nil {
			return
		}
		again, no := Read("x", b.String())
		if no != nil {
			t.Fatalf("what was written is not read: %q", b.String())
		}
		for i := range v.Ballots.Len() {
			x, y := v.Ballots.At(i), again.Ballots.At(i)
			if fmt.Sprint(x.Marks) != fmt.Sprint(y.Marks) || x.Count != y.Count {
				t.Fatalf("ballot %d: %v became %v\n%s", i, x, y, b.String())
			}
		}
	})
}

func FuzzPrefLib(f *testing.F) {
	fuzzElection(f, "preflib", "1[78]-preflib*", "3\n1,Ada\n2,Bob\n3,Cyd\n5,5,2\n3,1,2,3\n2,{2,3},1\n",
		"# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 3\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: Maybe\n# CATEGORY NAME 3: No\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n2: {1},{},{2}\n")
}

func FuzzPabulib(f *testing.F) { fuzzElection(f, "pabulib", "21-pabulib*") }

func FuzzBLT(f *testing.F) {
	fuzzElection(f, "blt", "20-ballots.blt", "3 2\n-2\n3 1=2 3 0\n1.5 3 - 1 0\n(id7) 1 2 0\n0\n\"Ada\" \"Bob\" \"Cyd\" \"f:1\"\n")
}

func FuzzCVotes(f *testing.F) {
	fuzzElection(f, "cvotes", "19-condorcet.cvotes", "#/Candidates: A;B;C\n#/Weight Allowed: true\nt1, t2 || A > B = C ^7 * 8 # so\n/EMPTY_RANKING/ * 2\n", "A > B\nB > A * 2\n")
}

func FuzzDebian(f *testing.F) { fuzzElection(f, "debian", "20-debian-tally.txt") }

func FuzzCIVS(f *testing.F) {
	fuzzElection(f, "civs", "20-civs.txt", "1,4,3,2,5\n5 - 2 - 3\n8X1 4 3 2 5\n")
}
