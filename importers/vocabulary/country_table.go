package vocabulary

import "roundtable/planner"

// memberStates lists the 193 members of the United Nations by regional group,
// as "ISO code, short English name". The groups follow the list of the
// Department for General Assembly and Conference Management; a test derives the
// same grouping from the UN M49 geography with its known exceptions.
var memberStates = []struct {
	group  string
	states string
}{
	{planner.African, `DZ Algeria|AO Angola|BJ Benin|BW Botswana|BF Burkina Faso|BI Burundi|CV Cabo Verde|CM Cameroon|CF Central African Republic|TD Chad|KM Comoros|CG Congo|CI Côte d'Ivoire|
		CD Democratic Republic of the Congo|DJ Djibouti|EG Egypt|GQ Equatorial Guinea|ER Eritrea|SZ Eswatini|ET Ethiopia|GA Gabon|GM Gambia|GH Ghana|GN Guinea|GW Guinea-Bissau|KE Kenya|LS Lesotho|
		LR Liberia|LY Libya|MG Madagascar|MW Malawi|ML Mali|MR Mauritania|MU Mauritius|MA Morocco|MZ Mozambique|NA Namibia|NE Niger|NG Nigeria|RW Rwanda|ST Sao Tome and Principe|SN Senegal|SC Seychelles|
		SL Sierra Leone|SO Somalia|ZA South Africa|SS South Sudan|SD Sudan|TG Togo|TN Tunisia|UG Uganda|TZ United Republic of Tanzania|ZM Zambia|ZW Zimbabwe`},
	{planner.AsiaPacific, `AF Afghanistan|BH Bahrain|BD Bangladesh|BT Bhutan|BN Brunei Darussalam|KH Cambodia|CN China|CY Cyprus|KP Democratic People's Republic of Korea|FJ Fiji|IN India|ID Indonesia|IR Iran (Islamic Republic of)|IQ Iraq|
		JP Japan|JO Jordan|KZ Kazakhstan|KI Kiribati|KW Kuwait|KG Kyrgyzstan|LA Lao People's Democratic Republic|LB Lebanon|MY Malaysia|MV Maldives|MH Marshall Islands|FM Micronesia (Federated States of)|MN Mongolia|
		MM Myanmar|NR Nauru|NP Nepal|OM Oman|PK Pakistan|PW Palau|PG Papua New Guinea|PH Philippines|QA Qatar|KR Republic of Korea|WS Samoa|SA Saudi Arabia|SG Singapore|SB Solomon Islands|LK Sri Lanka|SY Syrian Arab Republic|
		TJ Tajikistan|TH Thailand|TL Timor-Leste|TO Tonga|TM Turkmenistan|TV Tuvalu|AE United Arab Emirates|UZ Uzbekistan|VU Vanuatu|VN Viet Nam|YE Yemen`},
	{planner.EasternEuropean, `AL Albania|AM Armenia|AZ Azerbaijan|BY Belarus|BA Bosnia and Herzegovina|BG Bulgaria|HR Croatia|CZ Czechia|EE Estonia|GE Georgia|HU Hungary|LV Latvia|LT Lithuania|ME Montenegro|MK North Macedonia|
		PL Poland|MD Republic of Moldova|RO Romania|RU Russian Federation|RS Serbia|SK Slovakia|SI Slovenia|UA Ukraine`},
	{planner.GRULAC, `AG Antigua and Barbuda|AR Argentina|BS Bahamas|BB Barbados|BZ Belize|BO Bolivia (Plurinational State of)|BR Brazil|CL Chile|CO Colombia|CR Costa Rica|CU Cuba|DM Dominica|DO Dominican Republic|EC Ecuador|
		SV El Salvador|GD Grenada|GT Guatemala|GY Guyana|HT Haiti|HN Honduras|JM Jamaica|MX Mexico|NI Nicaragua|PA Panama|PY Paraguay|PE Peru|KN Saint Kitts and Nevis|LC Saint Lucia|VC Saint Vincent and the Grenadines|
		SR Suriname|TT Trinidad and Tobago|UY Uruguay|VE Venezuela (Bolivarian Republic of)`},
	{planner.WEOG, `AD Andorra|AU Australia|AT Austria|BE Belgium|CA Canada|DK Denmark|FI Finland|FR France|DE Germany|GR Greece|IS Iceland|IE Ireland|IL Israel|IT Italy|LI Liechtenstein|LU Luxembourg|MT Malta|MC Monaco|
		NL Netherlands|NZ New Zealand|NO Norway|PT Portugal|SM San Marino|ES Spain|SE Sweden|CH Switzerland|TR Türkiye|GB United Kingdom|US United States of America`},
}

// territories are places with an ISO code that are no member states, as "code,
// name, administering state". They belong to no regional group of their own.
const territories = `AX Åland Islands,FI|AS American Samoa,US|AI Anguilla,GB|AQ Antarctica,|AW Aruba,NL|BM Bermuda,GB|BQ Bonaire Sint Eustatius and Saba,NL|BV Bouvet Island,NO|IO British Indian Ocean Territory,GB|VG British Virgin Islands,GB|
	KY Cayman Islands,GB|CX Christmas Island,AU|CC Cocos (Keeling) Islands,AU|CW Curaçao,NL|FK Falkland Islands (Malvinas),GB|FO Faroe Islands,DK|GF French Guiana,FR|PF French Polynesia,FR|TF French Southern Territories,FR|GI Gibraltar,GB|
	GL Greenland,DK|GP Guadeloupe,FR|GU Guam,US|GG Guernsey,GB|HM Heard Island and McDonald Islands,AU|IM Isle of Man,GB|JE Jersey,GB|MQ Martinique,FR|YT Mayotte,FR|MS Montserrat,GB|NC New Caledonia,FR|NF Norfolk Island,AU|
	MP Northern Mariana Islands,US|PN Pitcairn,GB|PR Puerto Rico,US|RE Réunion,FR|BL Saint Barthélemy,FR|SH Saint Helena,GB|MF Saint Martin (French part),FR|PM Saint Pierre and Miquelon,FR|SX Sint Maarten,NL|
	GS South Georgia and the South Sandwich Islands,GB|SJ Svalbard and Jan Mayen,NO|TK Tokelau,NZ|TC Turks and Caicos Islands,GB|UM United States Minor Outlying Islands,US|VI United States Virgin Islands,US|WF Wallis and Futuna,FR|
	EH Western Sahara,|HK Hong Kong,CN|MO Macao,CN`

// otherEntities are neither members nor territories of one.
var otherEntities = []Country{
	{ISO2: "PS", ISO3: "PSE", Name: "State of Palestine", Note: "observer State; works with the Asia-Pacific Group since 1986 but is not on its list"},
	{ISO2: "VA", ISO3: "VAT", Name: "Holy See", Note: "observer State, in no regional group"},
	{ISO2: "XK", ISO3: "XKX", Name: "Kosovo", Note: "not a member of the United Nations, in no regional group"},
	{ISO2: "TW", ISO3: "TWN", Name: "Taiwan", Note: "not a member of the United Nations, in no regional group"},
	{ISO2: "CK", ISO3: "COK", Name: "Cook Islands", Administers: "NZ", Note: "not a member of the United Nations, in no regional group"},
	{ISO2: "NU", ISO3: "NIU", Name: "Niue", Administers: "NZ", Note: "not a member of the United Nations, in no regional group"},
	{ISO2: "EU", ISO3: "EUE", Name: "European Union", Note: "an organization of states, in no regional group"},
	{ISO2: "SU", ISO3: "SUN", Name: "Soviet Union", Former: true, Note: "dissolved in 1991"},
	{ISO2: "CS", ISO3: "CSK", Name: "Czechoslovakia", Former: true, Note: "dissolved in 1992"},
	{ISO2: "YU", ISO3: "YUG", Name: "Yugoslavia", Former: true, Note: "dissolved in 1992"},
	{ISO2: "DD", ISO3: "DDR", Name: "German Democratic Republic", Former: true, Note: "part of Germany since 1990"},
	{ISO2: "YD", ISO3: "YMD", Name: "Democratic Yemen", Former: true, Note: "part of Yemen since 1990"},
	{ISO2: "AN", ISO3: "ANT", Name: "Netherlands Antilles", Former: true, Administers: "NL", Note: "dissolved in 2010"},
}

// countryNotes are the special cases among the members.
var countryNotes = map[string]string{
	"TR": "takes part in both WEOG and the Asia-Pacific Group; WEOG for elections",
	"IL": "WEOG since 2000, permanently renewed in 2004",
	"US": "member of no group; observer of WEOG and counted there for elections",
	"KI": "in no group on the lists of 2010 to 2014; Asia-Pacific Group on the current list",
	"CY": "Asia-Pacific Group, though a member of the European Union",
}

// countryAliases add short forms, names changed since 2017, official names and
// common other spellings to the CLDR names, as "code: alias, alias".
var countryAliases = []string{
	"AE: UAE; Emirates; U.A.E.", "AG: Antigua; Antigua & Barbuda", "AN: Dutch Antilles", "BA: Bosnia; Bosnia & Herzegovina; Bosnia-Herzegovina; BiH", "BN: Brunei", "BO: Bolivia; Plurinational State of Bolivia",
	"BY: Belarus; Byelorussia; Byelorussian SSR; Belorussia; Weissrussland; Белоруссия", "CA: CAN", "CD: DRC; DR Congo; D.R. Congo; Congo (Democratic Republic of the); Congo, Democratic Republic of the; Congo Democratic Republic; Congo, The Democratic Republic of the; Congo-Kinshasa; Congo (Kinshasa); Democratic Republic of Congo; Zaire; RDC; République démocratique du Congo; RD Congo; República Democrática del Congo; República Democrática do Congo; Demokratische Republik Kongo; Демократическая Республика Конго; جمهورية الكونغو الديمقراطية; 刚果民主共和国",
	"CF: CAR; Central African Rep.", "CG: Congo; Republic of the Congo; Congo, Republic of the; Congo-Brazzaville; Congo (Brazzaville); Congo Republic; République du Congo; República del Congo; República do Congo; Republik Kongo; Конго; الكونغو; 刚果",
	"CI: Ivory Coast; Cote d'Ivoire; Cote dIvoire; Elfenbeinküste; Costa de Marfil; Costa do Marfim; Кот-д'Ивуар", "CK: Cook Is.", "CN: China; People's Republic of China; PRC; PR China; Mainland China; République populaire de Chine; 中华人民共和国; 中華人民共和国; 中国大陆",
	"CV: Cape Verde; Cabo Verde; Kap Verde; Cap-Vert", "CZ: Czechia; Czech Republic; Czech Rep.; République tchèque; República Checa; República Tcheca; Tschechische Republik; Tschechien; Tchéquie; Чешская Республика; Chequia",
	"DD: East Germany; GDR; DDR; RDA", "DE: Germany; Federal Republic of Germany; Germany, Federal Republic of; West Germany; FRG; BRD; Bundesrepublik Deutschland; RFA", "DK: Kingdom of Denmark", "DO: Dominican Rep.; Dominican Rep",
	"EG: Arab Republic of Egypt", "EU: European Community; EEC; Union européenne; Unión Europea; União Europeia; Europäische Union; Европейский союз; الاتحاد الأوروبي; 欧盟; 欧洲联盟", "FK: Falkland Islands; Falklands; Malvinas; Islas Malvinas",
	"FM: Micronesia; Federated States of Micronesia; Micronesia, Federated States of; FSM", "FR: French Republic; République française; France métropolitaine", "GB: UK; U.K.; United Kingdom; Great Britain; Britain; England; Scotland; Wales; Northern Ireland; United Kingdom of Great Britain and Northern Ireland; Royaume-Uni; Grande-Bretagne; Angleterre; Reino Unido; Gran Bretaña; Inglaterra; Grossbritannien; Großbritannien; England (UK); Großbritannien und Nordirland; Великобритания; Соединенное Королевство; بريطانيا; المملكة المتحدة; 英国; イギリス",
	"GM: Gambia; The Gambia; Republic of The Gambia; Gambia, The", "GR: Greece; Hellas; Hellenic Republic; EL", "GW: Guinea Bissau; Guiné-Bissau", "GQ: Guinea Ecuatorial", "HK: Hong Kong; Hong Kong SAR; Hong Kong, China; Hong Kong SAR China; Hong Kong S.A.R.; 香港", "HR: Hrvatska",
	"IE: Ireland; Republic of Ireland; Éire; Eire", "IR: Iran; Islamic Republic of Iran; Iran, Islamic Republic of; Persia; République islamique d'Iran", "IS: Island (Iceland)", "KG: Kyrgyz Republic; Kirghizistan; Kirgizstan; Киргизия", "KN: St Kitts and Nevis; St. Kitts and Nevis; St. Kitts & Nevis; St Kitts & Nevis; Saint Kitts; Saint Christopher and Nevis",
	"KP: North Korea; Korea, North; DPRK; D.P.R.K.; Korea, Democratic People's Republic of; Korea (North); Democratic Peoples Republic of Korea; Corée du Nord; Corea del Norte; Coreia do Norte; Nordkorea; КНДР; Северная Корея; كوريا الشمالية; 朝鲜; 北朝鮮",
	"KR: South Korea; Korea, South; Korea, Republic of; Korea (South); ROK; Republic of Korea (South); Korea Republic; Corée du Sud; Corea del Sur; Coreia do Sul; Südkorea; Республика Корея; Южная Корея; كوريا الجنوبية; 韩国; 大韩民国; 韓国; 大韓民国; Korea Rep.",
	"LA: Laos; Lao PDR; Lao; Lao Peoples Democratic Republic; RDP lao", "LC: St Lucia; St. Lucia", "LK: Ceylon; Sri Lanka (Ceylon)", "LY: Libyan Arab Jamahiriya; Libyan Arab Republic; Socialist People's Libyan Arab Jamahiriya", "MD: Moldova; Moldova, Republic of; Moldavie; Moldavia; Молдавия", "MK: North Macedonia; Macedonia; FYROM; FYR Macedonia; F.Y.R. Macedonia; The former Yugoslav Republic of Macedonia; TFYR Macedonia; The FYR of Macedonia; Macédoine du Nord; Macedonia del Norte; Macedônia do Norte; Macedónia do Norte; Nordmazedonien; Северная Македония; مقدونيا الشمالية; 北马其顿; 北マケドニア",
	"MM: Myanmar; Burma; Birmanie; Birmania; Мьянма", "MO: Macau; Macao; Macao SAR; Macau SAR China; Macao SAR China; Macao, China; 澳门", "MX: Mexico; México; United Mexican States; Méjico", "MY: Malaya; Federation of Malaya", "NL: Netherlands; The Netherlands; Holland; Kingdom of the Netherlands; Netherlands (Kingdom of the); Netherlands, Kingdom of the; Pays-Bas; Países Bajos; Países Baixos; Niederlande; Нидерланды; Голландия; Holanda; Hollande; 荷兰; オランダ",
	"PS: Palestine; State of Palestine; Palestinian Territories; Palestine, State of; Occupied Palestinian Territory; Palestinian Territory; Palestinian Territory, Occupied; Palestinian Authority; Palästina; Palestina; Палестина; فلسطين; 巴勒斯坦; パレスチナ", "PG: PNG", "PT: Portuguese Republic", "RU: Russia; Russian Federation; Russie; Rusia; Rússia; Russland; Fédération de Russie; Federación de Rusia; Federação Russa; Russische Föderation; Россия; Российская Федерация; РФ; روسيا; الاتحاد الروسي; 俄罗斯; 俄罗斯联邦; ロシア",
	"SA: KSA; Kingdom of Saudi Arabia; Saudi", "SU: USSR; U.S.S.R.; Union of Soviet Socialist Republics; Soviet Union; URSS; СССР", "SY: Syria; Syrie; Siria; Síria; Syrien; Сирия; سوريا; 叙利亚; シリア", "ST: São Tomé and Príncipe; Sao Tome & Principe; Sao Tome; São Tomé e Príncipe", "SZ: Eswatini; Swaziland; Kingdom of Eswatini; Eswatini (Swaziland); eSwatini; Esuatini; Essuatíni; Эсватини; إسواتيني; 斯威士兰; エスワティニ",
	"TL: East Timor; Timor Leste; Timor Oriental; Osttimor", "TR: Türkiye; Turkiye; Turkey; Republic of Türkiye; Republic of Turkey; Turquie; Turquía; Turquia; Türkei; Турция; تركيا; 土耳其; トルコ", "TT: Trinidad & Tobago; Trinidad; Tobago; Trinidad/Tobago", "TW: Taiwan; Chinese Taipei; Taiwan, Province of China; Taiwan, China; Republic of China; ROC; Taiwan (Province of China); 台湾; 台灣; 中华台北", "TZ: Tanzania; United Republic of Tanzania; Tanzania, United Republic of; Tanganyika; Tanzanie; République-Unie de Tanzanie",
	"UA: Ukraine; Ukrainian SSR; The Ukraine", "US: USA; U.S.A.; U.S.; US of A; United States; United States of America; The United States; America (USA); États-Unis; États-Unis d'Amérique; Etats Unis; Estados Unidos; Estados Unidos de América; EE. UU.; EE.UU.; EEUU; EUA; Estados Unidos da América; Vereinigte Staaten; Vereinigte Staaten von Amerika; США; Соединенные Штаты; Соединенные Штаты Америки; الولايات المتحدة; الولايات المتحدة الأمريكية; أمريكا; 美国; 美利坚合众国; アメリカ; アメリカ合衆国; 米国",
	"VA: Holy See; Vatican; Vatican City; Vatican City State; Holy See (Vatican City State); The Holy See; Saint-Siège; Santa Sede; Santa Sé; Heiliger Stuhl; Vatikan; Ватикан; Святой Престол; الكرسي الرسولي; الفاتيكان; 梵蒂冈; 教廷; バチカン", "VC: St Vincent and the Grenadines; St. Vincent and the Grenadines; St. Vincent & Grenadines; St Vincent; Saint Vincent; St. Vincent & the Grenadines", "VE: Venezuela; Bolivarian Republic of Venezuela; Venezuela, Bolivarian Republic of; Venezuela, RB", "VI: US Virgin Islands; U.S. Virgin Islands; Virgin Islands (U.S.)", "VG: Virgin Islands (British); BVI",
	"VN: Vietnam; Viet Nam; Socialist Republic of Vietnam; Socialist Republic of Viet Nam; Вьетнам; 越南", "XK: Kosovo; Republic of Kosovo; Kosova; Косово; كوسوفو; 科索沃", "YD: YDYE; South Yemen; People's Democratic Republic of Yemen; Yemen, Democratic; Democratic Yemen", "YE: Yemen Arab Republic; Republic of Yemen; Yemen, Rep.; North Yemen", "YU: Yugoslavia; Federal Republic of Yugoslavia; Socialist Federal Republic of Yugoslavia; SFRY; FRY; Yougoslavie; Jugoslawien; Югославия; Serbia and Montenegro", "CS: Czechoslovakia; Czecho-Slovakia; Tchécoslovaquie; Tschechoslowakei; Чехословакия; CSSR; CSFR",
	"ZA: South Africa; Republic of South Africa; RSA; S. Africa; Union of South Africa", "ZW: Rhodesia; Southern Rhodesia", "BF: Upper Volta; Haute-Volta", "BJ: Dahomey", "KH: Kampuchea; Democratic Kampuchea; Khmer Republic", "NR: Nauru (Republic of)", "GN: Guinea (Conakry); Guinea-Conakry; Guinée Conakry", "BS: The Bahamas; Bahamas, The; Commonwealth of the Bahamas", "KM: Union of the Comoros; Comoro Islands", "MV: Maldive Islands", "SB: Solomon Is.", "MH: Marshall Is.", "PH: The Philippines; Filipinas", "WS: Western Samoa", "SR: Surinam", "JO: Hashemite Kingdom of Jordan", "CH: Swiss Confederation; Schweiz; Suisse; Svizzera", "BE: Belgique; België; Belgien", "RO: Roumania; Rumania", "AF: Islamic Republic of Afghanistan; Islamic Emirate of Afghanistan", "EH: Sahrawi; Sahara occidental", "CW: Curacao", "RE: Reunion", "BT: Kingdom of Bhutan", "SK: Slovak Republic; Slowakische Republik; République slovaque", "SI: Slowenien", "LT: Lithuanie", "MA: Kingdom of Morocco", "IL: State of Israel", "SS: S. Sudan; South-Sudan; Republic of South Sudan", "SD: Republic of the Sudan", "ER: State of Eritrea", "TJ: Tadjikistan; Tadzhikistan", "TM: Turkménistan; Turkmenia", "KZ: Kazakstan", "BD: Bangla Desh", "LB: Liban", "CU: República de Cuba", "MU: Maurice; Île Maurice",
}

// ambiguousCountries name more than one country, so they match none.
var ambiguousCountries = []string{"Korea", "Corea", "Corée", "Coreia", "Корея", "كوريا", "America", "Guiana", "Virgin Islands", "Samoa Islands"}
