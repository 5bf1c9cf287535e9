// Package balance checks a panel against targets, measures its spread, and advises what to change.
package balance
