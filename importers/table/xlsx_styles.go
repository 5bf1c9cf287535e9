package table

import "strings"

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

// classifyFormat tells from a format code whether it shows dates or times: the
// first section is looked at, without its quoted text, escapes and colours.
func classifyFormat(code string) cellFormat {
	var date, clock, elapsed bool
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			n := strings.IndexByte(code[i+1:], '"')
			if n < 0 {
				return formatNumber
			}
			i += n + 1
		case '\\', '_', '*':
			i++
		case '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				return formatNumber
			}
			switch strings.ToLower(code[i+1 : i+n]) {
			case "h", "hh", "m", "mm", "s", "ss":
				elapsed = true
			}
			i += n
		case ';':
			i = len(code)
		case 'y', 'Y', 'd', 'D', 'e', 'E', 'b', 'B', 'g', 'G':
			if strings.HasPrefix(strings.ToLower(code[i:]), "general") || strings.HasPrefix(code[i:], "G/") {
				return formatNumber // "G/通用格式" is General in Chinese
			} else if c != 'E' && c != 'e' || i+1 >= len(code) || code[i+1] != '+' && code[i+1] != '-' {
				date = true
			}
		case 'h', 'H', 's', 'S':
			clock = true
		case '0', '#', '?':
			if !clock && !date && !elapsed {
				return formatNumber // digits: "0.00", "# ?/?"; fractions of seconds come after s
			}
		}
	}
	switch {
	case elapsed:
		return formatElapsed
	case date && clock:
		return formatDateTime
	case clock:
		return formatTime
	case date:
		return formatDate
	case strings.ContainsAny(stripLiterals(code), "mM"):
		return formatDate // a month alone, "mmmm"
	default:
		return formatNumber
	}
}

// stripLiterals removes quoted text, escaped characters and [..] from a code.
func stripLiterals(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"', '[':
			end := byte('"')
			if code[i] == '[' {
				end = ']'
			}
			n := strings.IndexByte(code[i+1:], end)
			if n < 0 {
				return b.String()
			}
			i += n + 1
		case '\\', '_', '*':
			i++
		default:
			b.WriteByte(code[i])
		}
	}
	return b.String()
}

// readStyles reads which of a workbook's cell styles show dates or times.
func (x *xlsxBook) readStyles(part string) ([]cellFormat, error) {
	custom := make(map[int]cellFormat)
	var styles []cellFormat
	var group string
	err := x.eachElement(part, func(s *xmlScanner) error {
		switch {
		case s.is("cellXfs"), s.is("cellStyleXfs"), s.is("dxfs"), s.is("numFmts"):
			group = s.local()
		case s.is("numFmt") && group == "numFmts":
			code, err := s.attrText("formatCode")
			custom[s.attrInt("numFmtId", -1)] = classifyFormat(code)
			return err
		case s.is("xf") && group == "cellXfs":
			id := s.attrInt("numFmtId", 0)
			f, ok := custom[id]
			if !ok {
				f = builtinFormat(id)
			}
			styles = append(styles, f)
		}
		return nil
	})
	return styles, err
}
