import { runTool } from '../toolchain/run-tool.ts'

// Stands in until the real one is here.

export interface Platform {
  goos: string
  goarch: string
}

export function hostPlatform(): Platform {
  return { goos: 'linux', goarch: 'amd64' }
}

export async function listReleases(
  platform: Platform,
  context: { env: NodeJS.ProcessEnv; offline: boolean },
): Promise<string[]> {
  if (context.offline) throw new Error('offline')
  const listed = await runTool('go', ['list', '-m', '-versions', 'golang.org/toolchain'], {
    cwd: '/',
    env: context.env,
  })
  if (listed.code !== 0) throw new Error(listed.stderr.trim())
  const end = `.${platform.goos}-${platform.goarch}`
  return listed.stdout
    .split(/\s+/)
    .filter((word) => word.startsWith('v0.0.1-go') && word.endsWith(end))
    .map((word) => word.slice('v0.0.1-'.length, -end.length))
}
