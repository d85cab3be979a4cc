import { spawn, type SpawnOptions } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { cacheRoot, gorvBin, tmpRoot } from './paths.ts'

export interface Finished {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  stdoutBytes: Buffer
}

export interface RunOptions {
  cwd: string
  env?: NodeJS.ProcessEnv
  /** Written to stdin, which then ends; without it stdin is /dev/null. */
  input?: string | Buffer
  /** Called with the child once it runs, to signal it. */
  onSpawn?: (child: ReturnType<typeof spawn>) => void
  /** Called with all of stdout so far whenever there is more. */
  onStdout?: (text: string, child: ReturnType<typeof spawn>) => void
  timeoutMs?: number
  /** Descriptors from 3 on. */
  extraFds?: number[]
  /** Without the terminal of whoever runs the tests: gorv does not forward what a terminal sends to all. */
  detached?: boolean
}

/** Environment of every test: one GOCACHE, a gorv cache of its own, nothing from the outer GOFLAGS but -buildvcs. */
export function testEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GOFLAGS: '-buildvcs=false',
    GORV_CACHE: join(cacheRoot, 'gorv'),
    NO_COLOR: '1',
    ...extra,
  }
}

/** Those of the file of tests that is running. */
export const tempDirs: string[] = []

/** A new empty folder below test/.tmp, which goes when all tests of the file passed. */
export function tempDir(name: string): string {
  const dir = mkdtempSync(join(tmpRoot, `${name}-`))
  tempDirs.push(dir)
  return dir
}

/** Runs any command to its end and collects what it prints. */
export function run(command: string, args: string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const stdio: SpawnOptions['stdio'] = [
      options.input === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      ...(options.extraFds ?? []),
    ]
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? testEnv(),
      stdio,
      timeout: options.timeoutMs ?? 120_000,
      killSignal: 'SIGKILL',
      detached: options.detached ?? false,
    })
    const out: Buffer[] = []
    let stderr = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out.push(chunk)
      options.onStdout?.(Buffer.concat(out).toString(), child)
    })
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const stdoutBytes = Buffer.concat(out)
      resolve({ code, signal, stdout: stdoutBytes.toString(), stderr, stdoutBytes })
    })
    child.stdin?.on('error', () => {})
    if (options.input !== undefined) child.stdin?.end(options.input)
    options.onSpawn?.(child)
  })
}

/** Runs gorv from the repository. */
export function gorv(args: string[], options: RunOptions): Promise<Finished> {
  return run(process.execPath, [gorvBin, ...args], options)
}
