package vocabulary

import "roundtable/planner"

// stakeholderTerms follow the stakeholder field of the IGF workshop form (2015
// onward). What has no single home there is listed as ambiguous.
var stakeholderTerms = []term{
	{value: planner.CivilSociety, words: `civil society|cs|cso|csos|civil society organisation|civil society organization|civil society organisations|civil society organizations|civil society group|ngo|ngos|
		non governmental organisation|non governmental organization|non governmental organisations|non governmental organizations|nongovernmental organization|nonprofit|non profit|non profit organization|not for profit|
		societe civile|ong|organisation de la societe civile|organisations de la societe civile|organisation non gouvernementale|sociedad civil|osc|organizacion de la sociedad civil|organizaciones de la sociedad civil|organizacion no gubernamental|
		sociedade civil|organizacao da sociedade civil|terceiro setor|zivilgesellschaft|nro|nichtregierungsorganisation|nichtregierungsorganisationen|гражданское общество|нпо|нко|неправительственная организация|
		المجتمع المدني|مجتمع مدني|منظمة غير حكومية|منظمات المجتمع المدني|公民社会|民间社会|民间团体|非政府组织|市民社会|sivilsamfunn|sivilsamfunnet`},
	{value: planner.Government, words: `gov|govt|gov t|governments|governmental|government agency|governmental organization|governmental organisation|public sector|government sector|national government|
		gouvernement|gouvernements|etat|secteur public|pouvoirs publics|gobierno|gobiernos|sector publico|governo|governos|setor publico|regierung|offentlicher sektor|offentliche hand|staatlich|
		правительство|государство|государственный сектор|госсектор|органы власти|الحكومة|حكومة|حكومي|حكومات|القطاع العام|政府|政府部门|公共部门|行政|myndigheter|regjering|offentlig sektor`},
	{value: planner.Intergovernmental, words: `intergovernmental organisation|intergovernmental organizations|intergovernmental organisations|intergovernmental|inter governmental|inter governmental organization|igo|igos|un agency|un|united nations|
		united nations agency|un system|multilateral organization|multilateral organisation|organisation intergouvernementale|organisations intergouvernementales|oig|organizacion intergubernamental|organizaciones intergubernamentales|
		organizacao intergovernamental|organizacoes intergovernamentais|zwischenstaatliche organisation|zwischenstaatliche organisationen|межправительственная организация|межправительственные организации|мпо|
		منظمة حكومية دولية|المنظمات الحكومية الدولية|منظمات حكومية دولية|政府间组织|政府間組織|政府間機関|mellomstatlig organisasjon`},
	{value: planner.PrivateSector, words: `private|business|business community|business sector|industry|private sector industry|private industry|company|companies|corporate|commercial|for profit|
		secteur prive|prive|entreprises|monde des affaires|sector privado|privado|sector empresarial|setor privado|setor empresarial|privatsektor|privater sektor|privatwirtschaft|wirtschaft|
		частный сектор|бизнес|предпринимательский сектор|القطاع الخاص|قطاع خاص|الأعمال|私营部门|私营|私营企业|私人部门|企业|工商界|民間セクター|民間企業|産業界|naeringsliv|privat sektor`},
	{value: planner.TechnicalCommunity, words: `technical|technical sector|tech|tech community|internet technical community|internet technical bodies|technical and academic community|technical academic community|technical and academic communities|
		communaute technique|technique|comunidad tecnica|sector tecnico|comunidade tecnica|setor tecnico|technische community|technische gemeinschaft|technik community|техническое сообщество|техсообщество|
		المجتمع التقني|الأوساط التقنية|المجتمع الفني|技术社群|技术界|技术社区|技術コミュニティ|技術コミュニティー|teknisk samfunn|tekniske miljo`},
	{
		status:  Ambiguous,
		suggest: []string{planner.TechnicalCommunity, planner.CivilSociety},
		note:    "academia has no group of its own: the IGF files it under the technical community or civil society",
		words: `academia|academic|academics|academic community|academic sector|academia research|academia and research|academic and research|university|universities|research|researcher|research institution|education|scholar|
			universite|monde universitaire|recherche|academie|universidad|investigacion|sector academico|universidade|pesquisa|academico|setor academico|wissenschaft|universitat|forschung|akademia|
			академическое сообщество|наука|университет|научное сообщество|الأوساط الأكاديمية|أكاديمي|الأكاديميا|جامعة|学术界|学术|高校|大学|学術|研究机构`,
	},
	{
		status: Ambiguous, suggest: []string{planner.CivilSociety, planner.PrivateSector},
		note:  "the media have no group of their own",
		words: `media|press|press media|press and media|journalist|journalists|journalism|medias|presse|medios|medios de comunicacion|prensa|midia|imprensa|medien|сми|пресса|الإعلام|الصحافة|媒体|新闻媒体|メディア`,
	},
	{
		status: Ambiguous, suggest: []string{planner.Government},
		note:  "members of parliament are counted with governments by some and apart by others",
		words: `parliament|parliamentarian|parliamentarians|member of parliament|members of parliament|mp|legislator|legislature|parlement|parlementaire|parlamento|parlamentario|parlament|парламент|парламентарий|البرلمان|برلماني|议会|议员|議員`,
	},
	{
		status: Ambiguous, suggest: []string{planner.Government},
		note:  "the parties to a convention are its governments",
		words: `party|parties|party delegation|state party|states parties|member state|member states|delegation of a party|partie|estado parte|estado miembro|etat partie|etat membre|vertragspartei|mitgliedstaat`,
	},
	{
		status: Ambiguous, suggest: []string{planner.Intergovernmental, planner.CivilSociety},
		note:  "an international organization is intergovernmental only if governments are its members",
		words: `international organization|international organisation|international organizations|international organisations|international|organisation internationale|organizacion internacional|organizacao internacional|internationale organisation|международная организация|منظمة دولية|国际组织|国際機関`,
	},
}

// regionTerms follow the region field of the IGF form: the five United Nations
// regional groups. Continents that lie in several groups are ambiguous.
var regionTerms = []term{
	{value: planner.African, words: `africa|african|african states|african states group|africa group|group of african states|afrique|groupe africain|groupe des etats d afrique|africano|grupo africano|grupo de estados de africa|grupo dos estados africanos|
		afrika|gruppe der afrikanischen staaten|afrikanische gruppe|африка|африканская группа|группа африканских государств|أفريقيا|افريقيا|إفريقيا|المجموعة الأفريقية|مجموعة الدول الأفريقية|非洲|非洲组|非洲集团|非洲国家组|アフリカ|アフリカグループ|sub saharan africa|west africa|east africa|central africa|southern africa|western africa|eastern africa|north africa|northern africa`},
	{value: planner.AsiaPacific, words: `asia pacific|asia and pacific|asia and the pacific|asia & pacific|asia pacific states|asia pacific states group|asian pacific group|asian group|group of asia pacific states|asia|asian|apac|ap|apg|asie pacifique|asie et pacifique|asie|groupe asie pacifique|groupe d asie|
		groupe des etats d asie et du pacifique|asia pacifico|asia y el pacifico|asia y pacifico|grupo asia pacifico|grupo de asia y el pacifico|asia e pacifico|grupo da asia e do pacifico|grupo de estados de asia y el pacifico|asien pazifik|asien|asien und pazifik|gruppe asien pazifik|
		азия|азиатско тихоокеанский регион|азиатско тихоокеанская группа|группа государств азии и тихого океана|атр|آسيا والمحيط الهادئ|آسيا|مجموعة آسيا والمحيط الهادئ|آسيا والمحيط الهادي|亚太|亚洲|亚太组|亚太集团|亚太地区|亚洲太平洋|亚太国家组|アジア太平洋|アジア|アジア太平洋グループ|asian and pacific group|south asia|southeast asia|south east asia|east asia|central asia|pacific|pacific islands`},
	{value: planner.EasternEuropean, words: `eastern europe|east europe|eastern european|eastern european states|eastern european states group|eeg|ee|group of eastern european states|central and eastern europe|cee|europe de l est|groupe d europe orientale|europe orientale|groupe des etats d europe orientale|
		europa oriental|europa del este|grupo de europa oriental|europa do leste|leste europeu|grupo da europa oriental|osteuropa|osteuropaische gruppe|gruppe der osteuropaischen staaten|восточная европа|восточноевропейская группа|группа восточноевропейских государств|
		أوروبا الشرقية|مجموعة أوروبا الشرقية|مجموعة دول أوروبا الشرقية|东欧|东欧组|东欧集团|东欧国家组|東欧|東欧グループ`},
	{value: planner.GRULAC, words: `grulac|latin american and caribbean group|latin american and caribbean states|latin american and caribbean|latin america and the caribbean|latin america and caribbean|latin america & caribbean|latin america caribbean|latin america|lac|latam|latin american|caribbean|south america|central america|group of latin american and caribbean states|
		amerique latine|amerique latine et caraibes|groupe amerique latine et caraibes|groupe des etats d amerique latine et des caraibes|america latina|america latina y el caribe|america latina y caribe|grupo de america latina y el caribe|grupo latinoamericano y del caribe|latinoamerica|caribe|
		america latina e caribe|america latina e o caribe|grupo da america latina e do caribe|grupo latino americano e do caribe|lateinamerika|lateinamerika und karibik|gruppe der lateinamerikanischen und karibischen staaten|латинская америка|латинская америка и карибский бассейн|группа стран латинской америки и карибского бассейна|
		أمريكا اللاتينية|أمريكا اللاتينية والكاريبي|مجموعة أمريكا اللاتينية والكاريبي|拉美|拉丁美洲|拉美和加勒比|拉丁美洲和加勒比|拉美组|拉加组|拉美和加勒比集团|拉丁美洲和加勒比国家组|ラテンアメリカ|中南米`},
	{value: planner.WEOG, words: `weog|western european and others|western european and others group|western european and other states|western european and others states|western european and other states group|western europe and others|western european group|western europe|western european|western europe and other|group of western european and other states|west europe|
		weo|groupe des etats d europe occidentale et autres|groupe d europe occidentale et autres etats|europe occidentale et autres|europe occidentale|europe de l ouest|grupo de europa occidental y otros|grupo de europa occidental y otros estados|europa occidental y otros|europa occidental|
		grupo da europa ocidental e outros|europa ocidental e outros|europa ocidental|westeuropa und andere|gruppe der westeuropaischen und anderen staaten|westeuropa|westeuropaische und andere staaten|западная европа и другие|западноевропейская группа|группа западноевропейских и других государств|западная европа|
		أوروبا الغربية ودول أخرى|مجموعة أوروبا الغربية ودول أخرى|أوروبا الغربية|西欧和其他|西欧和其他国家|西欧及其他|西欧和其他国家组|西欧|西欧その他|西欧その他グループ`},
	{
		status: NoGroup, note: "an intergovernmental organization belongs to no regional group",
		words: `intergovernmental organization|intergovernmental organisation|intergovernmental organizations|intergovernmental organisations|inter governmental organization|igo|igos|international organization|global|international|none global|worldwide`,
	},
	{
		status: Ambiguous, suggest: []string{planner.WEOG, planner.EasternEuropean}, note: "Europe is split between two regional groups",
		words: `europe|european|european union|eu|europa|europaische union|европа|أوروبا|欧洲|歐洲|ヨーロッパ|欧州`,
	},
	{
		status: Ambiguous, suggest: []string{planner.WEOG, planner.GRULAC}, note: "the United States and Canada sit with WEOG, Mexico and the Caribbean with GRULAC",
		words: `north america|northern america|america|americas|the americas|amerique du nord|america del norte|norteamerica|america do norte|nordamerika|северная америка|америка|أمريكا الشمالية|北美|北美洲|美洲|北米`,
	},
	{
		status: Ambiguous, suggest: []string{planner.AsiaPacific, planner.WEOG}, note: "Australia, New Zealand, Israel and Türkiye sit with WEOG",
		words: `oceania|australasia|oceanie|ozeanien|океания|أوقيانوسيا|大洋洲|オセアニア|middle east|near east|western asia|west asia|moyen orient|proche orient|oriente medio|medio oriente|naher osten|ближний восток|الشرق الأوسط|中东|中東`,
	},
	{
		status: Ambiguous, suggest: []string{planner.AsiaPacific, planner.African}, note: "the Arab States are split between two regional groups",
		words: `mena|middle east and north africa|arab states|arab region|arab|etats arabes|estados arabes|арабские государства|الدول العربية|المنطقة العربية|阿拉伯国家`,
	},
	{
		status: Ambiguous, suggest: []string{planner.EasternEuropean, planner.AsiaPacific}, note: "the Commonwealth of Independent States is split between two regional groups",
		words: `cis|commonwealth of independent states|снг|cei`,
	},
}

// The classes of gender that [Value] returns.
const (
	Woman     = "woman"
	Man       = "man"
	NonBinary = "non-binary"
)

// genderTerms read gender words and forms of address. Forms of address that
// say nothing of gender (Dr, Prof) are not here.
var genderTerms = []term{
	{value: Woman, words: `women|female|f|w|fem|girl|lady|mrs|ms|miss|madam|mme|mme.|madame|mlle|mademoiselle|femme|feminin|mujer|femenino|femenina|sra|srta|dona|senora|senorita|mulher|feminino|feminina|senhora|frau|weiblich|
		женщина|женский|жен|ж|госпожа|г жа|أنثى|انثى|امرأة|سيدة|السيدة|女|女性|女士|小姐|kvinne|kvinna|kvinnelig|k|kobieta|kvinde|donna|femmina|vrouw|fru`},
	{value: Man, words: `men|male|m|masc|boy|mr|mister|sir|monsieur|homme|masculin|h|hombre|masculino|sr|don|senor|homem|senhor|herr|mannlich|мужчина|мужской|муж|м|господин|г н|ذكر|رجل|السيد|男|男性|先生|mann|mannlig|mezczyzna|mand|uomo|maschio|maschile`},
	{value: NonBinary, words: `nonbinary|nb|enby|x|mx|divers|diverse|d|genderqueer|gender queer|genderfluid|gender fluid|third gender|agender|nonbinary or other|non binary or other|nonbinary other|non binary other|non binaire|no binario|nao binario|nao binaria|nicht binar|
		небинарный|небинарная|غير ثنائي|非二元|非二元性别|ノンバイナリー|ikke binaer|queer`},
}

// The values of attendance.
const (
	Onsite = "onsite"
	Online = "online"
	Hybrid = "hybrid"
)

var attendanceTerms = []term{
	{value: Onsite, words: `on site|in person|inperson|physical|physically|offline|face to face|f2f|venue|at the venue|sur place|presentiel|en presentiel|en personne|presencial|presencialmente|en persona|in situ|pessoalmente|vor ort|prasenz|in prasenz|
		очно|очный|лично|حضوري|حضوريا|شخصيا|现场|线下|现场参会|線下|現地|会場|対面|fysisk|oppmote`},
	{value: Online, words: `on line|remote|remotely|virtual|virtually|zoom|webex|en ligne|a distance|distanciel|virtuel|en linea|remoto|a distancia|virtualmente|on line remoto|remoto online|digital|fern|virtuell|
		онлайн|дистанционно|удаленно|заочно|عن بعد|عبر الإنترنت|افتراضي|أونلاين|线上|在线|远程|網上|线上参会|オンライン|リモート|digitalt|pa nett`},
	{value: Hybrid, words: `both|mixed|hybride|hibrido|beides|смешанный|гибрид|هجين|混合|ハイブリッド`},
}
