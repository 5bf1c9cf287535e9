package table

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// randomValue draws a value and says how it must be read.
func randomValue(rng *rand.Rand) (value any, kind Kind, text string) {
	switch rng.IntN(6) {
	case 0:
		return nil, Empty, ""
	case 1:
		n := rng.IntN(2_000_000) - 1_000_000
		return n, Number, strconv.Itoa(n)
	case 2:
		f := math.Round(rng.Float64()*1e6) / 100
		return f, Number, strconv.FormatFloat(f, 'f', -1, 64)
	case 3:
		day := time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(90_000)).Add(time.Duration(rng.IntN(86400)) * time.Second)
		return day, Date, day.Format("2006-01-02T15:04:05")
	case 4:
		if b := rng.IntN(2) == 0; b {
			return b, Bool, "TRUE"
		}
		return false, Bool, "FALSE"
	default:
		alphabet := []rune("ab é<>&\"'=+-@;,|\t\nŁ中👩_x\u00a0\u3000e\u0301")
		runes := make([]rune, 1+rng.IntN(12))
		for i := range runes {
			runes[i] = alphabet[rng.IntN(len(alphabet))]
		}
		return string(runes), Text, string(runes)
	}
}

// TestRoundTripExcelize: tables of random values written by excelize, cell by
// cell and as a stream, are read as they were.
func TestRoundTripExcelize(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		plain, stream := excelize.NewFile(), excelize.NewFile()
		out, err := stream.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		style, err := stream.NewStyle(&excelize.Style{NumFmt: 22})
		if err != nil {
			t.Fatal(err)
		}
		var want []Cell
		rows, cols := 1+rng.IntN(20), 1+rng.IntN(30)
		for r := 1; r <= rows; r++ {
			line := make([]any, cols)
			for c := 1; c <= cols; c++ {
				value, kind, text := randomValue(rng)
				if kind != Empty {
					want = append(want, Cell{Text: text, Kind: kind, Row: r, Col: c})
				}
				line[c-1] = value
				if day, ok := value.(time.Time); ok {
					line[c-1] = excelize.Cell{StyleID: style, Value: day}
				}
				if err := plain.SetCellValue("Sheet1", cellAt{r, c}.ref(), value); err != nil {
					t.Fatal(err)
				}
			}
			if err := out.SetRow("A"+strconv.Itoa(r), line); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Flush(); err != nil {
			t.Fatal(err)
		}
		for name, f := range map[string]*excelize.File{"cells": plain, "stream": stream} {
			var data bytes.Buffer
			if err := f.Write(&data); err != nil {
				t.Fatal(err)
			}
			f.Close()
			b, err := Open("a.xlsx", data.Bytes(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []Cell
			for row, err := range b.Sheets[0].Rows(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, slices.DeleteFunc(slices.Clone(row.Cells), func(c Cell) bool { return c.Kind == Empty })...)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s: read %d cells\n%v\nwritten %d\n%v", name, len(got), got, len(want), want)
			}
		}
	}
}
