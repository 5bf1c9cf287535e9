package ballots

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"

	"roundtable/importers/table"
)

// generated makes a table of choice columns: voter_id, stakeholder_group,
// rank_1 … rank_m, every ballot a full ranking.
func generated(rows, issues int) []byte {
	rng := rand.New(rand.NewPCG(42, 7))
	groups := []string{"Government", "Civil Society", "Technical Community", "Private Sector", "IGO"}
	var b bytes.Buffer
	b.WriteString("voter_id,stakeholder_group")
	for i := range issues {
		fmt.Fprintf(&b, ",rank_%d", i+1)
	}
	b.WriteByte('\n')
	order := make([]int, issues)
	for i := range order {
		order[i] = i
	}
	for r := range rows {
		fmt.Fprintf(&b, "V%07d,%s", r+1, groups[rng.IntN(5)])
		rng.Shuffle(issues, func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, o := range order {
			fmt.Fprintf(&b, ",I%03d", o+1)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func BenchmarkChoiceColumns(b *testing.B) {
	for _, size := range [][2]int{{100_000, 20}, {1_000_000, 20}, {1_000_000, 50}} {
		data := generated(size[0], size[1])
		name := fmt.Sprintf("%dx%d", size[0], size[1])
		b.Run(name+"/encoding-csv", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				r := csv.NewReader(bytes.NewReader(data))
				r.ReuseRecord = true
				for {
					if _, err := r.Read(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(name+"/ballots", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				limits := table.DefaultLimits()
				limits.FileBytes = 1 << 30
				book, err := table.Open("votes.csv", data, table.Options{Limits: limits})
				if err != nil {
					b.Fatal(err)
				}
				s := book.Sheets[0]
				in := Input{File: book.Name, Rows: s.Rows}
				rec, err := Recognise(context.Background(), in, Options{})
				if err != nil {
					b.Fatal(err)
				}
				v, err := Read(context.Background(), in, rec, Options{})
				if err != nil || v.Ballots.Total() != int64(size[0]) {
					b.Fatal(err, v.Ballots.Total(), v.Findings)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapSys)/1e6, "MB-heap")
			}
		})
	}
}
