const deadly: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP']

/**
 * Calls `restore` before the process goes, however it goes. Takes no signal
 * away from anybody: where nobody else handles one, it is sent again and does
 * what it does by default. Returns what undoes it.
 */
export function guardTerminal(restore: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return
    undo()
    restore()
    process.kill(process.pid, signal)
  }
  const undo = () => {
    process.off('exit', restore)
    process.off('uncaughtExceptionMonitor', restore)
    for (const signal of deadly) process.off(signal, onSignal)
  }
  process.on('exit', restore)
  // Not 'uncaughtException': the process dies as it would have, but its last words can be read.
  process.on('uncaughtExceptionMonitor', restore)
  for (const signal of deadly) process.on(signal, onSignal)
  return undo
}
