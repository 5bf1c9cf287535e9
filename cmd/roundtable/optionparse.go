package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The parsers of single options; like those in options.go they return what would
// be right as their error text.

func setMapping(p *[]string, v string) error {
	meaning, header, ok := strings.Cut(v, "=")
	if !ok || strings.TrimSpace(header) == "" || strings.TrimSpace(meaning) == "" {
		return fmt.Errorf("use MEANING=HEADER, for example 'Region=UN Group'")
	}
	*p = append(*p, v)
	return nil
}

func setLevels(p *[]string, v string) error {
	*p = nil
	for word := range strings.SplitSeq(v, ">") {
		if word = strings.TrimSpace(word); word != "" {
			*p = append(*p, word)
		}
	}
	if len(*p) < 2 {
		return fmt.Errorf("use the words, best first, with > between them, for example 'Very important > Important > Not important'")
	}
	return nil
}

func setShare(p *[]string, v string) error {
	i := strings.LastIndexByte(v, '=')
	if i < 1 {
		return fmt.Errorf("use GROUP=PERCENT, for example 'Government=40'")
	}
	if f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(v[i+1:]), "%"), 64); err != nil || f < 0 || f > 100 {
		return fmt.Errorf("use a percentage from 0 to 100 behind the =")
	}
	*p = append(*p, v)
	return nil
}

func setIntPtr(p **int, lo, hi int) func(string) error {
	return func(v string) error {
		var n int
		if err := setInt(&n, lo, hi)(v); err != nil {
			return err
		}
		*p = &n
		return nil
	}
}

func setSeed(p *uint64, v string) error {
	n, err := strconv.ParseUint(strings.TrimSpace(v), 10, 64)
	if err != nil {
		return fmt.Errorf("use a whole number that is not negative")
	}
	*p = n
	return nil
}

func setDuration(p *time.Duration, v string) error {
	d, err := time.ParseDuration(strings.TrimSpace(v))
	if err != nil {
		if n, nerr := strconv.Atoi(strings.TrimSpace(v)); nerr == nil {
			d, err = time.Duration(n)*time.Second, nil
		}
	}
	if err != nil || d <= 0 {
		return fmt.Errorf("use a time such as 20s or 2m")
	}
	*p = d
	return nil
}

func setField(p *map[planner.Dimension]planner.Answer, v string) error {
	name, answer, ok := strings.Cut(v, "=")
	a, known := vocabulary.YesNo(answer)
	if !ok || strings.TrimSpace(name) == "" || !known {
		return fmt.Errorf("use NAME=yes or NAME=no, for example 'workshop report=yes'")
	}
	if *p == nil {
		*p = make(map[planner.Dimension]planner.Answer)
	}
	(*p)[planner.Dimension(strings.TrimSpace(name))] = a
	return nil
}
