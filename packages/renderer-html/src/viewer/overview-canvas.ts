import { columnsOf, heightOf } from './overview.ts'
import type { Replay } from './replay.ts'

/** Okabe–Ito, as in style.css. */
const colours = {
  running: '#009e73',
  runnable: '#e69f00',
  syscall: '#56b4e9',
  gc: '#cc79a7',
  lost: '#d55e00',
}

/** Running, in system calls and runnable goroutines stacked; below them a band where the GC worked, above a mark where events were lost or threads waited for gorv. */
export function drawOverview(
  canvas: HTMLCanvasElement,
  replay: Replay,
  total: number,
  dark: boolean,
): void {
  const scale = devicePixelRatio
  const width = Math.max(1, Math.round(canvas.clientWidth * scale))
  const height = Math.max(1, Math.round(canvas.clientHeight * scale))
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return
  const band = Math.round(5 * scale)
  // Between two moments of an exact recording nothing is unknown.
  const interval = replay.moments ? Infinity : (replay.hello?.interval ?? 1)
  const columns = columnsOf(replay.digests, total, interval, width)
  const unit = (height - band - 2) / heightOf(columns)
  columns.forEach((column, x) => {
    if (column.gap) {
      pen.fillStyle = dark ? '#333a44' : '#e3e6ea'
      for (let y = x % 4; y < height; y += 4) pen.fillRect(x, y, 1, 1)
      return
    }
    let y = height - band
    for (const look of ['running', 'syscall', 'runnable'] as const) {
      const h = column[look] * unit
      pen.fillStyle = colours[look]
      pen.fillRect(x, y - h, 1, h)
      y -= h
    }
    if (column.lost || (column.stalled && x % 3 === 0)) {
      pen.fillStyle = colours.lost
      pen.fillRect(x, 0, 1, band)
    }
    if (column.gc) {
      pen.fillStyle = colours.gc
      pen.fillRect(x, height - band + 1, 1, band - 1)
    }
  })
}
