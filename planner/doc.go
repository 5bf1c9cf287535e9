// Package planner holds the nouns of a multistakeholder meeting: participants
// and their attributes, issues, ballots, targets, pairs, settings, findings.
//
// It depends on the standard library alone and does no input or output.
// Importers fill a [Meeting] from files; the sub-packages balance, ranking and
// grouping each take nouns from here and return a result that carries its own
// reasons and warnings; reports turn the results into documents. The
// sub-packages do not import each other; each keeps its machinery in rooms of its
// own (internal), which do not import it back.
//
// Three conventions hold everywhere:
//
//   - Unknown is unknown. A missing value is neither zero, nor "other", nor a
//     pass; no attribute is inferred from a name.
//   - Order is meaning or it is stated. Slices keep the order of the input
//     unless a doc comment says otherwise; no result depends on map order.
//   - Numbers that decide something are integers or exact ratios ([Ratio]);
//     floating point is for display only.
package planner
