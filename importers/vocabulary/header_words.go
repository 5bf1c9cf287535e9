package vocabulary

// headerWords lists, for each meaning, the header texts that are taken as that
// meaning when the whole header equals one of them after [Compact]. Words are
// separated by "|". A word must stand under one meaning only; a test holds that.
var headerWords = []struct {
	meaning Meaning
	words   string
}{
	{ID, `id|participant id|student id|comment id|statement id|staff id|person id|user id|member id|registration id|registration number|registration no|reg no|nationbuilder id|speaker id|attendee id|
		identifier|unique id|identifiant|identificador|kennung|teilnehmer id|номер участника|идентификатор|ид|المعرف|الرقم التعريفي|编号|編號|学号|標識|受付番号|会員番号`},
	{Name, `person name|person s name|participants name|participants|speakers|panelist|panellist|panelist name|member|members|representative|representative name|expert|nominee|applicant|imie i nazwisko|nazwisko i imie|naam|volledige naam|namn|nominativo|cognome e nome|nome e cognome|adi soyadi|ад|имена|прізвище та ім я|повне ім я|ім я|নাম|नाम|이름|성명|ονοματεπωνυμο|
		name|full name|your name|your full name|participant|participant name|name of participant|speaker name|name of speaker|name of person speaking|
		member name|attendee|attendee name|delegate|delegate name|person|people|candidate|candidate name|name of candidate|contact name|display name|nom complet|nom et prenom|prenom et nom|nom prenom|
		nom du participant|participant e|intervenant|nombre completo|nombre y apellidos|nombre y apellido|apellidos y nombre|nombre del participante|participante|ponente|candidato|candidata|
		nome completo|nome do participante|nome e sobrenome|palestrante|vollstandiger name|vor und nachname|name vorname|teilnehmer|teilnehmerin|teilnehmer in|teilnehmende|referent|
		navn|fullt navn|deltaker|nome|nombre|nom|имя|фио|ф и о|имя и фамилия|фамилия и имя|фамилия имя отчество|участник|участница|полное имя|الاسم|الاسم الكامل|اسم المشارك|المشارك|
		姓名|名字|名称|参会者|与会者|氏名|お名前|名前|議員氏名|参加者|参加者名`},
	{HonorificTitle, `mr mrs ms|mr ms mrs|honorifics|prefix title|anrede titel|tytul|aanhef|titolo|
		title|salutation|honorific|form of address|mr ms|mr mrs|civilite|titre|titulo|tratamiento|tratamento|anrede|titel|обращение|титул|اللقب|称谓|頭衔|敬称|tiltale`},
	{FirstName, `imie|imiona|voornaam|fornamn|nome di battesimo|
		first name|firstname|given name|given names|forename|forenames|christian name|fname|prenom|prenoms|primer nombre|nombres|nombre s|nome proprio|primeiro nome|
		vorname|vornamen|rufname|fornavn|имя отчество|الاسم الأول|الاسم الاول|名|given`},
	{LastName, `nazwisko|achternaam|efternamn|cognome|прізвище|soyadi|
		last name|lastname|surname|family name|lname|nom de famille|nom de naissance|apellido|apellidos|apellido s|sobrenome|apelido|ultimo nome|nachname|familienname|etternavn|
		фамилия|اسم العائلة|الكنية|اللقب العائلي|姓|姓氏|名字姓|family`},
	{NameAffix, `affix|name affix|name prefix|prefix|particle|namenszusatz|particule|tussenvoegsel`},
	{Email, `e mail id|email id|mail id|adres e mail|email 1|contact e mail|
		email|e mail|email address|e mail address|mail|mail address|your email|your email address|contact email|username|user name|courriel|adresse e mail|adresse email|adresse electronique|mel|
		correo|correo electronico|direccion de correo|direccion de correo electronico|correo e|endereco de email|endereco de e mail|endereco eletronico|e mail adresse|emailadresse|mailadresse|epost|e post|
		электронная почта|эл почта|почта|адрес электронной почты|البريد الإلكتروني|البريد الالكتروني|عنوان البريد الإلكتروني|邮箱|电子邮件|电子邮箱|电邮|電子郵件|メールアドレス|メール`},
	{Phone, `phone|phone number|telephone|telephone number|tel|mobile|mobile number|mobile phone|cell|cell phone|cellphone|whatsapp|whatsapp number|fax|telephone portable|portable|numero de telephone|telefono|movil|
		celular|numero de telefono|telefone|telemovel|telefon|telefonnummer|handy|handynummer|mobilnummer|телефон|номер телефона|мобильный|رقم الهاتف|الهاتف|الجوال|رقم الجوال|电话|手机|手机号|手机号码|联系电话|電話|電話番号`},
	{Address, `address|postal address|home address|street|street address|address line 1|address line 2|address1|address2|address 1|address 2|primary address|primary address1|primary address2|primary address3|primary city|primary zip|
		zip|zip code|postcode|postal code|adresse|adresse postale|code postal|direccion|domicilio|codigo postal|endereco|cep|anschrift|strasse|postleitzahl|plz|адрес|почтовый индекс|индекс|العنوان|الرمز البريدي|地址|邮编|住所|郵便番号`},
	{Contact, `ip|ip address|ipaddress|twitter|twitter handle|linkedin|linkedin url|linkedin profile|facebook|instagram|skype|telegram|wechat|passport|passport number|passport no|date of birth details|location latitude|location longitude|locationlatitude|locationlongitude|recipient email|recipientemail|recipient last name|recipientlastname|recipient first name|recipientfirstname|external reference`},
	{Stakeholder, `stakeholder group igf|stakeholdergroep|interest category|interest group|constituency type|category of stakeholder|type of stakeholder group|sector stakeholder group|stakeholder sector|
		stakeholder|stakeholder group|stakeholder groups|stakeholder type|stakeholder category|stakeholdergroup|your stakeholder group|primary stakeholder group|stakeholder community|
		constituency group|community group|sector|group type|grouptype|type of stakeholder|type of organisation|type of organization|organisation type|organization type|org type|delegation type|
		partie prenante|parties prenantes|groupe de parties prenantes|groupe d acteurs|categorie d acteurs|type d acteur|secteur|grupo de interes|grupos de interes|parte interesada|partes interesadas|
		grupo de partes interesadas|tipo de organizacion|grupo de interesse|parte interessada|partes interessadas|grupo de partes interessadas|setor|tipo de organizacao|interessengruppe|
		interessensgruppe|stakeholder gruppe|stakeholdergruppe|anspruchsgruppe|akteursgruppe|sektor|заинтересованная сторона|группа заинтересованных сторон|заинтересованные стороны|сектор|группа участников|
		أصحاب المصلحة|مجموعة أصحاب المصلحة|فئة أصحاب المصلحة|صاحب المصلحة|القطاع|利益相关方|利益攸关方|利益相关者|利益攸关方群体|利益相关方群体|相关方|部门类别|interessentgruppe|ステークホルダー|ステークホルダーグループ`},
	{Region, `un region group|regional grouping|un regional grouping|world bank region|
		region|un region|un group|un regional group|regional group|region group|your region|world region|geographic region|geographical region|geo region|region of origin|un regional groups|area of the world|igf region|
		groupe regional|groupe regional onu|region du monde|grupo regional|grupo regional onu|grupo regional de la onu|region del mundo|regiao|grupo regional da onu|regiao do mundo|
		regionalgruppe|un regionalgruppe|weltregion|регион|региональная группа|региональная группа оон|المنطقة|المجموعة الإقليمية|الإقليم|المجموعة الاقليمية|地区|区域|地區|区域集团|区域组|联合国区域组|地域|regiongruppe`},
	{CountryName, `kraj|paese|ulke|країна|valtio|دولة|দেশ|국가|iso country|country of organisation|country of organization|representing country|country region|country or region|nation|
		country|country name|country territory|country or territory|country code|iso|iso code|iso2|iso3|iso 3|iso 2|iso alpha 2|iso alpha 3|iso country code|iso 3166|nationality|citizenship|country of residence|
		country of origin|country of citizenship|your country|state party|member state|economy|pays|nationalite|pays de residence|pais|nacionalidad|pais de residencia|pais de origen|nacionalidade|
		land|staat|nationalitat|staatsangehorigkeit|herkunftsland|wohnsitzland|страна|гражданство|страна проживания|государство|البلد|الدولة|الجنسية|بلد الإقامة|国家|國家|国籍|所在国|国名|国`},
	{Gender, `plec|geslacht|kon|sesso|genere|стать|cinsiyet|লিঙ্গ|성별|
		gender|sex|gender identity|your gender|gender m f|sex m f|m f|f m|m f x|genre|sexe|identite de genre|genero|sexo|identidad de genero|identidade de genero|geschlecht|geschlechtsidentitat|kjonn|
		пол|гендер|النوع|الجنس|النوع الاجتماعي|性别|性別|女性|female|is female|woman`},
	{Age, `wiek|leeftijd|eta|вік|yas|나이|
		age|age group|age bracket|age range|age band|age category|your age|age years|agegroup|tranche d age|groupe d age|classe d age|edad|grupo de edad|rango de edad|tramo de edad|
		idade|faixa etaria|grupo etario|alter|altersgruppe|altersklasse|alder|aldersgruppe|возраст|возрастная группа|العمر|السن|الفئة العمرية|年龄|年齡|年龄段|年齢|年代`},
	{BirthYear, `year of birth|birth year|birthyear|yob|born|date of birth|dob|birthday|birthdate|birth date|annee de naissance|date de naissance|ano de nacimiento|fecha de nacimiento|ano de nascimento|
		data de nascimento|geburtsjahr|geburtsdatum|jahrgang|год рождения|дата рождения|سنة الميلاد|تاريخ الميلاد|出生年份|出生年|出生日期|生年|生年月日|fodselsar|fodselsdato`},
	{Attendance, `attendance|attendance mode|mode of attendance|attending|attending as|participation|participation mode|mode of participation|type of participation|onsite online|onsite or online|online onsite|in person or online|in person or remote|
		how will you attend|format of participation|modalite de participation|mode de participation|presence|modalidad|modalidad de participacion|asistencia|modalidade|modalidade de participacao|presenca|
		teilnahme|teilnahmeart|teilnahmeform|anwesenheit|формат участия|форма участия|участие|طريقة الحضور|نوع المشاركة|الحضور|参会方式|参加方式|出席方式|参与方式|oppmote`},
	{Organisation, `organizacja|organisatie|organizzazione|instytucja|організація|kurum|소속|institution name|affiliated institution|organisation institution|organization institution|home institution|university|instituto|institutional affiliation|affiliation name|
		organisation|organization|org|company|affiliation|institution|employer|organisation name|organization name|name of organisation|name of organization|your organisation|your organization|
		entity|agency|primary affiliation|company organisation|company organization|organisme|entreprise|societe|etablissement|organizacion|entidad|empresa|institucion|afiliacion|organizacao|entidade|instituicao|afiliacao|
		einrichtung|firma|arbeitgeber|unternehmen|verband|organisasjon|организация|компания|учреждение|место работы|аффилиация|المنظمة|المؤسسة|الجهة|الشركة|جهة العمل|单位|组织|机构|組織|機構|公司|工作单位|所属|所属団体|所属機関`},
	{Role, `role|roles in session|session role|role in session|function|participant type|type of participant|attendee type|role du participant|fonction|funcion|rol|papel|funcao|rolle|funktion|роль|функция|الدور|الصفة|角色|职责|役割`},
	{Language, `language|languages|languages spoken|language spoken|spoken languages|working language|working languages|preferred language|mother tongue|langue|langues|langues parlees|idioma|idiomas|lengua|lenguas|lingua|linguas|
		sprache|sprachen|язык|языки|اللغة|اللغات|语言|語言|言語|sprak`},
	{TimeZone, `tz|time zone|timezone|utc offset|utc|gmt offset|fuseau horaire|fuseau|zona horaria|huso horario|fuso horario|zeitzone|часовой пояс|المنطقة الزمنية|时区|時區|タイムゾーン|tidssone`},
	{Selected, `selected|on panel|on the panel|panel|in panel|chosen|panel member|retenu|selectionne|seleccionado|selecionado|ausgewahlt|выбран|مختار|已选|入选`},
	{Locked, `locked|lock|fixed|must stay|confirmed seat|verrouille|bloqueado|fixo|fijo|gesperrt|fixiert|закреплен|مقفل|锁定`},
	{MinMemberships, `min memberships|min groups|minimum memberships|minimum groups`},
	{MaxMemberships, `max memberships|max groups|maximum memberships|maximum groups`},
	{ChairOK, `chair ok|can chair|willing to chair|chair willing|would chair|may chair|chair yes no|pret a presider|dispuesto a presidir|disposto a presidir|wurde leiten|готов председательствовать|يقبل الرئاسة|愿任主席`},
	{Prefs, `prefs|preferences|preference list|ranked choices|choices|wishes|group preferences|preferred groups|preferencias|wunsche|предпочтения|التفضيلات|偏好|志愿`},
	{SeatedIn, `seated in|fixed in group|assigned group|locked in`},
	{KeptOutOf, `kept out of|not in group|excluded from`},
	{Note, `note|notes|remark|remarks|comment|comments|any other comments|remarque|remarques|commentaire|commentaires|observaciones|comentario|comentarios|observacao|observacoes|bemerkung|bemerkungen|kommentar|anmerkung|
		примечание|комментарий|ملاحظات|ملاحظة|تعليق|备注|備註|备考|備考`},
	{Timestamp, `timestamp|time stamp|date|submitted|submitted at|submission date|submission time|completion time|completed|enddate|end date|recorded date|recordeddate|response date|date submitted|datetime|horodateur|marca temporal|
		carimbo de data hora|data hora|zeitstempel|отметка времени|дата|الطابع الزمني|طابع زمني|时间戳记|时间戳|提交时间|タイムスタンプ`},
	{StartTime, `start time|startdate|start date|started|started at|date started|heure de debut|hora de inicio|startzeit`},
	{Weight, `weight|voting weight|vote weight|poids|peso|gewicht|вес|الوزن|权重|重み`},
	{CountOf, `count|number of ballots|number of votes|no of ballots|ballots|multiplicity|times|nombre de bulletins|cantidad|anzahl|количество|العدد|数量|票数`},
	{Voter, `voter|voter id|voterid|voter name|respondent|respondent id|respondentid|response id|responseid|ballot|ballot id|ballotid|ballot number|member of the mag|mag member|votant|electeur|votante|eleitor|wahler|wahlerin|stimmzettel|избиратель|голосующий|الناخب|المصوت|投票人|选民|投票者`},
	{Issue, `issue|issue id|issues|policy question|policy questions|question|option|alternative|proposal|question de politique|enjeu|tema|asunto|cuestion|questao|frage|thema|вопрос|тема|القضية|السؤال|المسألة|议题|問題|问题|課題`},
	{Rank, `rank|ranking|place|rang|classement|rango|posicion|posicao|platz|rangfolge|ранг|место|الترتيب|المرتبة|排名|名次|順位`},
	{Score, `score|rating|mark|grade|note sur|punktzahl|puntuacion|nota|pontuacao|bewertung|оценка|баллы|الدرجة|التقييم|分数|评分|得分|評価`},
	{Points, `points|dots|credits|puntos|pontos|punkte|النقاط|点数`},
	{Vote, `vote|votes|choice made|stimme|voto|голос|الصوت|投票`},
	{Total, `total|sum|overall|grand total|gesamt|somme|suma|soma|summe|итого|общий|المجموع|总计|合计|合計`},
	{Topic, `topic|subject|theme|title of group|group name|working group|group topic|sujet|gruppenthema|议题名称|project|project name|group title`},
	{MinSize, `min size|minimum size|size min|min members|smallest size|taille min|taille minimale|tamano minimo|tamanho minimo|mindestgrosse|minimum members|min people`},
	{MaxSize, `max size|maximum size|size max|max members|largest size|taille max|taille maximale|tamano maximo|tamanho maximo|hochstgrosse|maximum members|max people`},
	{Capacity, `capacity|places|seats|size|group size|capacite|capacidad|capacidade|kapazitat|вместимость|السعة|容量|定員`},
	{Chairs, `chairs|number of chairs|chairs wanted|co chairs|presidents|vorsitzende`},
	{Feature, `feature|dimension|category|attribute|quota category|criterion|caracteristique|critere|caracteristica|criterio|merkmal|kriterium|dimensione|критерий|признак|المعيار|الفئة|维度|类别|特征|属性`},
	{ValueOf, `value|feature value|attribute value|category value|bucket|valeur|valor|wert|auspragung|значение|القيمة|值|取值|値`},
	{Min, `min|minimum|at least|min count|lower|lower bound|low|au moins|al menos|minimo|pelo menos|mindestens|минимум|не менее|الحد الأدنى|最少|最小|最小值|下限`},
	{Max, `max|maximum|at most|max count|upper|upper bound|high|au plus|a lo sumo|maximo|no maximo|hochstens|максимум|не более|الحد الأقصى|最多|最大|最大值|上限`},
	{MinSharePct, `min share pct|min share|min pct|min percent|minimum share|minimum percent|minimum pct|min %|min share %|at least %|at least pct|at least percent|part min|cuota minima|quota minima|mindestanteil|最低比例`},
	{MaxSharePct, `max share pct|max share|max pct|max percent|maximum share|maximum percent|maximum pct|max %|max share %|at most %|at most pct|at most percent|part max|cuota maxima|quota maxima|hochstanteil|最高比例`},
	{MinFlex, `min flex|minflex`},
	{MaxFlex, `max flex|maxflex`},
	{Tier, `tier|importance|priority|level of importance|must should nice|priorite|prioridad|prioridade|prioritat|приоритет|الأولوية|优先级`},
	{Hard, `hard|is hard|mandatory|required|binding`},
	{Group, `group|group id|working group id|applies to group|groupe|grupo|gruppe|группа|المجموعة|组|小组|组别|グループ`},
	{Roles, `roles|applies to roles|for roles|who counts`},
	{Source, `source|url|link|reference|quelle|fuente|fonte`},
	{Text, `text|comment body|statement text|statement|comment text|description|wording|rule text|descripcion|descricao|beschreibung`},
	{TargetKind, `target kind|kind of target|rule kind|target type`},
	{PairA, `a|person a|person 1|first person|participant a|participant 1|id a|name a`},
	{PairB, `b|person b|person 2|second person|participant b|participant 2|id b|name b`},
	{Kind, `kind|relation|type of pair|pair kind`},
	{Key, `key|setting|settings|parameter|cle|clave|chave|schlussel|einstellung|параметр|الإعداد|设置`},
	{Optional, `optional|may stay closed|optional group`},
}

// headerPhrases are looked for inside longer headers, such as the questions of
// a form ("Which stakeholder group do you belong to?"). A phrase counts only as
// whole words, and only when all phrases found agree on one meaning. The order
// is from the more specific to the less.
var headerPhrases = []struct {
	meaning Meaning
	words   string
}{
	{Email, `email address|email|e mail|e-mail|courriel|correo electronico|endereco de email|e mail adresse|электронной почты|البريد`},
	{FirstName, `first name|given name|prenom|vorname`},
	{LastName, `last name|surname|family name|nom de famille|nachname|apellidos|sobrenome`},
	{Stakeholder, `stakeholder group|stakeholder category|stakeholder type|stakeholder community|stakeholder|partie prenante|parties prenantes|partes interesadas|partes interessadas|заинтересованных сторон`},
	{Region, `regional group|un region|which region|what region|your region|region of the world|region are you|world region`},
	{CountryName, `country|nationality|citizenship`},
	{Gender, `gender|your sex|what sex`},
	{Age, `your age|age group|age bracket|age range|how old`},
	{BirthYear, `year of birth|date of birth|were you born`},
	{Organisation, `your organisation|your organization|your affiliation|which organisation|which organization|organisation do you|organization do you|organisation you represent|organization you represent|your employer|name of the organisation|name of the organization|your institution`},
	{Attendance, `attend in person|in person or online|onsite or online|on site or online|join online|attend onsite|attend on site|attend online`},
	{Language, `languages do you|language do you|which languages|which language|your language`},
	{TimeZone, `time zone|timezone`},
	{Phone, `phone number|mobile number|telephone number|your phone`},
	{ChairOK, `willing to chair|chair a group|chair a working group|chair the group|co chair`},
	{Name, `your name|your full name|full name`},
}
