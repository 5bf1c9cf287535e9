package vocabulary

import (
	"strings"
	"testing"

	"roundtable/planner"
)

// TestLanguages holds that a roster and its votes are understood in each
// language: headers, stakeholder groups, regional groups, countries and the rest.
func TestLanguages(t *testing.T) {
	for _, tt := range []struct {
		language string
		headers  string // name, stakeholder, region, country, gender, attendance, role, organisation, email, status, session, round, language
		groups   string // the five stakeholder groups, alphabetically as in English
		regions  string // the five regional groups likewise
		others   string // woman, man; onsite, online; speaker, moderator; yes, no; a missing word
		status   string // confirmed, invited, tentative, waitlisted, declined
		country  string // Germany, Brazil, South Africa, Japan, United States
	}{
		{
			"en", "Full name|Stakeholder group|Regional group|Country|Gender|Attendance|Role|Organization|E-mail|Registration status|Session title|Round|Language",
			"Civil society|Government|Intergovernmental organisation|Private sector|Technical community", "African States|Asia-Pacific States|Eastern European States|GRULAC|WEOG",
			"Female|Male|In person|Online|Speaker|Moderator|Yes|No|Prefer not to say", "Checked in|Awaiting reply|Maybe|Waiting list|Regrets", "Germany|Brazil|South Africa|Japan|United States",
		},
		{
			"fr", "Nom et prénom|Partie prenante|Groupe régional|Pays|Genre|Mode de participation|Rôle|Organisme|Courriel|Statut de l'inscription|Titre de la séance|Tour|Langue",
			"Société civile|Gouvernement|Organisation intergouvernementale|Secteur privé|Communauté technique",
			"Groupe des États d'Afrique|Groupe Asie-Pacifique|Groupe d'Europe orientale|Amérique latine et Caraïbes|Groupe des États d’Europe occidentale et autres États",
			"Femme|Homme|Sur place|En ligne|Intervenante|Modérateur|Oui|Non|Non renseigné", "Confirmée|En attente|Sous réserve|Liste d'attente|Annulé", "Allemagne|Brésil|Afrique du Sud|Japon|États-Unis",
		},
		{
			"es", "Nombre y apellidos|Grupo de interés|Grupo regional|País|Género|Modalidad|Función|Organización|Correo electrónico|Estado de la inscripción|Título de la sesión|Ronda|Idioma",
			"Sociedad civil|Gobierno|Organización intergubernamental|Sector privado|Comunidad técnica",
			"Grupo de Estados de África|Grupo de Asia y el Pacífico|Europa oriental|América Latina y el Caribe|Europa occidental y otros Estados",
			"Mujer|Hombre|Presencial|En línea|Ponente|Moderadora|Sí|No|Sin datos", "Aceptada|Pendiente|Quizás|Lista de espera|Cancelado", "Alemania|Brasil|Sudáfrica|Japón|Estados Unidos",
		},
		{
			"pt", "Nome completo|Setor|Grupo regional|País|Gênero|Modalidade|Papel|Organização|Endereço de e-mail|Situação da inscrição|Título da sessão|Rodada|Idioma",
			"Sociedade civil|Governo|Organização intergovernamental|Setor privado|Comunidade técnica",
			"Grupo dos Estados Africanos|Ásia e Pacífico|Leste Europeu|América Latina e Caribe|Europa Ocidental e Outros",
			"Mulher|Homem|Presencial|A distância|Palestrante|Moderador|Sim|Não|Sem resposta", "Aprovada|Pendente|Talvez|Fila de espera|Desistiu", "Alemanha|Brasil|África do Sul|Japão|Estados Unidos",
		},
		{
			"de", "Vor- und Nachname|Interessengruppe|Regionalgruppe|Land|Geschlecht|Teilnahmeart|Rolle|Einrichtung|E-Mail-Adresse|Status der Anmeldung|Sitzung|Wahlgang|Sprache",
			"Zivilgesellschaft|Regierung|Zwischenstaatliche Organisation|Privatwirtschaft|Technische Gemeinschaft",
			"Gruppe der afrikanischen Staaten|Asien-Pazifik|Osteuropa|Lateinamerika und Karibik|Gruppe der westeuropäischen und anderen Staaten",
			"weiblich|männlich|vor Ort|virtuell|Referentin|Moderator|Ja|Nein|k. A.", "Zugesagt|Eingeladen|Unter Vorbehalt|Warteliste|Storniert", "Deutschland|Brasilien|Südafrika|Japan|Vereinigte Staaten",
		},
		{
			"it", "Cognome e nome|Portatore di interesse|Gruppo regionale|Paese|Sesso|Modalità di partecipazione|Ruolo|Ente|Indirizzo e-mail|Stato|Sessione|Tornata|Lingua",
			"Società civile|Pubblica amministrazione|Organizzazione intergovernativa|Settore privato|Comunità tecnica",
			"Gruppo africano|Asia e Pacifico|Europa orientale|America Latina e Caraibi|Europa occidentale e altri",
			"Donna|Uomo|In presenza|Da remoto|Relatrice|Moderatore|Sì|No|Non specificato", "Confermata|In attesa|Forse|Lista d'attesa|Annullato", "Germania|Brasile|Sudafrica|Giappone|Stati Uniti",
		},
		{
			"nl", "Voor- en achternaam|Belanghebbende|Regio|Land|Geslacht|Wijze van deelname|Functie|Organisatie|E-mailadres|Inschrijfstatus|Sessie|Stemronde|Taal",
			"Maatschappelijk middenveld|Overheid|Intergouvernementele organisatie|Bedrijfsleven|Technische gemeenschap",
			"Afrikaanse groep|Azië-Pacific|Oost-Europa|Latijns-Amerika en de Caraïben|West-Europa en andere",
			"Vrouw|Man|Ter plaatse|Op afstand|Spreker|Gespreksleider|Ja|Nee|Onbekend", "Bevestigd|Uitgenodigd|Misschien|Wachtlijst|Geannuleerd", "Duitsland|Brazilië|Zuid-Afrika|Japan|Verenigde Staten",
		},
		{
			"pl", "Imię i nazwisko|Grupa interesariuszy|Grupa regionalna|Kraj|Płeć|Forma udziału|Rola|Organizacja|Adres e-mail|Status rejestracji|Tytuł sesji|Tura|Język",
			"Społeczeństwo obywatelskie|Rząd|Organizacja międzyrządowa|Sektor prywatny|Społeczność techniczna",
			"Afryka|Azja i Pacyfik|Europa Wschodnia|Ameryka Łacińska i Karaiby|Europa Zachodnia i inne",
			"Kobieta|Mężczyzna|Stacjonarnie|Zdalnie|Prelegent|Moderatorka|Tak|Nie|Brak danych", "Potwierdzona|Zaproszony|Być może|Lista rezerwowa|Anulowano|", "Niemcy|Brazylia|Republika Południowej Afryki|Japonia|Stany Zjednoczone",
		},
		{
			"tr", "AD SOYAD|Paydaş Grubu|Bölge|ÜLKE|CİNSİYET|Katılım şekli|Görevi|Kurum|E-posta|Kayıt durumu|Oturum|Tur|Dil",
			"SİVİL TOPLUM|Kamu|Hükümetler arası kuruluş|ÖZEL SEKTÖR|Teknik topluluk",
			"Afrika Grubu|Asya-Pasifik|Doğu Avrupa|Latin Amerika ve Karayipler|Batı Avrupa ve Diğerleri",
			"KADIN|Erkek|Yüz yüze|Çevrim içi|Konuşmacı|Moderatör|Evet|HAYIR|Belirtilmemiş", "Onaylandı|Davet edildi|Belki|Bekleme listesi|İptal edildi", "Almanya|Brezilya|Güney Afrika|Japonya|Amerika Birleşik Devletleri",
		},
		{
			"ru", "ФИО|Заинтересованная сторона|Региональная группа|Страна|Пол|Форма участия|Роль|Организация|Электронная почта|Статус заявки|Сессия|Тур голосования|Язык",
			"Гражданское общество|Правительство|Межправительственная организация|Частный сектор|Техническое сообщество",
			"Группа африканских государств|Азиатско-Тихоокеанская группа|Восточноевропейская группа|Латинская Америка и Карибы|Западная Европа и другие",
			"Женский|Мужской|Очно|Онлайн|Докладчик|Модератор|Да|Нет|Не указано", "Подтверждена|Приглашён|Возможно|Лист ожидания|Отменено", "Германия|Бразилия|Южная Африка|Япония|Соединенные Штаты",
		},
		{
			"uk", "Прізвище та ім’я|Зацікавлена сторона|Регіон|Країна|Стать|Форма участі|Функція|Організація|Електронна пошта|Статус реєстрації|Сесія|Раунд голосування|Мова",
			"Громадянське суспільство|Уряд|Міжурядова організація|Приватний сектор|Технічна спільнота",
			"Африканська група|Азійсько-Тихоокеанська група|Східна Європа|Латинська Америка та Кариби|Західна Європа та інші",
			"Жінка|Чоловік|Особисто|Дистанційно|Спікер|Модератор|Так|Ні|Невідомо", "Підтверджено|Запрошено|Можливо|Список очікування|Скасовано", "Німеччина|Бразилія|Південно-Африканська Республіка|Японія|Сполучені Штати",
		},
		{
			"ar", "الاسم الكامل|أصحاب المصلحة|المجموعة الإقليمية|البلد|الجنس|طريقة الحضور|الدور|المؤسسة|البريد الإلكتروني|حالة التسجيل|الجلسة|الجولة|اللغة",
			"المجتمع المدني|الحكومة|منظمة حكومية دولية|القطاع الخاص|المجتمع التقني",
			"مجموعة الدول الأفريقية|آسيا والمحيط الهادئ|أوروبا الشرقية|أمريكا اللاتينية والكاريبي|أوروبا الغربية ودول أخرى",
			"أنثى|ذكر|حضوري|عن بعد|متحدث|ميسر|نعم|لا|غير معروف", "مؤكد|مدعوة|ربما|قائمة الانتظار|ملغى", "ألمانيا|البرازيل|جنوب أفريقيا|اليابان|الولايات المتحدة",
		},
		{
			"zh", "姓名|利益相关方|区域组|国家|性别|参会方式|角色|单位|电子邮件|报名状态|会议名称|轮次|语言",
			"公民社会|政府|政府间组织|私营部门|技术社群", "非洲国家组|亚太国家组|东欧国家组|拉丁美洲和加勒比国家组|西欧和其他国家组",
			"女|男|现场|线上|发言人|主持人|是|否|未填写", "已确认|待确认|暂定|候补|已取消", "德国|巴西|南非|日本|美国",
		},
		{
			"ja", "氏名|ステークホルダーグループ|地域|国名|性別|参加方法|役割|所属|メールアドレス|出欠|セッション|ラウンド|言語",
			"市民社会|政府|政府間機関|民間セクター|技術コミュニティ", "アフリカグループ|アジア太平洋グループ|東欧グループ|中南米・カリブ|西欧その他グループ",
			"女性|男性|現地|オンライン|登壇者|モデレーター|はい|いいえ|無回答", "承認済み|確認中|仮登録|キャンセル待ち|欠席", "ドイツ|ブラジル|南アフリカ|日本|アメリカ合衆国",
		},
		{
			"ko", "성명|이해관계자 그룹|지역|국가|성별|참석 방식|역할|소속|이메일|등록 상태|세션|라운드|언어",
			"시민사회|정부|정부간기구|민간부문|기술 커뮤니티", "아프리카 그룹|아시아태평양 그룹|동유럽 그룹|중남미 그룹|서유럽 및 기타",
			"여성|남성|현장|온라인|발표자|사회자|예|아니오|없음", "확정|대기중|잠정|대기자 명단|취소", "독일|브라질|남아프리카|일본|미국",
		},
		{
			"no", "Navn|Interessentgruppe|Regiongruppe|Land|Kjønn|Oppmøte|Rolle|Organisasjon|E-post|Påmeldingsstatus|Økt|Runde|Språk",
			"Sivilsamfunnet|Regjering|Mellomstatlig organisasjon|Næringsliv|Teknisk samfunn", "Den afrikanske gruppen|Asia-Stillehavsgruppen|Øst-Europa|Latin-Amerika og Karibia|Vest-Europa og andre",
			"Kvinne|Mann|Fysisk|På nett|Foredragsholder|Ordstyrer|Ja|Nei|Ukjent", "Bekreftet|Invitert|Kanskje|Venteliste|Avlyst", "Tyskland|Brasil|Sør-Afrika|Japan|USA",
		},
		{
			"sv", "För- och efternamn|Intressentgrupp|Världsdel|Land|Kön|Närvaro|Roll|Företag|E-post|Anmälningsstatus|Sessionstitel|Omgång|Språk",
			"Civilsamhället|Myndighet|Mellanstatlig organisation|Näringslivet|Tekniska samfundet", "Afrikagruppen|Asien-Stillahavsgruppen|Östeuropa|Latinamerika och Karibien|Västeuropa och andra",
			"Kvinna|Man|På plats|På distans|Talare|Moderator|Ja|Nej|Okänt", "Bekräftad|Inbjuden|Kanske|Väntelista|Avbokad", "Tyskland|Brasilien|Sydafrika|Japan|USA",
		},
		{
			"id", "Nama lengkap|Pemangku kepentingan|Wilayah|Negara|Jenis kelamin|Kehadiran|Peran|Instansi|Surel|Status pendaftaran|Sesi|Putaran|Bahasa",
			"Masyarakat sipil|Pemerintah|Organisasi antarpemerintah|Sektor swasta|Komunitas teknis", "Kelompok Afrika|Asia Pasifik|Eropa Timur|Amerika Latin dan Karibia|Eropa Barat dan Lainnya",
			"Perempuan|Laki-laki|Tatap muka|Daring|Narasumber|Moderator|Ya|Tidak|Tidak diketahui", "Terkonfirmasi|Diundang|Mungkin|Daftar tunggu|Dibatalkan", "Jerman|Brasil|Afrika Selatan|Jepang|Amerika Serikat",
		},
		{
			"sw", "Jina kamili|Kundi la wadau|Kanda|Nchi|Jinsia|Mahudhurio|Jukumu|Shirika|Barua pepe|Hali ya usajili|Kikao|Raundi|Lugha",
			"Asasi za kiraia|Serikali|Mashirika ya kiserikali|Sekta binafsi|Jamii ya kiufundi", "Kundi la Afrika|Asia na Pasifiki|Ulaya Mashariki|Amerika ya Kilatini na Karibi|Ulaya Magharibi na nyinginezo",
			"Mwanamke|Mwanaume|Ana kwa ana|Mtandaoni|Mzungumzaji|Msimamizi|Ndiyo|Hapana|Haijulikani", "Amethibitishwa|Amealikwa|Labda|Orodha ya kusubiri|Imeghairiwa", "Ujerumani|Brazil|Afrika Kusini|Japani|Marekani",
		},
	} {
		t.Run(tt.language, func(t *testing.T) {
			meanings := []Meaning{Name, Stakeholder, Region, CountryName, Gender, Attendance, Role, Organisation, Email, Status, Session, Round, Language}
			for i, text := range strings.Split(tt.headers, "|") {
				if m, ok := Header(text); !ok || m.Meaning != meanings[i] {
					t.Errorf("header %q: %q, want %q", text, m.Meaning, meanings[i])
				}
			}
			values := func(d planner.Dimension, list string, want []string) {
				for i, text := range strings.Split(list, "|") {
					if m := Value(d, text); !m.OK() || m.Value != want[i] {
						t.Errorf("%s %q: %+v, want %q", d, text, m, want[i])
					}
				}
			}
			values(planner.Stakeholder, tt.groups, planner.StakeholderGroups())
			values(planner.Region, tt.regions, planner.RegionalGroups())
			other := strings.Split(tt.others, "|")
			values(planner.Gender, strings.Join(other[:2], "|"), []string{Woman, Man})
			values(planner.Attendance, strings.Join(other[2:4], "|"), []string{Onsite, Online})
			for i, want := range []planner.Role{planner.RoleSpeaker, planner.RoleModerator} {
				if r, ok := RoleOf(other[4+i]); !ok || r != want {
					t.Errorf("role %q: %q, want %q", other[4+i], r, want)
				}
			}
			for i, want := range []planner.Answer{planner.Yes, planner.No} {
				if a, ok := YesNo(other[6+i]); !ok || a != want {
					t.Errorf("answer %q: %v, want %v", other[6+i], a, want)
				}
			}
			if !IsMissing(other[8]) {
				t.Errorf("%q is not missing", other[8])
			}
			for i, want := range []Standing{Confirmed, Invited, Tentative, Waitlisted, Declined} {
				if text := strings.Split(tt.status, "|")[i]; text != "" {
					if s, ok := StatusOf(text); !ok || s != want {
						t.Errorf("status %q: %q, want %q", text, s, want)
					}
				}
			}
			for i, want := range []string{"DE", "BR", "ZA", "JP", "US"} {
				text := strings.Split(tt.country, "|")[i]
				if c, ok := CountryOf(text); !ok || c.ISO2 != want {
					t.Errorf("country %q: %q, want %s", text, c.ISO2, want)
				}
			}
		})
	}
}

func TestStatus(t *testing.T) {
	for text, want := range map[string]Standing{
		"Confirmed": Confirmed, "YES": Confirmed, "Paid": Confirmed, "x": Confirmed, "To be confirmed": Invited, "tbc": Invited, "Not confirmed": Invited,
		"Confirmed (by e-mail)": Confirmed, "Cancelled, 3 May": Declined, "Cancelled 12/05": Declined, "No-show": Declined, "can’t attend": Declined,
		"Yes, in person": Confirmed, "No - regrets": Declined, "Provisionally confirmed": Tentative, "Stand-by": Waitlisted, "Survey Preview": Preview,
		"Spam": Preview, "In progress": Incomplete, "Partial": Incomplete, "Void": Declined, "Refunded": Declined, "Denied": Declined,
		"": "", "Blue": "", "No objection": "", "n/a": "", "Speaker": "",
	} {
		if s, ok := StatusOf(text); s != want || ok != (want != "") {
			t.Errorf("StatusOf(%q) = %q, want %q", text, s, want)
		}
	}
	for text, want := range map[string]Standing{
		"True": Confirmed, "FALSE": Incomplete, "1": Confirmed, "0": Incomplete, "100": Confirmed, "37": Incomplete, "100 %": Confirmed, "Survey Preview": Preview,
		"preview": Preview, "IP Address": "", "anonymous": "", "Nein": Incomplete, "Partial": Incomplete,
	} {
		if s, ok := CompletionOf(text); s != want || ok != (want != "") {
			t.Errorf("CompletionOf(%q) = %q, want %q", text, s, want)
		}
	}
}

// TestHeadersOfExports holds that what ticket shops and survey tools write is no
// name and no contact of the person.
func TestHeadersOfExports(t *testing.T) {
	for text, want := range map[string]Meaning{
		"Attendee #": ID, "Barcode #": Serial, "Order #": Order, "N°": Serial, "№": Serial, "№ п/п": Serial, "#": Serial, "Lfd. Nr.": Serial, "序号": Serial,
		"Participant #": ID, "Badge": ID, "Matrikelnr": ID, "ref": ID, "Order Email": Buyer, "Invoice address name": Buyer, "Buyer First Name": Buyer,
		"Ticket type": Order, "Join Time": JoinTime, "Leave time": LeaveTime, "Duration (Minutes)": Duration, "In-Meeting Duration": Duration,
		"Will you attend?": Status, "Attendee Status": Status, "Void Status": Status, "Approval Status": Status, "RSVP": Status, "Finished": Completion,
		"Response Type": Completion, "Distribution Channel": Completion, "Preview": Completion, "Last": LastName, "Workshop": Session,
		"Voting round": Round, "Before/after": Round, "Choice #2": Choice, "Ballot #": Voter, "姓": LastName, "名": FirstName, "Name, Vorname": Name,
	} {
		if m, ok := Header(text); !ok || m.Meaning != want {
			t.Errorf("Header(%q) = %q, want %q", text, m.Meaning, want)
		}
	}
	for text, want := range map[string]planner.Dimension{
		"Small Island Developing State (SIDS)": "SIDS", "LDC?": "LDC", "Pays en développement": "developing country", "ANNEX I": "Annex I", "WSIS host country": "WSIS host",
		"FAO Region": "FAO region", "MAG Member": "MAG member", "Interest category": "interest category", "最不发达国家": "LDC", "Region": "", "Least developed country": "LDC", "From a developing country?": "developing country",
	} {
		if d, ok := DimensionOf(text); d != want || ok != (want != "") {
			t.Errorf("DimensionOf(%q) = %q, want %q", text, d, want)
		}
		if m, ok := Header(text); ok && m.Meaning == CountryName {
			t.Errorf("%q is taken as a country", text)
		}
	}
}

func TestNearHeader(t *testing.T) {
	english := []string{"Name", "Email", "Stakeholder group"}
	for _, tt := range []struct {
		text   string
		beside []string
		want   Meaning
	}{
		{"Regoin", english, Region},
		{"Contry", english, CountryName},
		{"Stakholder grup", english, Stakeholder},
		{"Gendder", english, Gender},
		{"Organizatoin", english, Organisation},
		{"Geschlehct", []string{"Vorname", "Land"}, Gender},
		{"Geschlehct", english, ""},
		{"Учасник", nil, Name},
		{"start", english, ""},
		{"start", nil, ""},
		{"Endorsed", english, ""},
		{"Options", english, ""},
		{"Choices", nil, Prefs},
		{"Grape", english, ""},
		{"Wage", english, ""},
	} {
		m, alias, ok := NearHeader(tt.text, tt.beside...)
		if exact, known := Header(tt.text); known {
			m, ok = exact, true
		}
		if m.Meaning != tt.want || ok != (tt.want != "") {
			t.Errorf("NearHeader(%q) = %q by %q, want %q", tt.text, m.Meaning, alias, tt.want)
		}
	}
}

func TestExample(t *testing.T) {
	for _, tt := range []struct {
		d          planner.Dimension
		text, want string
	}{
		{planner.Stakeholder, "Ministry", planner.Government},
		{planner.Stakeholder, "Ministère des postes", planner.Government},
		{planner.Stakeholder, "Bundesministerium", planner.Government},
		{planner.Stakeholder, "Ulaştırma Bakanlığı", planner.Government},
		{planner.Stakeholder, "National civil society network", planner.CivilSociety},
		{planner.Stakeholder, "Private university", ""},
		{planner.Stakeholder, "Foundation of a bank", ""},
		{planner.Stakeholder, "Choir", ""},
		{planner.Stakeholder, "有限公司", planner.PrivateSector},
		{planner.Region, "les États d'Europe occidentale", planner.WEOG},
		{planner.Region, "Pays d'Europe", ""},
		{planner.Region, "Somewhere", ""},
		{planner.Organisation, "Ministry", ""},
	} {
		if got := Example(tt.d, tt.text); got != tt.want {
			t.Errorf("Example(%s, %q) = %q, want %q", tt.d, tt.text, got, tt.want)
		}
	}
}

func TestCountryLists(t *testing.T) {
	for _, tt := range []struct {
		list, yes, no string
		members       int
	}{
		{"LDC", "AF BD HT TV", "BT ST VU KE", 44},
		{"LLDC", "BO NP KZ", "PE", 32},
		{"SIDS", "FJ MV CV SG", "AU GB", 37},
		{"developing country", "BR CN KR TR PS", "JP RU CY IL US", 149},
		{"Annex I", "EU TR JP US", "KR IL CN", 43},
	} {
		l, ok := CountryListOf(planner.Dimension(tt.list))
		if !ok || l.AsOf == "" || l.Source == "" {
			t.Errorf("%s: %+v", tt.list, l)
		}
		n := 0
		for _, c := range Countries() {
			if c.In(l) {
				n++
			}
		}
		if n != tt.members {
			t.Errorf("%s has %d countries, want %d", tt.list, n, tt.members)
		}
		for i, isos := range []string{tt.yes, tt.no} {
			for _, iso := range strings.Fields(isos) {
				if c, _ := CountryISO(iso); c.In(l) != (i == 0) {
					t.Errorf("%s in %s: %v", iso, tt.list, c.In(l))
				}
			}
		}
	}
	if _, ok := CountryListOf("WSIS host"); ok {
		t.Error("there is no list of WSIS hosts")
	}
}
