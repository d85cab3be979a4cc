import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { gorvBin, root } from '../support/paths.ts'

/** tmux with a server of its own, which ends with the test. */
async function withTmux(
  use: (tmux: (...args: string[]) => Promise<string>) => Promise<void>,
): Promise<void> {
  const socket = join(tempDir('tmux'), 'socket')
  const env = testEnv({ NO_COLOR: '', LANG: 'C.UTF-8', TERM: 'xterm-256color' })
  const tmux = async (...args: string[]) => {
    const command = ['-S', socket, '-f', '/dev/null', '-u', ...args]
    const { code, stdout, stderr } = await run('tmux', command, { cwd: root, env })
    if (code !== 0) throw new Error(`tmux ${args.join(' ')}: ${stderr}`)
    return stdout
  }
  try {
    await use(tmux)
  } finally {
    await tmux('kill-server').catch(() => {})
  }
}

test('a tmux pane shows the scheduler, follows its size, and is as before when q was pressed', async () => {
  await withTmux(async (tmux) => {
    const until = async (pattern: RegExp): Promise<string> => {
      for (const begun = performance.now(); ;) {
        const pane = await tmux('capture-pane', '-p')
        if (pattern.test(pane)) return pane
        if (performance.now() - begun > 60_000) throw new Error(`no ${pattern} in\n${pane}`)
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
    }
    const modes = async () =>
      (await tmux('display', '-p', '#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).trim()

    await tmux('new-session', '-d', '-x', '100', '-y', '30', 'echo here before; exec sh')
    await until(/here before/)
    expect(await modes()).toBe('0 1 0')
    const sampled = ['run', '--sample', '16ms', '-r', 'ascii']
    const words = ['node', gorvBin, ...sampled, '-C', 'examples/pingpong', '.']
    await tmux('send-keys', `${words.join(' ')} -- -d 60s; echo exit $?`, 'Enter')
    const pane = await until(/main\.pong +G\d+/)
    expect(await modes()).toBe('1 0 0')
    expect(pane).toMatch(/^ gorv {2}pingpong .* GOMAXPROCS \d+ +live/)
    expect(pane).toMatch(/^ P0 +[RISTD] /m)
    expect(pane).toMatch(/^ q end program/m)
    expect(pane).not.toContain('here before')

    await tmux('resize-window', '-x', '80', '-y', '24')
    const smaller = await until(/^.{74,75} live\n[^]*\n q end program/)
    expect(smaller.trimEnd().split('\n')).toHaveLength(24)

    await tmux('send-keys', 'q')
    const after = await until(/^exit \d+$/m)
    expect(after).toContain('here before')
    expect(after).toMatch(/^exit 130$/m)
    expect(after).not.toMatch(/GOMAXPROCS/)
    expect(await modes()).toBe('0 1 0')
  })
})
