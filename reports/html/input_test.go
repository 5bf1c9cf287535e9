package html

import (
	"roundtable/reports/build"
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
