//go:build linux
// +build linux

package main

import "syscall"

func setgid(gid int) error { return syscall.Setgid(gid) }
