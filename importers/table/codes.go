package table

// The codes of the findings this package makes. They are stable.
const (
	// CodeFileName (note): the file's name promises another format than its content.
	CodeFileName = "file-name"
	// CodeEncodingAssumed (warning): a text is not UTF-8, and its encoding was told by its letters.
	CodeEncodingAssumed = "encoding-assumed"
	// CodeEncodingDamaged (warning): some bytes are not valid in the text's encoding.
	CodeEncodingDamaged = "encoding-damaged"
	// CodeEncodingLost (warning): the text holds U+FFFD, so characters were lost earlier.
	CodeEncodingLost = "encoding-lost"
	// CodeFormulaNoValue (warning): a formula is stored without its value.
	CodeFormulaNoValue = "formula-no-value"
	// CodeCellError (warning): a cell holds an error value such as #N/A.
	CodeCellError = "cell-error"
	// CodeQuotes (warning): a quotation mark in delimited text stands in an odd place.
	CodeQuotes = "csv-quote"
	// CodeQuoteBlanks (note): blanks around the quotation marks of cells were dropped.
	CodeQuoteBlanks = "csv-quote-blanks"
	// CodeRowsLong (warning): rows of delimited text have more cells than most.
	CodeRowsLong = "rows-long"
	// CodeRowsShort (note): rows of delimited text have fewer cells than most.
	CodeRowsShort = "rows-short"
	// CodeRowsHidden (note): rows are hidden on screen and were read.
	CodeRowsHidden = "rows-hidden"
	// CodeRowsBlank (note): blank rows above or between the others were left out.
	CodeRowsBlank = "rows-blank"
	// CodeRangePhantom (note): the sheet claims more rows or columns than hold anything.
	CodeRangePhantom = "range-phantom"
	// CodeSheetEmpty (note): the sheet holds nothing.
	CodeSheetEmpty = "sheet-empty"
)
