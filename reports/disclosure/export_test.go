package disclosure

// For the tests, which stand outside the package because they write whole reports.
var ErrPolicy = errPolicy
