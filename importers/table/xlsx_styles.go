package table

import (
	"regexp"
	"strings"
)

// builtinFormat classifies the number formats that every workbook knows without
// a format code (ECMA-376 part 1, 18.8.30), East Asian ones included.
func builtinFormat(id int) cellFormat {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id >= 50 && id <= 54, id == 36, id == 57, id == 58:
		return formatDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return formatTime
	case id == 22:
		return formatDateTime
	case id == 46:
		return formatElapsed
	default:
		return formatNumber
	}
}

// literals are what a format code shows as it stands (quoted text, escapes, the
// width of a character), and colours, conditions and languages in brackets.
var literals = regexp.MustCompile(`"[^"]*("|$)|[\\\\_*].|\[[^\]]*(\]|$)`)

// classifyFormat tells from a format code whether it shows dates or times: the
// first section is looked at, without its literals.
func classifyFormat(code string) cellFormat {
	if strings.Count(code, `"`)%2 == 1 || strings.Count(code, "[") != strings.Count(code, "]") {
		return formatNumber
	}
	code = strings.ToLower(code)
	elapsed := false
	bare, _, _ := strings.Cut(literals.ReplaceAllStringFunc(code, func(l string) string {
		elapsed = elapsed || len(l) > 2 && strings.Trim(l, "[hms]") == ""
		return ""
	}), ";")
	if strings.HasPrefix(bare, "general") || strings.HasPrefix(bare, "g/") {
		return formatNumber // "G/通用格式" is General in Chinese
	}
	bare = strings.NewReplacer("e+", "", "e-", "").Replace(bare)
	shown := strings.IndexAny(bare, "ydebghs") // fractions of seconds come after s
	digits := strings.IndexAny(bare, "0#?")
	date, clock := strings.ContainsAny(bare, "ydebg"), strings.ContainsAny(bare, "hs")
	switch {
	case digits >= 0 && !elapsed && (shown < 0 || digits < shown):
		return formatNumber // "0.00", "# ?/?"
	case elapsed:
		return formatElapsed
	case date && clock:
		return formatDateTime
	case clock:
		return formatTime
	case date, strings.Contains(bare, "m"):
		return formatDate // also a month alone, "mmmm"
	}
	return formatNumber
}

// builtinCodes are the usual format codes of the dates and times that every
// workbook knows without one; a program shows them in the user's own way.
var builtinCodes = map[int]string{
	14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
	20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}

// numberFormat is a number format with its code.
type numberFormat struct {
	kind cellFormat
	code string
}

// readStyles reads which of a workbook's cell styles show dates or times.
func (x *xlsxBook) readStyles(part string) ([]numberFormat, error) {
	custom := make(map[int]numberFormat)
	var styles []numberFormat
	var group string
	err := x.archive.eachElement(part, func(s *xmlScanner) error {
		switch {
		case s.is("cellXfs"), s.is("cellStyleXfs"), s.is("dxfs"), s.is("numFmts"):
			group = s.local()
		case s.is("numFmt") && group == "numFmts":
			code, err := s.attrText("formatCode")
			custom[s.attrInt("numFmtId", -1)] = numberFormat{classifyFormat(code), code}
			return err
		case s.is("xf") && group == "cellXfs":
			id := s.attrInt("numFmtId", 0)
			f, ok := custom[id]
			if !ok {
				f = numberFormat{builtinFormat(id), builtinCodes[id]}
			}
			styles = append(styles, f)
		}
		return nil
	})
	return styles, err
}
