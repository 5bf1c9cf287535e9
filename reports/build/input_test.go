package build

import (
	"roundtable/reports/build/internal/brief"
	"roundtable/testdata/sample"
)

func FixtureInput() brief.Input {
	s := sample.Meeting()
	return brief.Input{
		Meeting: s.Meeting,
		Balance: []brief.BalanceView{
			{Judged: true, Report: s.Speakers},
			{Report: s.Everybody},
		},
		Ranking: s.Ranking, Groups: s.Groups, Provenance: s.Provenance,
	}
}
