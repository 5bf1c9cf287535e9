package assets

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

func TestEcharts(t *testing.T) {
	script, ok := Echarts()
	if !ok {
		t.Skip("built without the chart library; make assets fetches it")
	}
	const want = "bf4a223524e40b77c304bec67e1222cf551f14880cf42c69dc046558e11c07b1"
	if got := fmt.Sprintf("%x", sha256.Sum256(script)); got != want {
		t.Errorf("chart library has SHA-256 %s, want %s", got, want)
	}
	for file, want := range map[string]string{
		"echarts.LICENSE.txt": "Apache License",
		"echarts.NOTICE.txt":  "Apache ECharts",
	} {
		if text, err := files.ReadFile(file); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s is missing: who passes the library on passes it on too", file)
		}
	}
}
