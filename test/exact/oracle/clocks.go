package main

import "sort"

// Clocks turns a time of the trace into one of the recording. Both count nanoseconds
// from a begin of their own, at rates that they measure themselves. What was created
// within the trace stands in both, once: the difference of its times is an anchor. The
// median of a few neighbours does away with those between whose two stamps the
// operating system took the thread away.
type Clocks struct {
	at, shift []int64 // medians of blocks of anchors, by time
}

const anchorsInBlock = 15

// An anchor is a time of the trace, and how far the recording's is from it.
type anchor struct{ at, shift int64 }

func align(traced, recorded *Log) (*Clocks, bool) {
	var anchors []anchor
	for r, steps := range traced.Steps {
		other := recorded.Steps[r]
		if len(other) > 0 && steps[0].Kind == Create && other[0].Kind == Create {
			anchors = append(anchors, anchor{steps[0].At, other[0].At - steps[0].At})
		}
	}
	c := clocksBy(anchors)
	return c, len(c.at) > 0
}

func clocksBy(anchors []anchor) *Clocks {
	sort.Slice(anchors, func(i, j int) bool { return anchors[i].at < anchors[j].at })
	c := &Clocks{}
	for len(anchors) > 0 {
		n := anchorsInBlock
		if n > len(anchors) {
			n = len(anchors)
		}
		block := anchors[:n]
		anchors = anchors[n:]
		middle := block[n/2].at
		sort.Slice(block, func(i, j int) bool { return block[i].shift < block[j].shift })
		c.at = append(c.at, middle)
		c.shift = append(c.shift, block[n/2].shift)
	}
	return c
}

// recorded gives the recording's time of a time of the trace.
func (c *Clocks) recorded(at int64) int64 {
	i := sort.Search(len(c.at), func(i int) bool { return c.at[i] >= at })
	switch {
	case i == 0:
		return at + c.shift[0]
	case i == len(c.at):
		return at + c.shift[i-1]
	}
	span := float64(c.at[i] - c.at[i-1])
	part := float64(at-c.at[i-1]) / span
	return at + c.shift[i-1] + int64(part*float64(c.shift[i]-c.shift[i-1]))
}
