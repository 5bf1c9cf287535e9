package planner

// Dimension names an attribute of participants (the literature also says
// "feature" or "category"). The constants are the ones the vocabulary knows;
// any other column may become a dimension under its own header.
type Dimension string

// The dimensions whose values are brought to the terms of the field.
const (
	Stakeholder  Dimension = "stakeholder"
	Region       Dimension = "region"
	Gender       Dimension = "gender"
	Age          Dimension = "age"
	Attendance   Dimension = "attendance"
	Organisation Dimension = "organisation"
	Country      Dimension = "country"
	Language     Dimension = "language"
	TimeZone     Dimension = "tz"
	// Address is where a person lives; it is never published.
	Address Dimension = "address"
)

// Label is the dimension's name in a sentence: "stakeholder group" rather than
// "stakeholder", and the name itself for dimensions that users brought along.
func (d Dimension) Label() string {
	switch d {
	case Stakeholder:
		return "stakeholder group"
	case Age:
		return "age group"
	case TimeZone:
		return "time zone"
	default:
		return string(d)
	}
}

// The stakeholder groups of the IGF workshop form (2015 onward), in its order.
const (
	CivilSociety       = "Civil Society"
	Government         = "Government"
	Intergovernmental  = "Intergovernmental Organization"
	PrivateSector      = "Private Sector"
	TechnicalCommunity = "Technical Community"
)

// StakeholderGroups lists the five stakeholder groups of the IGF, in the
// alphabetical order of its form.
func StakeholderGroups() []string {
	return []string{CivilSociety, Government, Intergovernmental, PrivateSector, TechnicalCommunity}
}

// The United Nations regional groups under the names the IGF form uses.
const (
	African         = "African Group"
	AsiaPacific     = "Asia-Pacific Group"
	EasternEuropean = "Eastern European Group"
	GRULAC          = "Latin American and Caribbean Group (GRULAC)"
	WEOG            = "Western European and Others Group (WEOG)"
)

// RegionalGroups lists the five United Nations regional groups alphabetically.
func RegionalGroups() []string {
	return []string{African, AsiaPacific, EasternEuropean, GRULAC, WEOG}
}
