package reports

// For the tests, which stand outside the package because the sample uses it.
var (
	CleanText = cleanText
	IsHidden  = hidden
)
