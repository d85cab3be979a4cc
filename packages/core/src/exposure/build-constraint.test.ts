import { expect, it } from 'vitest'
import { constraintHolds } from './build-constraint.ts'

it.each([
  ['', true],
  ['//go:build linux', true],
  ['//go:build !linux', false],
  ['//go:build amd64 && !race', true],
  ['//go:build unix', true],
  ['//go:build gc', true],
  ['//go:build windows || (linux && (arm64 || amd64))', true],
  ['//go:build (windows || linux) && !(amd64 || arm64)', false],
  ['//go:build !(windows || darwin) && linux', true],
  ['//go:build goexperiment.rangefunc', false],
  ['//go:build !goexperiment.rangefunc', true],
  // Before Go 1.17.
  ['// +build linux', true],
  ['// +build !linux', false],
  ['// +build darwin linux', true],
  ['// +build linux,amd64', true],
  ['// +build linux,!amd64 windows', false],
  ['// +build linux\n// +build !amd64', false],
  // The newer form counts where both stand.
  ['//go:build linux\n// +build windows', true],
])('%j for linux/amd64: %s', (line, holds) => {
  const text = `// Copyright\n\n${line}\n\npackage runtime\n`
  expect(constraintHolds(text, 'linux', 'amd64')).toBe(holds)
})

it('looks in front of the package clause alone', () => {
  const text = 'package runtime\n\n//go:build windows\n'
  expect(constraintHolds(text, 'linux', 'amd64')).toBe(true)
})

it('unix is what Go calls so', () => {
  const text = '//go:build unix\npackage runtime\n'
  const ports = ['linux', 'darwin', 'freebsd', 'aix', 'windows', 'plan9', 'js']
  expect(ports.filter((goos) => constraintHolds(text, goos, 'amd64'))).toEqual([
    'linux',
    'darwin',
    'freebsd',
    'aix',
  ])
})
