// Package licenses has the licences of everything that is in the program: its own, and those
// of the modules, of the chart library, and of Go itself.
//
// They stand in one file, which is written by the package's test from the modules of the
// build (make licenses) and kept with the source: so every build has them, also one that was
// made without make. The test fails where a module of the build, in any system, is missing
// or of another version.
package licenses

import _ "embed" // the texts

//go:embed licenses.txt
var all string

// Text is the list of what is in the program, each with its version and the name of its
// licence, and then all texts, each once.
func Text() string { return all }
