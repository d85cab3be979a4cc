// SIGKILL in the middle, of the program and of gorv: what was recorded until then opens,
// and says how it ended.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
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

interface Killed extends Finished {
  recording: string
  program: number
}

/** A busy program under gorv; `which` of the two is killed once a megabyte is written. */
async function killed(name: string, which: 'program' | 'gorv'): Promise<Killed> {
  const recording = join(tempDir('kill'), 'run.gorv')
  const cwd = join(root, 'test/exact/programs')
  let program = 0
  const watch = (child: ChildProcess): void => {
    const looking = setInterval(() => {
      if ((statSync(recording, { throwIfNoEntry: false })?.size ?? 0) < 1 << 20) return
      clearInterval(looking)
      const pid = child.pid ?? 0
      program = childOf(pid)
      process.kill(which === 'program' ? program : pid, 'SIGKILL')
    }, 20)
    child.on('exit', () => clearInterval(looking))
  }
  const nothing = ['-r', join(root, 'bench/nothing.mjs'), '--quiet']
  const words = ['run', ...nothing, '--record', recording, `./${name}`]
  const bound = ['--', '-events', '1000000000', '-for', '30s']
  const options = { cwd, env: testEnv(), timeoutMs: timeout, onSpawn: watch }
  return { ...(await gorv([...words, ...bound], options)), recording, program }
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
  const { signal, recording, program } = await killed('pingpong', 'gorv')
  // It goes on by itself, as nobody is to lose a program to gorv; here it would for half a minute.
  process.kill(program, 'SIGKILL')
  expect(signal).toBe('SIGKILL')
  const { end, lines, ...said } = await opened(recording, ['--renderer-option', 'events=true'])
  expect(said.code, said.stderr).toBe(0)
  expect(end).toMatchObject({ exitcode: null, signal: null, truncated: true })
  expect(end.notes.filter((note) => note.includes('damaged'))).toEqual([])
  expect(lines).toBeGreaterThan(50_000)
})
