// Warm start: gorv run against go run of the same program, in turns.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gorvBin, median, sh, spread, table } from './support.mjs'

const rounds = Number(process.argv[2] ?? 11)
const dir = mkdtempSync(join(tmpdir(), 'gorv-start-'))
const programs = {
  'hello, fmt': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
  'net/http linked':
    'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc main() { fmt.Println(http.StatusText(200)) }\n',
}
const rows = [['program', 'go run, ms', 'gorv run, ms', 'ratio', 'more, ms']]
for (const [name, source] of Object.entries(programs)) {
  writeFileSync(join(dir, 'main.go'), source)
  writeFileSync(join(dir, 'go.mod'), 'module example.com/start\n\ngo 1.16\n')
  const ms = { go: [], gorv: [] }
  const time = (list, command, args) => {
    const began = performance.now()
    sh(command, args, { cwd: dir })
    list?.push(performance.now() - began)
  }
  const go = (list) => time(list, 'go', ['run', '.'])
  const gorv = (list) =>
    time(list, process.execPath, [gorvBin, 'run', '-r', 'json', '-o', '/dev/null', '.'])
  go()
  gorv()
  for (let i = 0; i < rounds; i++) {
    if (i % 2) go(ms.go)
    gorv(ms.gorv)
    if (i % 2 === 0) go(ms.go)
  }
  rows.push([
    name,
    spread(ms.go, 0),
    spread(ms.gorv, 0),
    (median(ms.gorv) / median(ms.go)).toFixed(2),
    (median(ms.gorv) - median(ms.go)).toFixed(0),
  ])
}
rmSync(dir, { recursive: true })
table(rows)
