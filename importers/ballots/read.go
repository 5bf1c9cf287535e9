package ballots

import (
	"context"

	"roundtable/planner"
)

// Read reads the votes of a sheet as [Recognise] decided. It streams the rows
// once; twice for lists and when, above [MergeAbove] rows, some voter has more
// than one ballot. Where the Recognition found no votes or asks a question, the
// Votes are empty. Its findings are not repeated in those of the Votes. The error
// is that of reading.
func Read(ctx context.Context, in Input, rec Recognition, opts Options) (*Votes, error) {
	if rec.plan == nil || rec.Shape == NotAVote {
		return &Votes{Ballots: planner.NewBallots(0)}, nil
	}
	p := *rec.plan
	p.opts = opts
	if rec.turned != nil {
		in.Model = rec.turned
	}
	c, err := collect(ctx, in, &p, nil)
	if err != nil {
		return nil, err
	}
	if keep := c.repeated(); len(keep) > 0 {
		if c, err = collect(ctx, in, &p, keep); err != nil {
			return nil, err
		}
	}
	v := c.votes()
	v.Shape = rec.Shape
	v.Title = rec.Question
	return v, nil
}

// collect gathers the ballots of a sheet; those of the voters in keep stay by
// themselves.
func collect(ctx context.Context, in Input, p *plan, keep map[uint64]bool) (*collector, error) {
	r, err := newReader(ctx, in, p)
	if err != nil {
		return nil, err
	}
	c := newCollector(r, keep)
	return c, r.collect(ctx, c)
}
