// SIGKILL in the middle, of the program and of gorv: what was recorded until then opens,
// and says how it ended.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildProcess } from 'node:child_process'
import { expect, test } from 'vitest'
import { gorv, tempDir, testEnv, type Finished } from '../support/gorv.ts'
import { opened } from '../support/opened.ts'
import { root } from '../support/paths.ts'

const timeout = 300_000

/** What this process has started, which is one program here. */
function childOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return Number(children.at(-1))
}

/** How long a process has run, in ms. */
function cpuOf(pid: number): number {
  const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return 10 * (Number(words[11]) + Number(words[12]))
}

interface Killed extends Finished {
  recording: string
}

/**
 * A busy program under gorv, one of which is killed once a megabyte is written. Of a gorv
 * that is killed, `after` has the program, which goes on alone, and then that is killed too.
 */
async function killed(
  name: string,
  which: 'program' | 'gorv',
  flags: string[] = [],
  after = (_program: number) => Promise.resolve(),
): Promise<Killed> {
  const recording = join(tempDir('kill'), 'run.gorv')
  const cwd = join(root, 'test/exact/programs')
  const watch = (child: ChildProcess): void => {
    const looking = setInterval(() => {
      if ((statSync(recording, { throwIfNoEntry: false })?.size ?? 0) < 1 << 20) return
      clearInterval(looking)
      const pid = child.pid ?? 0
      const program = childOf(pid)
      process.kill(which === 'program' ? program : pid, 'SIGKILL')
      if (which === 'gorv') void after(program).then(() => process.kill(program, 'SIGKILL'))
    }, 20)
    child.on('exit', () => clearInterval(looking))
  }
  const nothing = ['-r', join(root, 'bench/nothing.mjs'), '--quiet']
  const words = ['run', ...nothing, ...flags, '--record', recording, `./${name}`]
  const bound = ['--', '-events', '1000000000', '-for', '30s']
  const options = { cwd, env: testEnv(), timeoutMs: timeout, onSpawn: watch }
  return { ...(await gorv([...words, ...bound], options)), recording }
}

test.each(['pingpong', 'syscalls', 'stops'])('the program: %s', { timeout }, async (name) => {
  const { code, stdout, recording } = await killed(name, 'program')
  expect([code, stdout]).toEqual([137, ''])
  const { end, lines, ...said } = await opened(recording, ['--renderer-option', 'events=true'])
  expect(said.code, said.stderr).toBe(0)
  expect(end).toMatchObject({ exitcode: null, signal: 'SIGKILL', lost: 0, truncated: false })
  expect(end.notes.filter((note) => note.includes('damaged'))).toEqual([])
  expect(lines).toBeGreaterThan(50_000)
})

test('gorv: what it had written is there, and that there is no more', { timeout }, async () => {
  const { signal, recording } = await killed('pingpong', 'gorv')
  expect(signal).toBe('SIGKILL')
  const { end, lines, ...said } = await opened(recording, ['--renderer-option', 'events=true'])
  expect(said.code, said.stderr).toBe(0)
  expect(end).toMatchObject({ exitcode: null, signal: null, truncated: true })
  expect(end.notes.filter((note) => note.includes('damaged'))).toEqual([])
  expect(lines).toBeGreaterThan(50_000)
})

test('gorv, with a full buffer: the program goes on alone at once', { timeout }, async () => {
  let used = 0
  await killed('pingpong', 'gorv', ['--buffer', '1MiB'], async (program) => {
    const begun = cpuOf(program)
    await sleep(2000)
    used = cpuOf(program) - begun
  })
  expect(used).toBeGreaterThan(500)
})
