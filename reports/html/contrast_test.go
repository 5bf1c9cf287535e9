package html

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Text must reach 4.5:1 and marks 3:1 on their ground, light and dark (WCAG 2.2,
// success criteria 1.4.3 and 1.4.11).
func TestContrast(t *testing.T) {
	_, dark, found := strings.Cut(pageStyle, ":root:not(.printing) {")
	if !found {
		t.Fatal("no dark theme")
	}
	light, _, _ := strings.Cut(pageStyle, "@media")
	dark, _, _ = strings.Cut(dark, "}")
	for name, text := range map[string]string{"light": light, "dark": dark} {
		c := colours(text)
		for _, ground := range []string{"paper", "wash"} {
			for _, ink := range []string{"ink", "soft", "accent", "good", "bad", "unsure", "info"} {
				if r := ratio(c[ink], c[ground]); r < 4.5 {
					t.Errorf("%s: text %s on %s is %.2f:1", name, ink, ground, r)
				}
			}
		}
		for _, mark := range []string{"bar", "c1", "c2", "c3", "c4", "c5", "c6"} {
			if r := ratio(c[mark], c["paper"]); r < 3 {
				t.Errorf("%s: mark %s is %.2f:1", name, mark, r)
			}
		}
		var warmest [3]float64
		for i := range warmest {
			warmest[i] = 0.62*c["heat"][i] + 0.38*c["paper"][i]
		}
		if r := ratio(c["ink"], warmest); r < 4.5 {
			t.Errorf("%s: text on the darkest heat cell is %.2f:1", name, r)
		}
	}
}

func colours(css string) map[string][3]float64 {
	out := map[string][3]float64{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{6})`).FindAllStringSubmatch(css, -1) {
		var rgb [3]float64
		for i := range rgb {
			v, _ := strconv.ParseUint(m[2][2*i:2*i+2], 16, 8)
			rgb[i] = float64(v)
		}
		out[m[1]] = rgb
	}
	return out
}

// ratio is the contrast ratio of WCAG 2.2 (relative luminance, section 3).
func ratio(a, b [3]float64) float64 {
	lum := func(c [3]float64) float64 {
		var l [3]float64
		for i, v := range c {
			v /= 255
			if v <= 0.04045 {
				l[i] = v / 12.92
			} else {
				l[i] = math.Pow((v+0.055)/1.055, 2.4)
			}
		}
		return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
	}
	x, y := lum(a), lum(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
