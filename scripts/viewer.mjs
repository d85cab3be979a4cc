// The HTML report's viewer: one script and one style sheet for the renderer's
// dist, ready to be put into a page.
import { build } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const renderer = fileURLToPath(new URL('../packages/renderer-html', import.meta.url))

export async function viewerFiles() {
  const { outputFiles } = await build({
    entryPoints: { viewer: join(renderer, 'src/viewer/main.tsx') },
    outdir: join(renderer, 'dist'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    tsconfig: join(renderer, 'src/viewer/tsconfig.json'),
    write: false,
  })
  if (outputFiles.length !== 2) throw new Error('a script and a style sheet were expected')
  return outputFiles.map(({ path, contents }) => ({ path, bytes: Buffer.from(contents) }))
}
