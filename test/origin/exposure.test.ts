import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, testEnv } from '../support/gorv.ts'
import { programs } from '../support/paths.ts'

/** Runs a program of test/programs as its user would by hand, with the overlay in place. */
async function goRun(name: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  return gorv(['go', 'run', ...args], { cwd: join(programs, name), env: testEnv(env) })
}

const ok = { code: 0, signal: null, stdout: 'OK\n', stderr: '' }

test('after gorv init, plain go run -overlay prints one line for each P', async () => {
  const source = `package main

import (
	"fmt"
	"runtime"
)

func main() {
	result := runtime.RuntimeExposure()
	for i := range result.AllP {
		fmt.Printf("%#v \\n", result.AllP[i])
	}
}
`
  const cwd = goModule('origin', source)
  const init = await gorv(['init'], { cwd })
  expect(init.code, init.stderr).toBe(0)
  for (const procs of [undefined, 1, 5]) {
    const env = procs === undefined ? {} : { GOMAXPROCS: String(procs) }
    const result = await run('go', ['run', '-overlay', '.gorv/overlay.json', '.'], {
      cwd,
      env: testEnv(env),
    })
    expect(result, String(procs)).toMatchObject({ code: 0, stderr: '' })
    const lines = result.stdout.split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(procs ?? availableParallelism())
    // Exactly one P runs main; who else is awake depends on the moment.
    lines.forEach((line, id) => {
      expect(line).toMatch(
        new RegExp(
          `^&runtime\\.ExposureP\\{ID:${id}, Status:0x[0-4], RunQueue:\\[\\]\\*runtime\\.ExposureG\\{[^}]*\\}, ` +
            'M:\\(\\*runtime\\.ExposureM\\)\\((?:0x[0-9a-f]+|nil)\\), TimerCount:\\d+, RawRunqLen:256\\} $',
        ),
      )
    })
    const main =
      /^&runtime\.ExposureP\{ID:\d, Status:0x1, RunQueue:\[\]\*runtime\.ExposureG\{\}, M:\(\*runtime\.ExposureM\)\(0x[0-9a-f]+\), TimerCount:0, RawRunqLen:256\} $/
    expect(
      lines.some((line) => main.test(line)),
      result.stdout,
    ).toBe(true)
  }
  // The program itself stays as it was written.
  expect(readFileSync(join(cwd, 'main.go'), 'utf8')).toBe(source)
})

test('the types are exactly those promised, and take what the runtime has', async () => {
  expect(await goRun('typecheck', ['.'])).toMatchObject(ok)
})

test('ring, global queue and runnext hold what was made runnable, in order, around the ring', async () => {
  expect(await goRun('wrap', ['.'])).toMatchObject(ok)
})

test('64 goroutines look at once while 100,000 live, for 10 s with the race detector', async () => {
  expect(await goRun('stress', ['-race', '.', '-d', '10s'])).toMatchObject(ok)
})
