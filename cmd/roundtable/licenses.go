package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/licenses"
	"roundtable/cmd/roundtable/internal/talk"
)

// newLicenses makes the command that shows the licences of all that is in the program.
func newLicenses(s talk.Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "licenses",
		Short: "The licences of roundtable and of everything in it",
		Args:  exactly(0, "no further words"),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(s.Out, licenses.Text())
			return err
		},
	}
}
