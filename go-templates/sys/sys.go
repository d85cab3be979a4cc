// Package sys stands in for the runtime's internal sys package (its path
// differs across Go versions) so that an editor understands the templates.
// It is not part of any overlay.
package sys

func Prefetch(addr uintptr) {}
