package ballots
type plan struct{}
