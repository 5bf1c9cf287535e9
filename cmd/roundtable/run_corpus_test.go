//go:build corpus

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The founding document of this project, which is not ours to ship.
// ROUNDTABLE_CORPUS names the folder with the real files.
func TestFoundingProposal(t *testing.T) {
	root := os.Getenv("ROUNDTABLE_CORPUS")
	if root == "" {
		t.Fatal("ROUNDTABLE_CORPUS does not name the folder with the real files")
	}
	checkNothingInvented(t, filepath.Join(root, "igf-proposals", "igf2019-ws287.txt"),
		"What kind of issues do we have to prioritize?")
}
