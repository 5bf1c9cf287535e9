package talk

import (
	"errors"
	"slices"

	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/reports/messages"
)

// AddQuiet offers --quiet.
func (o *Output) AddQuiet(fs *pflag.FlagSet) {
	fs.BoolVarP(&o.Quiet, "quiet", "q", false, "say nothing but the result and errors")
	help.Rare(fs.Lookup("quiet"))
}

// AddForce offers --force.
func AddForce(fs *pflag.FlagSet, force *bool, what string) {
	fs.BoolVar(force, "force", false, what)
	help.Rare(fs.Lookup("force"))
}

// AddFormat offers --format; the first form is the default.
func (o *Output) AddFormat(fs *pflag.FlagSet, formats ...string) {
	fs.Var(&FormatValue{&o.Format, formats}, "format",
		"form of the result: "+messages.English().Or(formats)+" (default text)")
	o.Format = formats[0]
}

// FormatValue is the flag that takes one of a few words.
type FormatValue struct {
	To      *string
	Allowed []string
}

func (f *FormatValue) String() string  { return "" }
func (f *FormatValue) Type() string    { return "FORMAT" }
func (f *FormatValue) Words() []string { return f.Allowed }

// Set takes one of the forms, or asks for the one that was meant.
func (f *FormatValue) Set(v string) error {
	if !slices.Contains(f.Allowed, v) {
		said := "use " + messages.English().Or(f.Allowed)
		if q := suggest.Question(v, f.Allowed); q != "" {
			said += "; " + q
		}
		return errors.New(said)
	}
	*f.To = v
	return nil
}
