import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * The text around the recording. Whatever comes from the watched program is
 * inside base64, whose alphabet has no `<`: no name can become markup.
 */
export interface About {
  title: string
}

/** By this the command line knows a file that it may replace. */
const mark = '<!-- gorv report'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** What scripts/viewer.mjs made. The path holds for the source as for what is built of it. */
function asset(name: string): string {
  return readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8')
}

/** Everything before the first chunk. */
export function pageHead(about: About): string {
  const viewer = asset('viewer.js')
  const style = asset('viewer.css')
  const policy = [
    "default-src 'none'",
    `script-src ${hash(viewer)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
${mark}: a recording of a Go program's scheduler, with its viewer -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>gorv</title>
<style>${style}</style>
</head>
<body>
<noscript><p>This report draws itself with JavaScript, which is off in this browser.</p></noscript>
<div id="app"><p>If this stays, the file was cut before its viewer: render the recording again.</p></div>
<script>${viewer}</script>
${dataTag('about', about)}
`
}

/** One part of the recording, compressed. */
export function chunkTag(compressed: Uint8Array): string {
  const text = Buffer.from(compressed).toString('base64')
  return `<script type="application/octet-stream" data-gorv="chunk">${text}</script>\n`
}

/** What the viewer needs to know that the report is whole, and how the run ended. */
export function pageTail(trailer: unknown): string {
  return `${dataTag('trailer', trailer)}</body>\n</html>\n`
}

function dataTag(name: string, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64')
  return `<script type="application/octet-stream" data-gorv="${name}">${text}</script>\n`
}
