package sheet

import (
	"slices"
	"strconv"

	"roundtable/importers/table"
)

// Class is what a row of a sheet is; every row has exactly one.
type Class string

// The classes of rows, as `inspect` shows them.
const (
	Body     Class = "body"
	Header   Class = "header" // copies of the header between the records too
	Title    Class = "title"  // above the header
	Example  Class = "example"
	Section  Class = "section" // a heading above records, which inherit it
	Total    Class = "total"   // sums, counts and shares of the records
	Remark   Class = "remark"
	Preview  Class = "preview" // answers of a form that was being tried out
	Aside    Class = "other table"
	Round    Class = "other round" // of a vote in several rounds
	Blank    Class = "blank"
	NotTaken Class = "not used" // a sheet as a whole
)

// Words is the class as a sentence about rows names it.
func (c Class) Words() string {
	switch c {
	case Body:
		return "read"
	case Section:
		return "heading of a section"
	case NotTaken:
		return "left aside"
	}
	return string(c)
}

// Account says what became of the rows of a sheet.
type Account struct {
	// Rows is the number of the last row that holds something; blank rows count.
	Rows int
	// Classes counts the rows by class; the counts add up to Rows.
	Classes map[Class]int
	// NotUsed lists the runs of rows that are no records, in order, with blank rows
	// left out.
	NotUsed []Run

	last Class // of the last row that holds something
}

// Run is a run of neighbouring rows of one class.
type Run struct {
	First, Last int
	Why         Class
}

// String is the run as people write it: "3" or "3-7".
func (r Run) String() string {
	if r.First == r.Last {
		return strconv.Itoa(r.First)
	}
	return strconv.Itoa(r.First) + "-" + strconv.Itoa(r.Last)
}

func newAccount() Account { return Account{Classes: make(map[Class]int)} }

// add takes in a row. Rows that hold nothing are not seen by a reader of tables:
// they are the gaps between the numbers.
func (a *Account) add(row table.Row, class Class) {
	if gap := row.Number - a.Rows - 1; gap > 0 {
		a.Classes[Blank] += gap
	}
	a.Rows = max(a.Rows, row.Number)
	if Filled(row) == 0 {
		class = Blank
	}
	a.Classes[class]++
	before := a.last
	if class != Blank {
		a.last = class
	}
	if class == Body || class == Blank || class == Header {
		return
	}
	if n := len(a.NotUsed); n > 0 && a.NotUsed[n-1].Why == class && before == class {
		a.NotUsed[n-1].Last = row.Number
		return
	}
	a.NotUsed = append(a.NotUsed, Run{row.Number, row.Number, class})
}

// answers is the account of rows that are brought to one for each record: all of them
// belong to records, below the header.
func (a *Account) answers(rows []table.Row, first, after int) {
	for i, row := range rows {
		class := Body
		switch {
		case i < first:
			class = Title
		case i < after:
			class = Header
		}
		a.add(row, class)
	}
}

// move takes the record in a row out, under another class.
func (a *Account) move(row int, class Class) {
	if a.Classes[Body]--; a.Classes[Body] == 0 {
		delete(a.Classes, Body)
	}
	a.Classes[class]++
	i, _ := slices.BinarySearchFunc(a.NotUsed, row, func(r Run, n int) int { return r.First - n })
	if i > 0 && a.NotUsed[i-1].Last == row-1 && a.NotUsed[i-1].Why == class {
		a.NotUsed[i-1].Last = row
		return
	}
	a.NotUsed = slices.Insert(a.NotUsed, i, Run{row, row, class})
}

// use counts a row above the header as one of the header, which is read.
func (a *Account) use(row int) {
	i := slices.IndexFunc(a.NotUsed, func(r Run) bool { return r.Why == Title && r.First <= row && row <= r.Last })
	if i < 0 {
		return
	}
	if a.Classes[Title]--; a.Classes[Title] == 0 {
		delete(a.Classes, Title)
	}
	a.Classes[Header]++
	r := a.NotUsed[i]
	before, after := Run{r.First, row - 1, Title}, Run{row + 1, r.Last, Title}
	a.NotUsed = slices.Replace(a.NotUsed, i, i+1, slices.DeleteFunc([]Run{before, after}, func(r Run) bool {
		return r.First > r.Last
	})...)
}

// Drop counts all records as not used, of a sheet that was left aside.
func (a *Account) Drop() {
	if n := a.Classes[Body]; n > 0 {
		delete(a.Classes, Body)
		a.Classes[NotTaken] += n
	}
}
