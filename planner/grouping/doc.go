// Package grouping proposes working groups from wishes, sizes and targets, with proof.
package grouping
