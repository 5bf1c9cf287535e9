// Package ranking orders issues from ballots so that every stakeholder group can count the same.
package ranking
