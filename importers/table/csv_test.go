package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"roundtable/testdata"
)

// parsed opens text and returns its rows as texts joined by ¦, with odd cells.
func parsed(t *testing.T, text string) (rows []string, odd []string) {
	t.Helper()
	b, err := Open("t.csv", []byte(text), Options{})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	for row, err := range b.Sheets[0].Rows(t.Context()) {
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		var texts []string
		for _, c := range row.Cells {
			texts = append(texts, c.Text)
		}
		rows = append(rows, fmt.Sprint(row.Number, " ", strings.Join(texts, "¦")))
	}
	for _, c := range b.Sheets[0].stats.quotes.first {
		odd = append(odd, c.Ref())
	}
	for _, c := range b.Sheets[0].stats.blanks.first {
		odd = append(odd, c.Ref()+" blanks")
	}
	return rows, odd
}

func TestCSVRecords(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		rows     []string
		odd      []string
	}{
		{"plain", "a,b\n1,2\n", []string{"1 a¦b", "2 1¦2"}, nil},
		{"no end", "a,b\n1,2", []string{"1 a¦b", "2 1¦2"}, nil},
		{"mixed ends", "a,b\r1,2\n3,4\r\n5,6\n\r7,8", []string{"1 a¦b", "2 1¦2", "3 3¦4", "4 5¦6", "6 7¦8"}, nil},
		{"blank rows count", "a,b\n\n,,,\n1,2\n\n", []string{"1 a¦b", "4 1¦2"}, nil},
		{"quoted", "a,b\n\"x,\"\"y\"\"\n z\",2\n", []string{"1 a¦b", "2 x,\"y\"\n z¦2"}, nil},
		{"quoted empty", "a,b,c\n\"\",\"\",3\n", []string{"1 a¦b¦c", "2 ¦¦3"}, nil},
		{"quoted at the end", "a,b\n1,\"2\"", []string{"1 a¦b", "2 1¦2"}, nil},
		{"white space kept", " a ,\tb\n1 , 2\u00a0\n", []string{"1  a ¦\tb", "2 1 ¦ 2\u00a0"}, nil},
		{"inch marks", "a,b\n5\" pipe,2\n", []string{"1 a¦b", "2 5\" pipe¦2"}, []string{"A2"}},
		{"inch mark beside a quoted cell", "a,b\n5\" pipe,\"x,y\"\n", []string{"1 a¦b", "2 5\" pipe¦x,y"}, []string{"A2"}},
		{"unescaped inside", "a,b\n\"say \"hi\" to me\",2\n", []string{"1 a¦b", "2 say \"hi\" to me¦2"}, []string{"A2"}},
		{"quoted part", "a,b\n\"Bob\" Smith,2\n3,4\n", []string{"1 a¦b", "2 Bob Smith¦2", "3 3¦4"}, []string{"A2"}},
		{"quoted part, quoted cell", "a,b\n\"Bob\" Smith,\"x,y\"\n3,4\n", []string{"1 a¦b", "2 Bob Smith¦x,y", "3 3¦4"}, []string{"A2"}},
		{"blanks around quotes", "a,b,c\n1, \"x, y\" ,3\n4,5,6\n", []string{"1 a¦b¦c", "2 1¦x, y¦3", "3 4¦5¦6"}, []string{"B2 blanks"}},
		{"blank before a stray quote", "a,b\n \"Bob\" Smith,2\n3,4\n", []string{"1 a¦b", "2  \"Bob\" Smith¦2", "3 3¦4"}, []string{"A2"}},
		{"left open", "a;b;c\n1;\"MEGA S.A.S;2\n3;4;5\n6;\"x;y\";7\n", []string{"1 a¦b¦c", "2 1¦\"MEGA S.A.S¦2", "3 3¦4¦5", "4 6¦x;y¦7"}, []string{"B2"}},
		{"left open for good", "a,b\n1,\"2\n3,4\n5,6\n", []string{"1 a¦b", "2 1¦\"2", "3 3¦4", "4 5¦6"}, []string{"B2"}},
		{"lines and quotes", "a,b\n1,\"x\n\"\"y\"\",\n\"\"z\"\nend,\"w\"\n", []string{"1 a¦b", "2 1¦x\n\"y\",\n\"z", "3 end¦w"}, nil},
		{"uneven", "id,name,age\n1101,John\n1102,Julie,26,Potatoes\n", []string{"1 id¦name¦age", "2 1101¦John", "3 1102¦Julie¦26¦Potatoes"}, nil},
		{"semicolons", "a;b\n1,5;2,5\n3,5;4,5\n", []string{"1 a¦b", "2 1,5¦2,5", "3 3,5¦4,5"}, nil},
		{"semicolons without header", "1,5;2,5;3,5\n4,5;5,5;6,5\n", []string{"1 1,5¦2,5¦3,5", "2 4,5¦5,5¦6,5"}, nil},
		{"commas within semicolons", "Name;Group;City\nMüller, Hans;Gov;Bonn\nMaier, Ida;Gov;Ulm\n", []string{"1 Name¦Group¦City", "2 Müller, Hans¦Gov¦Bonn", "3 Maier, Ida¦Gov¦Ulm"}, nil},
		{"lists within commas", "id,name,likes\n1,Ann,a;b;c;d\n2,Bob,a;b;c;d\n", []string{"1 id¦name¦likes", "2 1¦Ann¦a;b;c;d", "3 2¦Bob¦a;b;c;d"}, nil},
		{"pipes", "a|b\n1,2|3\n", []string{"1 a¦b", "2 1,2¦3"}, nil},
		{"tabs", "a\tb\n1, 2, 3\tx\n", []string{"1 a¦b", "2 1, 2, 3¦x"}, nil},
		{"sep line", "sep=;\r\na;b,c\r\n1;2,3\r\n", []string{"1 a¦b,c", "2 1¦2,3"}, nil},
		{"sep line with an odd delimiter", "\"sep=#\"\na#b\n1#2", []string{"1 a¦b", "2 1¦2"}, nil},
		{"sep line with a blank", "sep= \n\"a b\" c\n \"x\" y\n", []string{"1 a b¦c", "2 ¦x¦y"}, nil},
		{"title rows", "Participants of the meeting\n\nname,group,country\nAnn,Gov,FR\nBob,Civ,DE\nCy,Gov,IT\n", []string{"1 Participants of the meeting", "3 name¦group¦country", "4 Ann¦Gov¦FR", "5 Bob¦Civ¦DE", "6 Cy¦Gov¦IT"}, nil},
		{"marks of other formats", "BMI,ID3\n1,2\n", []string{"1 BMI¦ID3", "2 1¦2"}, nil},
		{"a bracket is no JSON", "[a],b\n1,2\n", []string{"1 [a]¦b", "2 1¦2"}, nil},
		{"one column", "Name\nAnn\nBob\n", []string{"1 Name", "2 Ann", "3 Bob"}, nil},
		{"prose keeps its quotes", "\"To be\", he said\nor not\nto be\n", []string{"1 \"To be\", he said", "2 or not", "3 to be"}, nil},
	} {
		rows, odd := parsed(t, tt.in)
		if d := cmp.Diff(tt.rows, rows); d != "" {
			t.Errorf("%s:\n%s", tt.name, d)
		}
		if d := cmp.Diff(tt.odd, odd); d != "" {
			t.Errorf("%s: odd cells:\n%s", tt.name, d)
		}
	}
}

// TestCSVBufferEdges parses texts with a buffer so small that every record runs
// over its end, and expects what a large buffer gives.
func TestCSVBufferEdges(t *testing.T) {
	text := "a,b,c\r\n\"x\r\n\"\"y\"\"\",2\" in,\"say \"hi\" now\"\r1,\"Bob\" Smith,\"\"\n, \"q, r\" ,\r\nlast,\"end\""
	records := func(size int) (out []string) {
		sheet := &Sheet{book: &Book{limits: DefaultLimits(), Delimiter: ','}}
		r := &recordScanner{sheet: sheet, r: strings.NewReader(text), buf: make([]byte, size)}
		for r.next() {
			for _, c := range r.cells {
				out = append(out, fmt.Sprintf("%d %q", r.number, c.Text))
			}
		}
		if r.err != nil {
			t.Fatal(size, r.err)
		}
		return append(out, fmt.Sprint(sheet.stats.quotes, sheet.stats.blanks))
	}
	want := records(1 << 10)
	if len(want) != 3+3+3+3+2+1 {
		t.Errorf("%q", want)
	}
	for size := 1; size < len(text)+2; size++ {
		if d := cmp.Diff(want, records(size)); d != "" {
			t.Errorf("buffer of %d:\n%s", size, d)
		}
	}
}

// TestCSVAgainstStandardLibrary: texts that encoding/csv accepts strictly give
// the same fields, but that it skips blank lines and turns CR LF in cells to LF.
func TestCSVAgainstStandardLibrary(t *testing.T) {
	compared := compareStandardCSV(t, "ballots.csv", benchCSV(1000))
	for _, path := range testdata.Files(t, testdata.Path(t), ".csv") {
		compared += compareStandardCSV(t, path, testdata.ReadFile(t, path))
	}
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range 200 {
		compared += compareStandardCSV(t, fmt.Sprintf("random %d.csv", i), randomCSV(t, rng))
	}
	if compared < 50_000 {
		t.Errorf("only %d cells compared", compared)
	}
}

// randomCSV writes a table of words, quotes, delimiters and line ends.
func randomCSV(t *testing.T, rng *rand.Rand) []byte {
	t.Helper()
	words := []string{
		"", "a", "Ana Lima", "x,y", "p;q", `say "hi"`, `"`, "two\nlines", " blank ", "Łódź", "7",
		"-1,5", "=1+1", "a\tb",
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = []rune(",;\t")[rng.IntN(3)]
	w.UseCRLF = rng.IntN(2) == 0
	cols := 2 + rng.IntN(8)
	for row := range 2 + rng.IntN(40) {
		cells := make([]string, cols)
		for i := range cells {
			cells[i] = words[rng.IntN(len(words))]
			if row == 0 {
				cells[i] = fmt.Sprint("column ", i)
			}
		}
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return b.Bytes()
}

// compareStandardCSV reads a text by both readers and returns the number of cells
// compared; it leaves out what is no delimited text, and what encoding/csv refuses.
func compareStandardCSV(t *testing.T, name string, data []byte) (compared int) {
	t.Helper()
	b, err := Open(name, data, Options{})
	if err != nil || b.Format != CSV {
		return 0 // refused and other files have tests of their own
	}
	text, _ := b.Text()
	if strings.Contains(strings.ReplaceAll(text, "\r\n", "\n"), "\r") {
		return 0
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = rune(b.Delimiter), -1
	want, err := r.ReadAll()
	if err != nil {
		return 0
	}
	i := 0
	for row, err := range b.Sheets[0].Rows(t.Context()) {
		if err != nil {
			t.Fatal(name, err)
		}
		for i < len(want) && strings.Join(want[i], "") == "" {
			i++
		}
		for j, c := range row.Cells {
			if got := strings.ReplaceAll(c.Text, "\r\n", "\n"); got != want[i][j] {
				t.Fatalf("%s %s: %q, want %q", name, c.Ref(), got, want[i][j])
			}
			compared++
		}
		if row.Width != len(want[i]) {
			t.Errorf("%s row %d: %d cells, want %d", name, row.Number, row.Width, len(want[i]))
		}
		i++
	}
	return compared
}

func TestEncodings(t *testing.T) {
	const text = "name,city\nZoë,Łódź\nBjörn,Malmö\n"
	const west = "name,city\nZoë,Orléans\nBjörn,Malmö – “x”\n"
	utf16le, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	utf16be, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	cp1252, _ := charmap.Windows1252.NewEncoder().String(west)
	cp1250, _ := charmap.Windows1250.NewEncoder().String(text[:len("name,city\n")] + "Łódź,x\n")
	mac, _ := charmap.Macintosh.NewEncoder().String("name,city\nZoë,x\n")
	for _, tt := range []struct {
		name, data, asked, encoding, want string
		bom                               bool
		finding                           string
	}{
		{"utf-8", text, "", "utf-8", text, false, ""},
		{"utf-8 bom", "\ufeff" + text, "", "utf-8", text, true, ""},
		{"utf-16le bom", "\xff\xfe" + utf16le, "", "utf-16le", text, true, ""},
		{"utf-16be bom", "\xfe\xff" + utf16be, "", "utf-16be", text, true, ""},
		{"utf-16le", utf16le, "", "utf-16le", text, false, ""},
		{"utf-16be", utf16be, "", "utf-16be", text, false, ""},
		{"windows-1252", cp1252, "", "windows-1252", west, false, `encoding-assumed line 2 The file is not UTF-8; it was read as windows-1252, for example "Zoë".`},
		{"asked 1250", cp1250, "windows-1250", "windows-1250", "name,city\nŁódź,x\n", false, ""},
		{"asked mac", mac, "MacRoman", "macintosh", "name,city\nZoë,x\n", false, ""},
		{"asked utf-8 with bom", "\ufeff" + text, "UTF-8", "utf-8", text, true, ""},
		{"asked 1250 with bom", "\ufeff" + text, "windows-1250", "utf-8", text, true, ""},
		{"asked utf-8 but is not", cp1252, "utf-8", "utf-8", "name,city\nZo\ufffd,Orl\ufffdans\nBj\ufffdrn,Malm\ufffd \ufffd \ufffdx\ufffd\n", false, "encoding-damaged line 2 7 characters are not valid utf-8 and shown as \ufffd."},
		{"utf-16 of odd length", "\xff\xfe" + utf16le + "x", "", "utf-16le", text + "\ufffd", true, "encoding-damaged line 4 1 character is not valid utf-16le and shown as \ufffd."},
		{"lost earlier", "a,b\nZo\ufffd,x\n", "", "utf-8", "a,b\nZo\ufffd,x\n", false, "encoding-lost line 2 1 character was lost before the file was saved and shown as \ufffd, for example \"Zo\ufffd\"."},
		{"one damaged byte", text + strings.Repeat("ä,ö\n", 9) + "x,\xff\n", "", "utf-8", text + strings.Repeat("ä,ö\n", 9) + "x,\ufffd\n", false, "encoding-damaged line 13 1 character is not valid utf-8 and shown as \ufffd."},
	} {
		b, err := Open("t.csv", []byte(tt.data), Options{Encoding: tt.asked})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got, ok := b.Text()
		if !ok || got != tt.want || b.Encoding != tt.encoding || b.BOM != tt.bom {
			t.Errorf("%s: %v %q, %s, BOM %v", tt.name, ok, got, b.Encoding, b.BOM)
		}
		finding := ""
		for _, f := range b.Findings {
			finding += fmt.Sprint(f.Code, " ", f.Where.Cell, " ", inWords(f).Text)
		}
		if finding != tt.finding {
			t.Errorf("%s: finding %q, want %q", tt.name, finding, tt.finding)
		}
		if rows := readAll(t, b.Sheets[0]); rows[1][0] != "name" && rows[1][0] != "a" {
			t.Errorf("%s: first cell %q", tt.name, rows[1][0])
		}
	}
	for _, name := range Encodings() {
		if _, canonical, err := encodingByName(name); err != nil || canonical != name {
			t.Errorf("%s: %s, %v", name, canonical, err)
		}
	}
	if CheckEncoding("Latin1") != nil || CheckEncoding("klingon") == nil {
		t.Error("CheckEncoding")
	}
	if _, err := Open("t.csv", []byte(text), Options{Encoding: "klingon"}); err == nil || !strings.HasPrefix(err.Error(), `unknown encoding "klingon"; try one of utf-8, `) {
		t.Error(err)
	}
}

// TestNames: a name that promises another format is noted, not believed.
func TestNames(t *testing.T) {
	csvText, xlsx := []byte("a,b\n1,2\n"), workbook(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`, nil, nil)
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"a.csv", csvText, ""},
		{"a", csvText, ""},
		{"a.dat", xlsx, ""},
		{"a.xlsm", xlsx, ""},
		{"folder/a.XLSX", csvText, "The name ends in .xlsx, but the content is csv and was read as that."},
		{"a.csv", xlsx, "The name ends in .csv, but the content is xlsx and was read as that."},
		{"a.xls", xlsx, "The name ends in .xls, but the content is xlsx and was read as that."},
	} {
		b, err := Open(tt.name, tt.data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range b.Findings {
			got += inWords(f).Text
		}
		if got != tt.want {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

// TestStrayQuotesStayLinear: a line full of stray quotation marks is looked over
// once, not once for each.
func TestStrayQuotesStayLinear(t *testing.T) {
	cell := strings.Repeat(`x"y`, 10_000)
	rows, odd := parsed(t, "a,b\n"+strings.Repeat(`"`+cell+"\",1\n", 20))
	if len(rows) != 21 || rows[20] != "21 "+cell+"¦1" || len(odd) != 20 {
		t.Errorf("%d rows, %d odd cells", len(rows), len(odd))
	}
}
