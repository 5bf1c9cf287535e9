package settings

import (
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/schedule"
)

// What follows are the kinds of settings. Each makes the parser of one field; its
// error text says what would be right.

// line takes any text.
func line(p *string) parse {
	return func(v string) error { *p = strings.TrimSpace(v); return nil }
}

// hoursOfDay reads the first and the last hour of a day.
func hoursOfDay(from, to *int) parse {
	return func(v string) error {
		var r planner.Range
		if err := span(&r)(v); err != nil || r.Min >= r.Max || r.Max > 24 {
			return fmt.Errorf("use two hours of a day, such as 8..22")
		}
		*from, *to = r.Min, r.Max
		return nil
	}
}

func word[T ~string](p *T, allowed ...string) choice {
	return choice{allowed, func(v string) error {
		w := strings.ToLower(strings.TrimSpace(v))
		if !slices.Contains(allowed, w) {
			return fmt.Errorf("use one of: %s", Asking(v, allowed))
		}
		*p = T(w)
		return nil
	}}
}

// Asking lists the words allowed, and asks for the one that was most likely meant.
func Asking(v string, allowed []string) string {
	list := strings.Join(allowed, ", ")
	if q := suggest.Question(v, allowed); q != "" {
		list += "; " + q
	}
	return list
}

func yesNo(p *bool) choice {
	return choice{[]string{"yes", "no"}, func(v string) error {
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "yes", "true", "1", "on":
			*p = true
		case "no", "false", "0", "off":
			*p = false
		default:
			return fmt.Errorf("use yes or no")
		}
		return nil
	}}
}

func number[T ~int | ~int32 | ~int64](p *T, lo, hi int) parse {
	return func(v string) error {
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < lo || n > hi {
			return fmt.Errorf("use a whole number from %d to %d", lo, hi)
		}
		*p = T(n)
		return nil
	}
}

// megabytes keeps a size in bytes.
func megabytes(p *int64) parse {
	return func(v string) error {
		var n int64
		if err := number(&n, 1, 1<<20)(v); err != nil {
			return err
		}
		*p = n << 20
		return nil
	}
}

func natural(p *uint64) parse {
	return func(v string) error {
		n, err := strconv.ParseUint(strings.TrimSpace(v), 10, 64)
		if err != nil {
			return fmt.Errorf("use a whole number that is not negative")
		}
		*p = n
		return nil
	}
}

func numbers(p *[]int) parse {
	return func(v string) error {
		var out []int
		between := func(r rune) bool { return strings.ContainsRune(",; \n", r) }
		for part := range strings.FieldsFuncSeq(strings.Trim(v, "[] "), between) {
			n, err := strconv.Atoi(part)
			if err != nil {
				out = nil
				break
			}
			out = append(out, n)
		}
		if len(out) == 0 {
			return fmt.Errorf("use whole numbers with commas, such as 100,80,62,46,32")
		}
		*p = out
		return nil
	}
}

// span is a range such as 5..9 or 5-9, or one number.
func span(p *planner.Range) parse {
	return func(v string) error {
		v = strings.ReplaceAll(v, "–", "-")
		lo, hi, found := strings.Cut(v, "..")
		if !found {
			lo, hi, found = strings.Cut(v, "-")
		}
		if !found {
			hi = lo
		}
		a, err1 := strconv.Atoi(strings.TrimSpace(lo))
		b, err2 := strconv.Atoi(strings.TrimSpace(hi))
		if err1 != nil || err2 != nil || a < 0 || b < max(a, 1) {
			return fmt.Errorf("use a number such as 7 or a range such as 5..9")
		}
		*p = planner.Range{Min: a, Max: b}
		return nil
	}
}

// scale is a span as the ends of declared scores.
func scale(p *planner.Scale) parse {
	return func(v string) error {
		v = strings.NewReplacer("–", "-", "−", "-", " ", "").Replace(v)
		lo, hi, found := strings.Cut(v, "..")
		if !found && len(v) > 0 {
			if i := strings.IndexByte(v[1:], '-'); i >= 0 { // not the sign of the first number
				lo, hi = v[:i+1], v[i+2:]
			}
		}
		a, err1 := strconv.Atoi(lo)
		b, err2 := strconv.Atoi(hi)
		const most = 1_000_000
		if err1 != nil || err2 != nil || a >= b || a < -most || b > most {
			return fmt.Errorf("use the lowest and the highest mark, such as 1..5 or -2..2")
		}
		p.Min, p.Max = planner.Mark(a), planner.Mark(b)
		return nil
	}
}

// duration is a time such as 2m; a number alone counts seconds.
func duration(p *time.Duration) parse {
	return func(v string) error {
		v = strings.TrimSpace(v)
		d, err := time.ParseDuration(v)
		if err != nil {
			var seconds int
			seconds, err = strconv.Atoi(v)
			d = time.Duration(seconds) * time.Second
		}
		if err != nil || d <= 0 {
			return fmt.Errorf("use a time such as 20s or 2m")
		}
		*p = d
		return nil
	}
}

func encoding(p *string) parse {
	return func(v string) error {
		*p = strings.TrimSpace(v)
		return table.CheckEncoding(*p)
	}
}

// item adds one text.
func item(p *[]string) parse {
	return func(v string) error {
		if v = strings.TrimSpace(v); v != "" {
			*p = append(*p, v)
		}
		return nil
	}
}

// rooms adds rooms with commas between, each with its seats where they are known.
func rooms(p *[]schedule.Room) parse {
	return func(v string) error {
		for part := range strings.SplitSeq(v, ",") {
			name, seats, given := strings.Cut(part, "=")
			room := schedule.Room{Name: strings.TrimSpace(name)}
			n, err := strconv.Atoi(strings.TrimSpace(seats))
			known := slices.ContainsFunc(*p, func(r schedule.Room) bool { return r.Name == room.Name })
			if room.Name == "" || known || given && (err != nil || n < 1) {
				return fmt.Errorf("use different names of rooms, each with its number of seats, such as A=12,B=8")
			}
			room.Seats = n
			*p = append(*p, room)
		}
		return nil
	}
}

// items adds texts with commas between; meant for identifiers, which hold none.
func items(p *[]string) parse {
	return func(v string) error {
		for part := range strings.SplitSeq(v, ",") {
			_ = item(p)(part) // takes every text
		}
		return nil
	}
}

// oneMore adds a word of those allowed.
func oneMore(p *[]string, allowed ...string) choice {
	return choice{allowed, func(v string) error {
		var w string
		if err := word(&w, allowed...).take(v); err != nil {
			return err
		}
		*p = append(*p, w)
		return nil
	}}
}

// standings adds words for whether somebody comes.
func standings(p *[]vocabulary.Standing) choice {
	return choice{importers.Standings(), func(v string) error {
		var words []string
		for part := range strings.SplitSeq(v, ",") {
			if err := oneMore(&words, importers.Standings()...).take(part); err != nil {
				return err
			}
		}
		for _, w := range words {
			*p = append(*p, vocabulary.Standing(w))
		}
		return nil
	}}
}

// levels are words in order, best first, with > between, or in lines.
func levels(p *[]string) parse {
	return func(v string) error {
		var words []string
		for part := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == '>' || r == '\n' }) {
			_ = item(&words)(part) // takes every text
		}
		if len(words) < 2 {
			return fmt.Errorf("use the words, best first, with > between them, " +
				"for example 'Very important > Important > Not important'")
		}
		*p = words
		return nil
	}
}

// mapping adds MEANING=HEADER.
func mapping(p *[]importers.Mapping) parse {
	return func(v string) error {
		to, from, ok := strings.Cut(v, "=")
		m := importers.Mapping{To: strings.TrimSpace(to), From: strings.TrimSpace(from)}
		if !ok || m.From == "" || m.To == "" {
			return fmt.Errorf("use MEANING=HEADER, for example 'Region=UN Group'")
		}
		*p = append(*p, m)
		return nil
	}
}

// share adds VALUE=PERCENT as given; the stage reads it exactly.
func share(p *[]string) parse {
	return func(v string) error {
		i := strings.LastIndexByte(v, '=')
		if i < 1 {
			return fmt.Errorf("use GROUP=PERCENT, for example 'Government=40'")
		}
		f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(v[i+1:]), "%"), 64)
		if err != nil || f < 0 || f > 100 {
			return fmt.Errorf("use a percentage from 0 to 100 behind the =")
		}
		*p = append(*p, v)
		return nil
	}
}

// ratio keeps a whole number, a fraction or a percentage, above 0.
func ratio(p *planner.Ratio) parse {
	return func(v string) error {
		text, percent := strings.CutSuffix(strings.TrimSpace(v), "%")
		r, ok := new(big.Rat).SetString(strings.TrimSpace(text))
		if ok && percent {
			r.Quo(r, big.NewRat(100, 1))
		}
		if !ok || r.Sign() <= 0 || !r.Num().IsInt64() || !r.Denom().IsInt64() ||
			r.Num().Int64() > 1e9*r.Denom().Int64() {
			return fmt.Errorf("use a number such as 20, a part such as 1/3, or a percentage such as 40%%")
		}
		*p = planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64()}
		return nil
	}
}

// capped keeps COLUMN=SHARE; the column may be any word for a dimension.
func capped(by *planner.Dimension, most *planner.Ratio) parse {
	return func(v string) error {
		name, part, ok := strings.Cut(v, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return fmt.Errorf("use COLUMN=SHARE, for example organisation=1/3")
		}
		if err := ratio(most)(part); err != nil {
			return err
		}
		*by = planner.Dimension(strings.ToLower(name))
		if m, known := vocabulary.Header(name); known {
			if d, ok := m.Meaning.Dimension(); ok {
				*by = d
			}
		}
		return nil
	}
}

// answer keeps NAME=yes or NAME=no.
func answer(p *map[planner.Dimension]planner.Answer) parse {
	return func(v string) error {
		name, yes, ok := strings.Cut(v, "=")
		a, known := vocabulary.YesNo(yes)
		name = strings.TrimSpace(name)
		if !ok || name == "" || !known {
			return fmt.Errorf("use NAME=yes or NAME=no, for example 'workshop report=yes'")
		}
		if *p == nil {
			*p = make(map[planner.Dimension]planner.Answer)
		}
		(*p)[planner.Dimension(name)] = a
		return nil
	}
}

// someOf takes words of a list, with commas between and each once; the last value given
// counts.
func someOf[T ~string](p *[]T, what string, known []string) choice {
	return choice{known, func(v string) error {
		var out []T
		for part := range strings.FieldsFuncSeq(v, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
			w := strings.ToLower(part)
			if !slices.Contains(known, w) {
				return fmt.Errorf("%q is no %s; use one or more of: %s", part, what, Asking(w, known))
			}
			if !slices.Contains(out, T(w)) {
				out = append(out, T(w))
			}
		}
		if len(out) == 0 {
			return fmt.Errorf("use one or more of: %s", strings.Join(known, ", "))
		}
		*p = out
		return nil
	}}
}

// withoutFolders are the names of packs and files, with commas between.
func withoutFolders(names string) string {
	parts := strings.Split(names, ",")
	for i, name := range parts {
		if rulepacks.IsFile(strings.TrimSpace(name)) {
			parts[i] = filepath.Base(strings.TrimSpace(name))
		}
	}
	return strings.Join(parts, ",")
}
