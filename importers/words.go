package importers

import (
	"regexp"

	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

func isEmail(s string) bool { return vocabulary.IsAddress(s) }

func isGender(s string) bool { return vocabulary.Value(planner.Gender, s).OK() }

// codeInHeader finds what numbers and letters mean in a header such as
// "Gender (0 = male, 1 = female)" or "Sexo (H = hombre, M = mujer)".
var codeInHeader = regexp.MustCompile(`(?:(\d+)\s*[=:–-]|(?:^|[\s(,;/])(\pL)\s*=)\s*([^\d,;/)(\]]+)`)

// codesIn returns the values that a header gives to numbers, and for a header that
// names one value ("Female", with 0 and 1) what yes and no mean.
func codesIn(c *sheet.Column) map[string]string {
	found := codeInHeader.FindAllStringSubmatch(c.Header, -1)
	if len(found) >= 2 {
		codes := make(map[string]string)
		for _, m := range found {
			codes[m[1]+m[2]] = vocabulary.Clean(m[3])
		}
		return codes
	}
	if c.Match.Meaning != vocabulary.Gender {
		return nil
	}
	if len(found) == 1 && isGender(vocabulary.Clean(found[0][3])) {
		// the other number stays unknown
		return map[string]string{found[0][1] + found[0][2]: vocabulary.Clean(found[0][3])}
	}
	if vocabulary.WomanColumn.Is(c.Header) {
		return map[string]string{
			"1": vocabulary.Woman, "0": "not " + vocabulary.Woman, "yes": vocabulary.Woman,
			"no": "not " + vocabulary.Woman, "TRUE": vocabulary.Woman, "FALSE": "not " + vocabulary.Woman,
		}
	}
	return nil
}
