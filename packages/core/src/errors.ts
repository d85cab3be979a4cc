/** Every error that gorv expects: what happened and where, and what to do next. */
export class GorvError extends Error {
  readonly code: string
  readonly hint: string | undefined
  readonly exitCode: number

  constructor(
    code: string,
    message: string,
    options: { hint?: string | undefined; exitCode?: number } = {},
  ) {
    super(message)
    this.name = 'GorvError'
    this.code = code
    this.hint = options.hint
    this.exitCode = options.exitCode ?? 125
  }
}

const fail = (code: string, message: string, hint?: string): GorvError =>
  new GorvError(code, message, { hint })
const usage = (code: string, message: string, hint?: string): GorvError =>
  new GorvError(code, message, { hint, exitCode: 2 })
const makeOne = 'gorv run --record <file> makes a recording'
const sampleInstead =
  'gorv run --sample 16ms works without; "gorv doctor --report" writes down what to report'
const quote = (text: string): string => JSON.stringify(text)

/** All error texts of gorv in one place. */
export const errors = {
  // --- Finding Go
  noGo: (why: string) =>
    fail(
      'NO_GO',
      `no go command on PATH, and gorv could not get one: ${why}`,
      'install Go 1.16 or newer, or put its bin folder on PATH',
    ),
  goEnv: (text: string) =>
    fail(
      'GO_ENV',
      `go env failed: ${text}`,
      /GOROOT/.test(text) ? 'unset GOROOT' : 'run "go env" here to see it yourself',
    ),
  goSilent: (command: string, seconds: number) =>
    fail(
      'GO_SILENT',
      `${command} did not answer for ${seconds} s`,
      'see what it waits for, or name another Go: gorv run --go 1.26.8',
    ),
  goflags: (text: string) =>
    fail(
      'GOFLAGS',
      `this Go refuses GOFLAGS: ${text}`,
      'take that flag out of GOFLAGS: see "go env GOFLAGS"',
    ),
  goMachine: (goroot: string, port: string) =>
    fail(
      'GO_MACHINE',
      `GOROOT ${goroot} is for ${port}, and cannot run here`,
      'name one for this machine, or a version: gorv run --go 1.26.8',
    ),
  moduleNeeds: (text: string, version: string) =>
    fail(
      'MODULE_NEEDS',
      text,
      `build with a newer Go: gorv run --go ${version}, or GOTOOLCHAIN=auto`,
    ),
  goTooOld: (version: string) =>
    fail(
      'GO_TOO_OLD',
      `this Go is ${version}, and -overlay came with Go 1.16`,
      'use a newer Go: gorv run --go 1.26.8',
    ),
  goKind: (what: string) =>
    fail('GO_KIND', `${what} has another runtime than Go's own`, 'gorv needs the gc toolchain'),
  goPort: (port: string) =>
    fail(
      'GO_PORT',
      `${port} has no OS threads for a sampler`,
      'build for the machine itself: unset GOOS and GOARCH',
    ),
  otherPort: (port: string, here: string) =>
    fail(
      'OTHER_PORT',
      `the program would be for ${port}, and this is ${here}`,
      'unset GOOS and GOARCH, or name what runs it here: gorv run --exec <emulator>',
    ),
  noGoroot: (goroot: string, file: string) =>
    fail(
      'NO_GOROOT',
      `GOROOT ${goroot} has no ${file}`,
      'install that Go anew, or name another one: unset GOROOT, gorv run --go 1.26.8',
    ),
  staleGoroot: (goroot: string, itsVersion: string, goVersion: string) =>
    fail(
      'STALE_GOROOT',
      `GOROOT ${goroot} is ${itsVersion}, but the go command is ${goVersion}`,
      'unset GOROOT',
    ),
  goVersionUnknown: (wanted: string, text: string) =>
    usage(
      'GO_VERSION',
      `--go ${wanted}: ${text}`,
      'give a version such as 1.26.8, or the path of a GOROOT',
    ),
  // --- Downloading Go
  download: (url: string, why: string) =>
    fail('DOWNLOAD', `cannot download ${url}: ${why}`, 'try again, or install Go yourself'),
  noSource: (version: string, unasked = '') =>
    fail(
      'DOWNLOAD',
      `no place that GOPROXY names has the source of ${version}${unasked}`,
      'install the source package of your Go, or use another Go: gorv run --go 1.26.8',
    ),
  offline: (what: string) =>
    fail('OFFLINE', `offline, and ${what} was not downloaded before`, 'run once without --offline'),
  proxyOff: (what: string) =>
    fail(
      'PROXY_OFF',
      `GOPROXY=off forbids to download ${what}`,
      'install that Go yourself, or name a proxy: GOPROXY=direct gorv …',
    ),
  badUrl: (setting: string, text: string) =>
    fail(
      setting,
      `${setting} has ${quote(text)}, which is no URL`,
      setting === 'GOPROXY' ? 'see go help goproxy' : `correct ${setting}, or unset it`,
    ),
  badGosumdb: (why: string) =>
    fail('GOSUMDB', `GOSUMDB names no checksum database: ${why}`, 'see go help module-auth'),
  checksum: (url: string, why: string) =>
    fail(
      'CHECKSUM',
      `not used: ${url}: ${why}`,
      'nothing of it was kept; try again, or ask whoever runs that server',
    ),
  unverified: (what: string, setting: string) =>
    fail(
      'CHECKSUM',
      `${setting} forbids to ask the checksum database, and gorv knows no hash of ${what}`,
      `unset it for this once, or install that Go yourself`,
    ),
  archive: (url: string, why: string) =>
    fail(
      'ARCHIVE',
      `not unpacked: ${url}: ${why}`,
      'nothing of it was kept; try again, or ask whoever runs that server',
    ),
  unknownRelease: (what: string, nearest: readonly string[], unasked = '') =>
    usage(
      'UNKNOWN_RELEASE',
      `no place that GOPROXY names has ${what}${unasked}`,
      nearest.length > 0
        ? `the nearest that there are: ${nearest.join(', ')}`
        : 'give a version such as 1.26.8',
    ),
  // --- Patching
  factMissing: (file: string, what: string, neededFor: string) =>
    fail(
      'FACT_MISSING',
      `${file} cannot be patched: ${what}, which gorv needs for ${neededFor}`,
      'this Go is newer or other than gorv knows; "gorv doctor --report" writes down what to report',
    ),
  exactFactMissing: (file: string, what: string, neededFor: string) =>
    fail(
      'EXACT_FACT_MISSING',
      `${file} cannot be recorded exactly: ${what}, which gorv needs for ${neededFor}`,
      sampleInstead,
    ),
  hookMissing: (file: string, hook: string, neededFor: string, miss: string) =>
    fail(
      'HOOK_MISSING',
      `${file} cannot be recorded exactly: ${miss}, where gorv hooks ${hook} for ${neededFor}`,
      sampleInstead,
    ),
  exactSystem: (goos: string) =>
    fail(
      'EXACT_SYSTEM',
      `programs for ${goos} cannot be recorded exactly yet`,
      'gorv run --sample 16ms works there',
    ),
  templates: (file: string) =>
    fail(
      'TEMPLATES',
      `what gorv appends to ${file} does not compile with this Go`,
      'it is newer or other than gorv knows; please report it with "gorv doctor --report" and the lines above',
    ),
  anchor: (file: string, anchor: string, times: number) =>
    fail(
      'ANCHOR',
      `${file} cannot be patched: ${quote(anchor)} stands there ${times} times`,
      'this Go is newer or other than gorv knows; "gorv doctor --report" writes down what to report',
    ),
  importMissing: (name: string, file: string) =>
    fail('FACT_MISSING', `${file} does not import ${name}, which gorv needs`, 'please report it'),
  overlayClash: (file: string) =>
    fail(
      'OVERLAY_CLASH',
      `your own -overlay replaces ${file}, which gorv replaces too`,
      'run without one of the two',
    ),
  overlayUnreadable: (path: string, why: string) =>
    fail(
      'OVERLAY_UNREADABLE',
      `your own -overlay ${path}: ${why}`,
      'correct it, or run without it',
    ),
  notGorvDir: (dir: string) =>
    fail(
      'NOT_GORV_DIR',
      `${dir} holds files that gorv did not write`,
      'choose another with --dir, or --force to write there',
    ),
  overlayEdited: (file: string) =>
    fail(
      'OVERLAY_EDITED',
      `${file} was changed since gorv wrote it`,
      'choose another folder with --dir, or --force to write it anew',
    ),
  unwritable: (path: string, why: string, hint?: string) =>
    fail('UNWRITABLE', `cannot write ${path}: ${why}`, hint),
  noModule: (dir: string) =>
    fail(
      'NO_MODULE',
      `${dir} is in no Go module`,
      'go mod init <name> first, or name the files: gorv run main.go',
    ),
  // --- Building and running
  buildFailed: () => new GorvError('BUILD', 'the build failed', { exitCode: 1 }),
  notMain: (what: string) =>
    new GorvError('NOT_MAIN', `${what} is not a main package`, {
      hint: 'name a folder with a func main',
      exitCode: 1,
    }),
  manyMains: (what: string, names: string[]) =>
    new GorvError('MANY_MAINS', `${what} holds several programs: ${names.join(', ')}`, {
      hint: 'name one of them',
      exitCode: 1,
    }),
  coverpkg: () =>
    usage(
      'COVERPKG',
      '-coverpkg=all drops the patched runtime without a word',
      'name the packages: -coverpkg=./...',
    ),
  spawn: (program: string, why: string) => fail('SPAWN', `cannot start ${program}: ${why}`),
  ring: (why: string) => fail('RING', `no shared memory for the recording: ${why}`),
  // --- Recordings
  noRecording: (path: string, why: string) =>
    fail('NO_RECORDING', `cannot read ${path}: ${why}`, makeOne),
  badRecording: (path: string, why: string) => fail('BAD_RECORDING', `${path}: ${why}`, makeOne),
  emptyRecording: (path: string) =>
    fail(
      'EMPTY_RECORDING',
      `${path} holds no snapshot and no event`,
      'the program may have run un-instrumented; record it again',
    ),
  // --- Renderers and output
  unknownRenderer: (name: string, nearest: string | undefined, known: string[]) =>
    usage(
      'UNKNOWN_RENDERER',
      `no renderer ${quote(name)}${nearest ? `; did you mean ${nearest}?` : ''}`,
      `there are ${known.join(', ')}; or give a path (./my-renderer.js), an installed package, or exec:<command>`,
    ),
  rendererShape: (name: string, what: string) =>
    fail('RENDERER', `renderer ${name} ${what}`, 'see docs/renderers.md'),
  rendererThrew: (name: string, where: string, what: string) =>
    fail('RENDERER', `renderer ${name} failed at ${where}: ${what}`),
  rendererOption: (name: string, what: string) =>
    usage('RENDERER_OPTION', `renderer ${name}: ${what}`),
  needsTty: (name: string) =>
    usage('NEEDS_TTY', `renderer ${name} needs a terminal`, 'use -r html for a file, or -r json'),
  outputExists: (path: string, flag: string) =>
    fail(
      'OUTPUT_EXISTS',
      `${path} exists, and gorv did not write it`,
      `choose another with ${flag}, or --force to overwrite`,
    ),
  usage: (message: string, hint?: string) => usage('USAGE', message, hint),
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
