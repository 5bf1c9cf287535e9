package schedule

import "roundtable/planner"

// Everything this package finds, by code, with the facts a sentence about it needs. Beside
// these: schedule-no-agenda, schedule-no-speakers, schedule-no-discussion and
// schedule-best-found, which need none, schedule-no-length (sum), schedule-no-turns (n) and
// schedule-no-turn-for (names).

// sumOf tells what is free of the length, or by how much the parts exceed it.
func sumOf(sum, length int) planner.Finding {
	if sum > length {
		return planner.Finding{
			Code: "schedule-over", Severity: planner.Warning,
			Args: map[string]any{"sum": sum, "length": length, "n": sum - length},
		}
	}
	return planner.Finding{
		Code: "schedule-free", Severity: planner.Note,
		Args: map[string]any{"sum": sum, "length": length, "n": length - sum},
	}
}

// notAtEnd: the part begins some minutes after the one before it ends or, below 0, before.
func notAtEnd(x *planner.Part, after int) planner.Finding {
	if after < 0 {
		return planner.Finding{
			Code: "schedule-overlap", Severity: planner.Warning, Where: x.Where,
			Args: map[string]any{"part": x.Title, "n": -after},
		}
	}
	return planner.Finding{
		Code: "schedule-gap", Severity: planner.Note, Where: x.Where, Args: map[string]any{"part": x.Title, "n": after},
	}
}

func partArgs(x *Part) map[string]any {
	return map[string]any{
		"part": x.Title, "minutes": x.Minutes, "speakers": x.Speakers, "each": x.Each, "questions": x.Questions,
		"needed": x.Needed, "n": max(x.Free, -x.Free),
	}
}

func partOver(x *Part, at planner.Ref) planner.Finding {
	return planner.Finding{Code: "schedule-part-over", Severity: planner.Warning, Where: at, Args: partArgs(x)}
}

func partFree(x *Part, at planner.Ref) planner.Finding {
	return planner.Finding{Code: "schedule-part-free", Severity: planner.Note, Where: at, Args: partArgs(x)}
}

// tooManySpeakers: they have less than a minute each.
func tooManySpeakers(x *Part, at planner.Ref) planner.Finding {
	return planner.Finding{Code: "schedule-part-crowded", Severity: planner.Warning, Where: at, Args: partArgs(x)}
}

// theRest: the part takes what the others leave of the meeting.
func theRest(x *Part, at planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "schedule-rest", Severity: planner.Note, Where: at, Args: map[string]any{"part": x.Title, "n": x.Minutes},
	}
}

// minutesCounted: the part's minutes are what its speakers need.
func minutesCounted(x *Part, at planner.Ref) planner.Finding {
	return planner.Finding{Code: "schedule-part-counted", Severity: planner.Note, Where: at, Args: partArgs(x)}
}

func partWithoutMinutes(title string, at planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "schedule-part-unknown", Severity: planner.Warning, Where: at, Args: map[string]any{"part": title},
	}
}

func nobodySpeaks(title string, at planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "schedule-part-nobody", Severity: planner.Warning, Where: at, Args: map[string]any{"part": title},
	}
}

func issueWithoutTime(title, issue string, at planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "schedule-issue-no-time", Severity: planner.Warning, Where: at,
		Args: map[string]any{"part": title, "issue": issue},
	}
}

// minutesUnsplit: tied issues cannot share them in whole minutes.
func minutesUnsplit(title string, minutes int, at planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "schedule-issues-free", Severity: planner.Note, Where: at,
		Args: map[string]any{"part": title, "n": minutes},
	}
}

func speakerUnknown(id string) planner.Finding {
	return planner.Finding{
		Code: "schedule-speaker-unknown", Severity: planner.Warning, Args: map[string]any{"id": id},
	}
}

func valuesUnknown(d planner.Dimension, people int) planner.Finding {
	return planner.Finding{
		Code: "schedule-unknown", Severity: planner.Note,
		Args: map[string]any{"dimension": string(d), "n": people},
	}
}

func positionTwice(a, b *planner.Participant) planner.Finding {
	return planner.Finding{
		Code: "schedule-position-twice", Severity: planner.Error, Where: a.Where, Also: []planner.Ref{b.Where},
		Args: map[string]any{"a": a.Label(), "b": b.Label(), "position": a.Position},
	}
}

// movedUp: the fixed position is behind the last speaker.
func movedUp(x *planner.Participant, to int) planner.Finding {
	return planner.Finding{
		Code: "schedule-position-moved", Severity: planner.Warning, Where: x.Where,
		Args: map[string]any{"person": x.Label(), "from": x.Position, "to": to},
	}
}

// withdrawn: n speakers behind the position move up.
func withdrawn(x *planner.Participant, at, behind int) planner.Finding {
	return planner.Finding{
		Code: "schedule-withdrawn", Severity: planner.Note, Where: x.Where,
		Args: map[string]any{"person": x.Label(), "position": at, "n": behind},
	}
}

// firstAndLast: the group has both words, since no order with the fixed positions avoids it,
// or since somebody withdrew.
func firstAndLast(group string, why FirstLast) planner.Finding {
	return planner.Finding{
		Code: "schedule-first-last", Severity: planner.Warning,
		Args: map[string]any{"group": group, "broken": why == FirstLastBroken},
	}
}

// tooFewRounds: there are n rounds, and at least needed ones are. It is proved that none of
// the timetables would do, or none was found.
func tooFewRounds(n, needed int, proved bool) planner.Finding {
	return planner.Finding{
		Code: "schedule-rounds-few", Severity: planner.Warning,
		Args: map[string]any{"n": n, "needed": needed, "proved": proved},
	}
}

func tooFewRooms(round string, groups, rooms int) planner.Finding {
	return planner.Finding{
		Code: "schedule-rooms-few", Severity: planner.Warning,
		Args: map[string]any{"round": round, "groups": groups, "rooms": rooms},
	}
}

func roomTooSmall(x *Group, r Room) planner.Finding {
	return planner.Finding{
		Code: "schedule-room-small", Severity: planner.Warning,
		Args: map[string]any{"group": x.ID, "n": len(x.Members), "room": r.Name, "seats": r.Seats},
	}
}

// sameRound: both groups are fixed to the round, and the people are in both.
func sameRound(round string, x, y *Group, people []string) planner.Finding {
	return planner.Finding{
		Code: "schedule-same-round", Severity: planner.Warning,
		Args: map[string]any{"round": round, "a": x.ID, "b": y.ID, "people": people, "n": len(people)},
	}
}

// unmeasured: n records do not say how long, or how many words, they are.
func unmeasured(u Unit, at []planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "schedule-speech-unmeasured", Severity: planner.Warning, Where: at[0], Also: at[1:],
		Args: map[string]any{"unit": string(u), "n": len(at)},
	}
}

func unlisted(names []string) planner.Finding {
	return planner.Finding{
		Code: "schedule-speaker-unlisted", Severity: planner.Warning,
		Args: map[string]any{"names": names, "n": len(names)},
	}
}

// recordDiffers: of n people the record of speeches says another value than the roster,
// which counts.
func recordDiffers(d planner.Dimension, n int) planner.Finding {
	return planner.Finding{
		Code: "schedule-speech-differs", Severity: planner.Warning,
		Args: map[string]any{"dimension": string(d), "n": n},
	}
}

// writtenTwice: there is a second wording on the issue; the first counts.
func writtenTwice(x *IssueOutcome, w *planner.Outcome) planner.Finding {
	return planner.Finding{
		Code: "schedule-outcome-twice", Severity: planner.Warning, Where: w.Where, Seen: w.Text,
		Args: map[string]any{"issue": x.Name},
	}
}

// writtenOtherwise: the sheet has another status than the hum, which counts.
func writtenOtherwise(x *IssueOutcome, w *planner.Outcome) planner.Finding {
	return planner.Finding{
		Code: "schedule-outcome-differs", Severity: planner.Warning, Where: w.Where, Seen: string(w.Status),
		Args: map[string]any{"issue": x.Name, "hum": string(x.Status)},
	}
}
