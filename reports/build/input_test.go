package build

import "roundtable/testdata/sample"

func FixtureInput() Input {
	s := sample.Meeting()
	return Input{
		Meeting: s.Meeting,
		Balance: []BalanceView{
			{Judged: true, Report: s.Speakers},
			{Report: s.Everybody},
		},
		Ranking: s.Ranking, Groups: s.Groups, Provenance: s.Provenance,
	}
}
