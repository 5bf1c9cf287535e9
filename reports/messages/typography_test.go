package messages_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// untypical are what a language's printers do not write, in texts that are read and not copied:
// French sets narrow spaces that do not break inside quotation marks and before signs of two
// parts, Spanish one before the sign of per cent, Chinese signs of full width.
var untypical = map[string]*regexp.Regexp{
	"fr": regexp.MustCompile(`[\s\x{a0}][;:!?%»]|«[\s\x{a0}]|\pL[;!?»]`),
	"es": regexp.MustCompile(`[X\d][ \x{202f}]?%|\s[;:!?»]|«\s`),
	"zh": regexp.MustCompile(`\p{Han}\s*[,;:!?()]|[,;:!?()]\s*\p{Han}|\p{Han} \p{Han}|[，、；：。！？“”（）] | [，、；：。！？”（）]`),
	"ru": regexp.MustCompile(`\s[;:!?»]|«\s`),
	"ar": regexp.MustCompile(`\s[،؛:؟»]|«\s|\p{Arabic}\s?[,;?]`),
}

// copied is what is to be typed as it stands, and parameters.
var copied = regexp.MustCompile(`--[a-z-]+(?:[ =]''[^']*''| [A-Z0-9.:]+)?|\{\{[^}]*\}\}|[«“][^»”]*[»”]|roundtable [a-z ]+`)

func TestTypography(t *testing.T) {
	for tag, wrong := range untypical {
		files, err := filepath.Glob("*." + tag + ".yaml")
		if err != nil || len(files) == 0 {
			t.Fatal(tag, err)
		}
		for _, name := range files {
			file, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(file)
			for n := 1; lines.Scan(); n++ {
				text, said := said(lines.Text())
				if !said {
					continue
				}
				if got := wrong.FindString(text); got != "" {
					t.Errorf("%s: %q in %q", fmt.Sprint(name, ":", n), got, text)
				}
			}
			file.Close()
		}
	}
}

// said is the text of a line of messages, where it has one: parameters are letters, and what
// stands in quotation marks, which may be to be copied, is one word.
func said(line string) (string, bool) {
	if strings.HasPrefix(strings.TrimSpace(line), "#") {
		return "", false
	}
	key := regexp.MustCompile(`^\s*(?:'[^']*'|"[^"]*"|[^'":]*):(?: |$)`)
	text := strings.Trim(strings.TrimSpace(key.ReplaceAllString(line, "")), `"'`)
	text = copied.ReplaceAllStringFunc(text, func(s string) string {
		switch {
		case strings.HasPrefix(s, "«\u202f"), strings.HasPrefix(s, "«"):
			return "«\u202fX\u202f»"
		case strings.HasPrefix(s, "“"):
			return "“X”"
		}
		return "X"
	})
	return text, text != ""
}
