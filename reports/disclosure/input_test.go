package disclosure_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/xlsx"
	"roundtable/testdata/sample"
)

func fixtureInput() build.Input {
	s := sample.Meeting()
	return build.Input{
		Meeting: s.Meeting,
		Balance: []build.BalanceView{
			{Judged: true, Report: s.Speakers},
			{Report: s.Everybody},
		},
		Ranking: s.Ranking, Groups: s.Groups, Provenance: s.Provenance,
	}
}

func xlsxBytes(t *testing.T, d *reports.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func openXLSX(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
