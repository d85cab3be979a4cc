import { expect, test } from 'vitest'
import { under } from '../support/both.ts'
import { testEnv } from '../support/gorv.ts'

const env = testEnv({ GOFLAGS: '', GOENV: 'off' })

test.each(['1.16.15', '1.26.8', '1.27.4'])(
  'go%s: the goroutine of a thread that C made is there each time it calls into Go',
  async (release) => {
    const flags = ['--go', release, '--sample', '2ms']
    const { code, stdout, stream } = await under('threads', [], { env, flags })
    expect([code, stdout]).toEqual([0, '0\n'.repeat(4)])
    // Its goroutine, which no go statement started, is the same one every time.
    let calls = 0
    let inside = false
    for (const { allg } of stream.snapshots) {
      const now = allg.some((g) => g.startfn === null)
      if (now && !inside) calls++
      inside = now
    }
    expect(calls).toBe(4)
  },
)

test('an interval of a nanosecond leaves time to take snapshots', async () => {
  const { code, stream } = await under('threads', [], { env, flags: ['--sample', '1ns'] })
  expect(code).toBe(0)
  expect(stream.snapshots.length).toBeGreaterThan(500)
  expect(stream.end.skipped).toBeGreaterThan(1e6)
})
