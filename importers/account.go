package importers

import (
	"slices"
	"strconv"

	"roundtable/importers/elections"
	"roundtable/importers/proposal"
	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
)

// SheetAccount says what became of every row and column of a sheet: the classes
// add up to the rows, and every column is used or has the reason why not.
type SheetAccount struct {
	File           string              `json:"file"`
	Sheet          string              `json:"sheet,omitempty"`
	Rows           int                 `json:"rows"`
	Classes        map[sheet.Class]int `json:"classes"`
	NotUsed        []UnusedRows        `json:"not_used"`
	ColumnsNotUsed []UnusedColumn      `json:"columns_not_used"`
}

// UnusedRows is a run of rows that are no records.
type UnusedRows struct {
	Rows string      `json:"rows"`
	Why  sheet.Class `json:"why"`
}

// UnusedColumn is a column that nothing was read from.
type UnusedColumn struct {
	Ref    string `json:"ref"`
	Header string `json:"header"`
	Why    string `json:"why"`
}

// settleAccounts completes the account of every sheet and says what should be
// known of its columns.
func (r *reading) settleAccounts() error {
	for _, f := range r.files {
		for _, v := range f.sheets {
			if v.table == nil {
				continue // a text
			}
			if isAside(v.kind) || v.kind.HasVotes() && v.votes.rows == 0 {
				if err := v.Skim(r.ctx); err != nil {
					return r.streamError(v, err)
				}
			}
			if isAside(v.kind) {
				v.Account.Drop()
			} else {
				v.markUsed()
				v.SayColumns()
			}
			r.found.add(v.Findings...)
		}
	}
	return nil
}

// isAside reports kinds of sheets that nothing is read from.
func isAside(k sheet.Kind) bool {
	switch k {
	case sheet.Hidden, sheet.SetAside, sheet.Findings, sheet.Results, sheet.Strange, sheet.Empty:
		return true
	}
	return false
}

// readOfPeople are the meanings beyond dimensions that are read of people.
var readOfPeople = []vocabulary.Meaning{
	vocabulary.ID, vocabulary.Name, vocabulary.HonorificTitle, vocabulary.FirstName, vocabulary.LastName,
	vocabulary.NameAffix, vocabulary.Email, vocabulary.Role, vocabulary.Selected, vocabulary.Locked,
	vocabulary.MinMemberships, vocabulary.MaxMemberships, vocabulary.ChairOK, vocabulary.Prefs, vocabulary.Choice,
	vocabulary.SeatedIn, vocabulary.KeptOutOf,
}

// markUsed marks the columns that were read.
func (v *sheetView) markUsed() {
	votes := v.votes.columns()
	for _, c := range v.Columns {
		m := c.Match.Meaning
		_, dimension := m.Dimension()
		switch {
		case v.kind.HasVotes() && votes[c.Col]:
			c.Used = "votes"
		case v.kind.HasVotes() && v.votes.recognition.IsRole(c.Col):
			c.Used = "voters"
		case c.Twin != nil:
		case v.kind.HasPeople() && (dimension || slices.Contains(readOfPeople, m)):
			c.Used = "people"
		case !v.kind.HasPeople() && !v.kind.HasVotes() && m != vocabulary.Other:
			c.Used = string(v.kind)
		}
	}
}

// textAccount is the account of a text: its lines in place of rows.
func textAccount(file string) SheetAccount {
	return SheetAccount{
		File: file, Classes: make(map[sheet.Class]int), NotUsed: []UnusedRows{}, ColumnsNotUsed: []UnusedColumn{},
	}
}

// proposalAccount says what became of the lines of a proposal.
func proposalAccount(file string, p *proposal.Proposal) *SheetAccount {
	a := textAccount(file)
	a.Rows = len(p.Account)
	for _, line := range p.Account {
		a.Classes[sheet.Class(line.Class)]++
		if line.Why != "" {
			a.NotUsed = append(a.NotUsed, UnusedRows{strconv.Itoa(line.Number), sheet.Class(line.Why)})
		}
	}
	return &a
}

// electionAccount says what became of the lines and fields of an election file.
func electionAccount(file string, e *elections.Account) *SheetAccount {
	a := textAccount(file)
	a.Rows = e.Lines
	for class, n := range e.Classes {
		a.Classes[sheet.Class(class)] = n
	}
	for _, u := range e.Unused {
		for _, field := range u.Fields {
			a.ColumnsNotUsed = append(a.ColumnsNotUsed, UnusedColumn{Header: field, Why: u.Why})
		}
	}
	return &a
}

// account is the account of a sheet for the inspection.
func (v *sheetView) account() SheetAccount {
	if v.text != nil {
		return *v.text
	}
	out := SheetAccount{
		File: v.File, Sheet: v.Name, Rows: v.Account.Rows, Classes: v.Account.Classes, NotUsed: []UnusedRows{},
		ColumnsNotUsed: []UnusedColumn{},
	}
	for _, run := range v.Account.NotUsed {
		out.NotUsed = append(out.NotUsed, UnusedRows{run.String(), run.Why})
	}
	if !isAside(v.kind) {
		for _, c := range v.Unused() {
			out.ColumnsNotUsed = append(out.ColumnsNotUsed, UnusedColumn{c.Letter(), c.Header, c.Why})
		}
	}
	return out
}
