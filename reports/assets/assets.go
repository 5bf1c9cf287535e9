// Package assets embeds the chart library that is fetched at build time, with its
// licence. Without the library the reports show tables in place of drawn charts.
package assets

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
)

// The folder always holds the library's licence, so the embedding
// compiles whether or not the library itself was fetched.
//
//go:embed echarts*
var files embed.FS

const (
	echartsFile = "echarts.min.js.gz"
	// maxEcharts stops a damaged or swapped file from filling the memory.
	maxEcharts = 8 << 20
)

// Echarts returns the chart library the program was built with. It reports
// false when the program was built without it (see README.md); reports
// then show tables with bars instead of drawn charts.
func Echarts() ([]byte, bool) {
	packed, err := files.ReadFile(echartsFile)
	if err != nil {
		return nil, false
	}
	script, err := unpack(packed)
	if err != nil {
		return nil, false
	}
	return script, true
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("chart library: %w", err)
	}
	script, err := io.ReadAll(io.LimitReader(r, maxEcharts+1))
	if err != nil {
		return nil, fmt.Errorf("chart library: %w", err)
	}
	if len(script) > maxEcharts {
		return nil, fmt.Errorf("chart library: larger than %d bytes", maxEcharts)
	}
	return script, nil
}
