package planner

import "testing"

func TestAgeBand(t *testing.T) {
	for age, want := range map[string]string{
		"0": "0-17", "17": "0-17", "18": "18-34", "34": "18-34", "34.9": "18-34", "35": "35-54", "54": "35-54",
		"55": "55+", "99": "55+", "23-24": "18-34", "34-35": "34-35", "18-30": "18-30", "65+": "65+", "<18": "<18",
		"youth": "youth", "": "", "-3": "-3", "131": "131",
	} {
		if got := AgeBand(age); got != want {
			t.Errorf("%q: %q, want %q", age, got, want)
		}
	}
}
