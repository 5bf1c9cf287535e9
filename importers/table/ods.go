package table

// openODS opens an OpenDocument spreadsheet.
func openODS(b *Book) error {
	return b.refuse("this is an OpenDocument spreadsheet (.ods), which cannot be read yet", saveAsXLSX)
}
