// Package targets is the language in which people say what they ask of a panel. A table
// of targets, the option --target and rule packs use the same words.
//
// # Who counts
//
//	region=African Group                      one value of a dimension
//	stakeholder=Civil Society | Government    either: also with ";", "or" and, between known terms, ","
//	gender!=Male, gender: not Male            anybody of whom something else is known
//	age<35, age>=18, age=18-30, age: under 30 numbers; born>1995
//	LDC, SIDS, not Global South               flags; what no column says, a list of countries does
//	region=African Group & age<30             all of it: also with "and"
//
// In a table the dimension and the value have cells of their own. Several in both, parted
// by ";" or "&", are joined one by one: "stakeholder; gender" with "Government; Female".
//
// # What is asked of them
//
//	at least 2, at most 3, 2-4, exactly 1, 40 %    of those who count
//	each                  every value on its own: of one dimension, or of one within another
//	distinct              different values; distinct of A; B; C counts those of a list
//	not all same          at least two different values
//	size                  people, whoever they are
//	per person            sessions of one person; of an organisation where that is the dimension
//	largest remainder     shares of the seats: exact percentages, or the parts of a population
//
// # In a sentence
//
// A line may also be a sentence, in the languages of the reports and a few more, where every word
// of it is understood:
//
//	at least two women from Africa, au moins une femme, 至少两名女性
//	at least one person under 30, nobody from WEOG, more than 2 women
//	at least 3 regions, speakers from at least 4 countries      different ones
//	at most 2 people from the same organisation, 2 per country  of each
//	all stakeholder groups, every region represented            at least one each
//
// # In a line or in cells
//
// A line such as "region=African Group & age<30: at least 1" ([Reader.Line]) says both
// at once; a row of a table says them in cells ([Reader.Rule], [ParseBound]).
//
// Nothing is guessed. A text that is not understood is an [Error] that says what would
// be. Whether anybody has a value, and how the people's own files spell it, is not known
// here.
package targets
