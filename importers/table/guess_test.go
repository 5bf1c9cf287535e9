package table

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// TestGuessedEncodings reads tables as programs in many countries save them, with
// few rows and with many, and expects the encoding or one with the same text.
func TestGuessedEncodings(t *testing.T) {
	for _, tt := range []struct{ encoding, head, rows string }{
		{"windows-1252", "Nom;Pays\n", "Hélène Lefèvre;Sénégal\nFrançois Côté;Québec\nZoé Besançon;Nîmes\nAgnès Forêt;Genève\n"},
		{"windows-1252", "Nombre;País\n", "José Muñoz;España\nMaría Núñez;Perú\nÍñigo Peña;México\nRaúl Gómez;Panamá\n"},
		{"windows-1252", "Nome;País\n", "João Gonçalves;Portugal\nInês Simões;Moçambique\nAndré Conceição;São Tomé\n"},
		{"windows-1252", "Name;Land\n", "Jürgen Groß;Österreich\nJörg Müller;Köln\nKäthe Weiß;Zürich\n"},
		{"windows-1252", "Navn;Land\n", "Søren Kjær;Danmark\nÅse Bjørnstad;Tromsø\nPål Grønn;Ålesund\n"},
		{"windows-1252", "Nimi;Maa\n", "Päivi Mäkelä;Jyväskylä\nÅsa Öberg;Malmö\nJörgen Lindström;Åbo\n"},
		{"macintosh", "Nom,Pays\n", "Hélène Lefèvre,Sénégal\nFrançois Côté,Québec\nZoé Besançon,Nîmes\n"},
		{"ibm850", "Name;Land\n", "Jürgen Groß;Österreich\nJörg Müller;Köln\nKäthe Weiß;Zürich\nHélène,x\n"},
		{"windows-1250", "Jméno;Země\n", "Jiří Dvořák;Česko\nŽaneta Šťastná;Plzeň\nKateřina Růžičková;Ústí\n"},
		{"windows-1250", "Imię;Kraj\n", "Łukasz Wójcik;Łódź\nGrażyna Wiśniewska;Poznań\nStanisław Dąbrowski;Gdańsk\n"},
		{"windows-1250", "Név;Ország\n", "Gőz Erzsébet;Győr\nSzűcs Ágnes;Pécs\nKőszegi Dénes;Székesfehérvár\n"},
		{"iso-8859-2", "Jméno;Země\n", "Jiří Šebesta;Česko\nŽaneta Šťastná;Plzeň\nTomáš Žák;Kateřinky\n"},
		{"windows-1254", "Ad;Ülke\n", "Ayşe Yılmaz;İzmir\nÇağrı Şahin;Muğla\nGülşen Özdoğan;Eskişehir\n"},
		{"windows-1257", "Vārds;Valsts\n", "Jānis Bērziņš;Rīga\nIlze Kalniņa;Liepāja\nGuntis Ozoliņš;Jēkabpils\n"},
		{"windows-1251", "Имя;Страна\n", "Иван Петров;Россия\nОльга Смирнова;Беларусь\nСергей Кузнецов;Казахстан\n"},
		{"windows-1251", "Ім'я;Країна\n", "Олена Шевченко;Київ\nЮрій Коваль;Чернігів\nІгор Бойко;Львів\n"},
		{"koi8-r", "Имя;Страна\n", "Иван Петров;Россия\nОльга Смирнова;Беларусь\nСергей Кузнецов;Казахстан\n"},
		{"iso-8859-5", "Имя;Страна\n", "Иван Петров;Россия\nОльга Смирнова;Беларусь\nСергей Кузнецов;Казахстан\n"},
		{"ibm866", "Имя;Страна\n", "Иван Петров;Россия\nОльга Смирнова;Беларусь\nСергей Кузнецов;Казахстан\n"},
		{"windows-1253", "Όνομα;Χώρα\n", "Γιώργος Παπαδόπουλος;Ελλάδα\nΕλένη Νικολάου;Κύπρος\nΆννα Γεωργίου;Αθήνα\n"},
		{"windows-1255", "שם;ארץ\n", "דוד כהן;ישראל\nשרה לוי;חיפה\n"},
		{"windows-1256", "الاسم;البلد\n", "محمد علي;مصر\nفاطمة حسن;المغرب\nأحمد إبراهيم;الأردن\n"},
		{"windows-874", "ชื่อ;ประเทศ\n", "สมชาย ใจดี;ไทย\nสมหญิง รักไทย;กรุงเทพ\n"},
		{"shift_jis", "氏名,所属\n", "山田太郎,政府\n佐藤花子,市民社会\n鈴木一郎,企業\nタナカ・マリ,技術者コミュニティ\n"},
		{"euc-jp", "氏名,所属\n", "山田太郎,政府\n佐藤花子,市民社会\n鈴木一郎,企業\nタナカマリ,技術者コミュニティ\n"},
		{"gb18030", "姓名,组别,国家\n", "王小明,政府,中国\n李丽,民间社会,新加坡\n张伟,私营部门,马来西亚\n"},
		{"big5", "姓名,組別,國家\n", "陳大文,政府,香港\n林美玲,公民社會,臺灣\n黃志明,私營部門,澳門\n"},
		{"euc-kr", "이름,소속\n", "김민수,정부\n이영희,시민사회\n박철수,민간기업\n최지우,기술 공동체\n"},
	} {
		for _, text := range []string{tt.head + tt.rows, tt.head + strings.Repeat(tt.rows, 50), "id\n1\n" + tt.rows} {
			enc, _, err := encodingByName(tt.encoding)
			if err != nil {
				t.Fatal(err)
			}
			data, err := enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(tt.encoding, err)
			}
			b, err := Open("t.csv", data, Options{})
			if err != nil {
				t.Error(tt.encoding, err)
				continue
			}
			if got, _ := b.Text(); got != text {
				t.Errorf("%s was read as %s: %.60q", tt.encoding, b.Encoding, got)
			}
			if len(b.Findings) != 1 || b.Findings[0].Code != CodeEncodingAssumed ||
				!strings.Contains(inWords(b.Findings[0]).Text, b.Encoding) || !strings.Contains(inWords(b.Findings[0]).Fix, "--encoding") {
				t.Errorf("%s: findings %+v", tt.encoding, b.Findings)
			}
		}
	}
}

// TestEncodingEvidence is about texts that say little of their encoding: what is
// taken is said, with what else it may be.
func TestEncodingEvidence(t *testing.T) {
	encoded := func(name, text string) string {
		enc, _, err := encodingByName(name)
		if err != nil {
			t.Fatal(err)
		}
		out, err := enc.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	plain16 := func(order unicode.Endianness, text string) string {
		out, _ := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().String(text)
		return out
	}
	const chinese = "姓名,组别\n王小明,政府\n李丽,民间社会\n"
	for _, tt := range []struct{ name, data, asked, encoding, want, text, fix string }{
		{
			"one word", encoded("windows-1250", "name,x\nPetřek,1\n"), "", "windows-1252", "name,x\nPetøek,1\n",
			`; in windows-1250, about as likely, "Petøek" is "Petřek"`,
			"--encoding (windows-1257, windows-1250, ",
		},
		{
			"as told", encoded("windows-1250", "name,x\nPetřek,1\n"), "windows-1250", "windows-1250",
			"name,x\nPetřek,1\n", "", "",
		},
		{"utf-16le without mark", plain16(unicode.LittleEndian, chinese), "", "utf-16le", chinese, "", ""},
		{"utf-16be without mark", plain16(unicode.BigEndian, chinese), "", "utf-16be", chinese, "", ""},
		{
			"seven bits", encoded("iso-2022-jp", "氏名,所属\n山田太郎,政府\n"), "", "iso-2022-jp",
			"氏名,所属\n山田太郎,政府\n", "", "",
		},
		{
			"stray bytes", "name,city\nJosé,Córdoba\nAnaïs,Nîmes\nZo\xEB,x\n", "", "utf-8",
			"name,city\nJosé,Córdoba\nAnaïs,Nîmes\nZo\uFFFD,x\n",
			"1 character is not valid utf-8 and shown as \uFFFD", "Correct the character there",
		},
		{
			"told wrongly", encoded("windows-1251", "Имя;Страна\nИван;Россия\nОльга;Беларусь\n"), "shift_jis", "shift_jis", "",
			"not valid shift_jis", "--encoding windows-1251 would fit the letters best",
		},
	} {
		b, err := Open("t.csv", []byte(tt.data), Options{Encoding: tt.asked})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got, _ := b.Text(); b.Encoding != tt.encoding || tt.want != "" && got != tt.want {
			t.Errorf("%s: %s %q", tt.name, b.Encoding, got)
		}
		switch {
		case tt.text == "" && len(b.Findings) == 0:
		case len(b.Findings) != 1 || !strings.Contains(inWords(b.Findings[0]).Text, tt.text) ||
			!strings.Contains(inWords(b.Findings[0]).Fix, tt.fix):
			t.Errorf("%s: findings %+v", tt.name, b.Findings)
		}
	}
}
