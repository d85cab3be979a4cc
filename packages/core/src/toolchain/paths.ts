import type { PlatformPath } from 'node:path'

// Each function takes node:path's posix or win32, so that both are tested on either.

const onWindows = (p: PlatformPath): boolean => p.sep === '\\'

/** A variable of the environment; Windows does not care about its case (`Path`). */
export function variable(env: NodeJS.ProcessEnv, name: string, p: PlatformPath): string {
  const key = onWindows(p)
    ? Object.keys(env).find((other) => other.toUpperCase() === name.toUpperCase())
    : name
  return env[key ?? name] ?? ''
}

/** The file that a command's name stands for; undefined if PATH has none. */
export function lookPath(
  name: string,
  env: NodeJS.ProcessEnv,
  p: PlatformPath,
  isExecutable: (file: string) => boolean,
): string | undefined {
  const endings = onWindows(p)
    ? (variable(env, 'PATHEXT', p) || '.COM;.EXE;.BAT;.CMD').toLowerCase().split(';')
    : ['']
  for (const entry of variable(env, 'PATH', p).split(p.delimiter)) {
    const dir = onWindows(p) ? entry.replaceAll('"', '') : entry
    // An empty or relative entry is the current folder: nobody wants its go.
    if (!p.isAbsolute(dir)) continue
    for (const ending of endings) {
      const file = p.join(dir, name + ending)
      if (isExecutable(file)) return file
    }
  }
  return undefined
}

/** Both name one file, as text: no link is followed, as go follows none in an overlay. */
export function samePath(a: string, b: string, p: PlatformPath): boolean {
  return folded(a, p) === folded(b, p)
}

/** `path` is `dir` or lies in it. */
export function beneath(path: string, dir: string, p: PlatformPath): boolean {
  if (dir === '') return false
  const above = folded(dir, p)
  return (folded(path, p) + p.sep).startsWith(above.endsWith(p.sep) ? above : above + p.sep)
}

/** The same place below `to` for what lies below `from`; anything else as it is. */
export function moved(path: string, from: string, to: string, p: PlatformPath): string {
  return beneath(path, from, p) ? p.join(to, p.relative(from, path)) : path
}

/** go names it where there is no module. */
export function isNullDevice(path: string): boolean {
  return path === '/dev/null' || path.toUpperCase() === 'NUL'
}

/** What to hand to spawn: Windows starts a script by cmd alone, which has quotes of its own. */
export function spawnable(
  command: string,
  args: readonly string[],
  p: PlatformPath,
): { file: string; args: string[]; windowsVerbatimArguments?: true } {
  if (!onWindows(p) || !/\.(bat|cmd)$/i.test(command)) return { file: command, args: [...args] }
  const line = [forCmd(command), ...args.map((arg) => forCmd(quoted(arg)))].join(' ')
  return {
    file: 'cmd.exe',
    args: ['/d', '/s', '/c', `"${line}"`],
    windowsVerbatimArguments: true,
  }
}

/** As the program behind the script takes its command line apart. */
function quoted(word: string): string {
  if (/^[\w\\/:.=,@+-]+$/.test(word)) return word
  return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

/** With each character escaped that cmd would take for its own. */
function forCmd(word: string): string {
  return word.replaceAll(/[()%!^"<>&|;, *?]/g, '^$&')
}

function folded(path: string, p: PlatformPath): string {
  const clean = p.normalize(path)
  return onWindows(p) ? clean.toLowerCase() : clean
}
