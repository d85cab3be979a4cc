import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { goModule } from '../support/go.ts'
import { modes } from '../support/both.ts'
import { gorv, tempDir, testEnv } from '../support/gorv.ts'
import { ordered } from '../support/ordered.ts'
import { parseStream } from '../support/stream.ts'

/** The oldest and the newest, as a user names them; all others: scripts/matrix.mjs. */
const releases = ['1.16.15', '1.27.4']

/** 1.16 and 1.17 do not know flags that a newer go's environment may hold. */
const env = testEnv({ GOFLAGS: '', GOENV: 'off' })

const program = `package main

import (
	"fmt"
	"runtime"
	"time"
)

func worker(c chan int) {
	for range c {
	}
}

func main() {
	c := make(chan int)
	for i := 0; i < 5; i++ {
		go worker(c)
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Println(runtime.Version())
}
`

const exposure = `package main

import (
	"fmt"
	"runtime"
)

func main() {
	result := runtime.RuntimeExposure()
	for i := range result.AllP {
		fmt.Printf("%#v \\n", result.AllP[i])
	}
	fmt.Println(runtime.Version())
}
`

describe.each(releases)('go%s', (release) => {
  it.each(modes)('is watched, %s', async (mode, flags) => {
    const cwd = goModule('watched', program)
    const watched = async () => {
      const out = tempDir('versions') + '/out.ndjson'
      const args = ['run', ...flags, '--go', release, '-r', 'json', '-o', out, '.']
      const ran = await gorv(args, { cwd, env })
      expect([ran.code, ran.stdout]).toEqual([0, `go${release}\n`])
      return parseStream(readFileSync(out, 'utf8'))
    }
    const { hello, snapshots, end } = await ordered(watched, (stream) => stream.end.unordered)
    expect(hello.goversion).toBe(`go${release}`)
    expect(end).toMatchObject({ exitcode: 0, truncated: false })
    const settled = snapshots.filter(
      (s) => s.allg.filter((g) => g.startfn === 'main.worker').length === 5,
    )
    expect(settled.length).toBeGreaterThan(3)
    const workers = settled.at(-1)?.allg.filter((g) => g.startfn === 'main.worker') ?? []
    const newer = Number(release.split('.')[1]) >= 21
    for (const g of workers) {
      expect(g).toMatchObject({
        status: 'Gwaiting',
        waitreason: 'chan receive',
        createdby: 'main.main',
        // Events tell who made it, whatever this Go keeps.
        parent: newer || mode === 'exact' ? 1 : null,
        system: false,
      })
    }
    if (mode === 'exact') {
      expect(hello.mode).toBe('exact')
      expect(end).toMatchObject({ lost: 0, unordered: 0, notes: [] })
    } else {
      expect(settled.at(-1)?.allm.some((m) => m.startfn === 'runtime.sysmon')).toBe(true)
    }
    expect(hello.capabilities.includes('parent')).toBe(newer)
  })

  it('exposes its Ps', async () => {
    const cwd = goModule('exposed', exposure)
    const ran = await gorv(['go', 'run', '.'], {
      cwd,
      env: { ...env, GOTOOLCHAIN: `go${release}` },
    })
    expect([ran.code, ran.stderr]).toEqual([0, expect.any(String)])
    const lines = ran.stdout.trimEnd().split('\n')
    expect(lines.pop()).toBe(`go${release}`)
    const p =
      /^&runtime\.ExposureP\{ID:\d+, Status:0x[0-4], RunQueue:\[\]\*runtime\.ExposureG\{.*\}, M:\(\*runtime\.ExposureM\)\((nil|0x[0-9a-f]+)\), TimerCount:\d+, RawRunqLen:256\} $/
    expect(lines.filter((line) => !p.test(line))).toEqual([])
    expect(lines.filter((line) => line.includes('Status:0x1, ')).length).toBeGreaterThan(0)
  })
})
