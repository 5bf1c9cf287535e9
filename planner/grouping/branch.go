package grouping

type proofTree struct{}

func (s *solver) branch() {}
