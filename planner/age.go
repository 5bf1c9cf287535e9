package planner

// ageBands are the bands in which people are counted by age, unless they give bands of their
// own: minors, the young of the IGF's youth tracks and their elders.
var ageBands = []struct {
	name     string
	from, to int
}{{"0-17", 0, 17}, {"18-34", 18, 34}, {"35-54", 35, 54}, {"55+", 55, 130}}

// AgeBand is the band in which an age in whole years is counted: 0-17, 18-34, 35-54 or 55+.
// So is an age known to a year, as a year of birth tells it ("23-24"). Any other text, a wider
// band among them, is its own.
func AgeBand(age string) string {
	low, high, ok := numbersOf(age)
	if !ok || low < 0 || high-low > 1 {
		return age
	}
	for _, b := range ageBands {
		if b.from <= low && high <= b.to {
			return b.name
		}
	}
	return age
}
