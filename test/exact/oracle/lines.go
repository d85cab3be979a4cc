package main

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
)

// The line format: what happened to each goroutine and then to each P, in order.
//
//	<g or p><id> <ns> <kind> m<id> p<id> g<by> [~] [reason]
//
// where g<by> is the goroutine that did it, - stands for none, and ~ marks what may
// be missing from the other side.

func writeLines(w io.Writer, l *Log) error {
	out := bufio.NewWriterSize(w, 1<<20)
	for _, r := range sortedResources(l) {
		for i := range l.Steps[r] {
			s := &l.Steps[r][i]
			fmt.Fprintf(out, "%v %d %v %s %s %s", r, s.At, s.Kind,
				named("m", int64(s.M)), named("p", int64(s.P)), named("g", s.By))
			if s.Soft {
				out.WriteString(" ~")
			}
			if why := l.Words.text(s.Why); why != "" {
				out.WriteString(" " + why)
			}
			out.WriteByte('\n')
		}
	}
	return out.Flush()
}

func readLines(r io.Reader) (*Log, error) {
	l := newLog()
	l.MIsThread = true
	scanner := bufio.NewScanner(r)
	for n := int32(1); scanner.Scan(); n++ {
		fields := strings.Fields(scanner.Text())
		if len(fields) == 0 {
			continue
		}
		if len(fields) < 6 {
			return nil, fmt.Errorf("line %d: %q", n, scanner.Text())
		}
		at, err := strconv.ParseInt(fields[1], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		s := Step{At: at, Line: n, M: int32(number(fields[3])), P: int16(number(fields[4])), By: number(fields[5])}
		kind := 0
		for kind < len(kindNames) && kindNames[kind] != fields[2] {
			kind++
		}
		if kind == len(kindNames) {
			return nil, fmt.Errorf("line %d: no such kind: %s", n, fields[2])
		}
		s.Kind = Kind(kind)
		rest := fields[6:]
		if len(rest) > 0 && rest[0] == "~" {
			s.Soft, rest = true, rest[1:]
		}
		s.Why = l.Words.id(strings.Join(rest, " "))
		if l.First == 0 || at < l.First {
			l.First = at
		}
		if at > l.Last {
			l.Last = at
		}
		l.add(Resource{Proc: fields[0][0] == 'p', ID: number(fields[0])}, s)
	}
	return l, scanner.Err()
}

func (r Resource) String() string {
	if r.Proc {
		return named("p", r.ID)
	}
	return named("g", r.ID)
}

func named(letter string, id int64) string {
	if id < 0 {
		return "-"
	}
	return letter + strconv.FormatInt(id, 10)
}

func number(name string) int64 {
	if name == "-" {
		return None
	}
	n, err := strconv.ParseInt(name[1:], 10, 64)
	if err != nil {
		return None
	}
	return n
}

func sortedResources(logs ...*Log) []Resource {
	seen := map[Resource]bool{}
	var all []Resource
	for _, l := range logs {
		for r := range l.Steps {
			if !seen[r] {
				seen[r] = true
				all = append(all, r)
			}
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].Proc != all[j].Proc {
			return !all[i].Proc
		}
		return all[i].ID < all[j].ID
	})
	return all
}
