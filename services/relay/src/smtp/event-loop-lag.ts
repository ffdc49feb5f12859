import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late this process is with its work, as Haraka's toobusy measures it. */
export type EventLoopLag = {
  /** Mean lateness of the last half second, in milliseconds. */
  readonly ms: () => number
  readonly close: () => void
}

/** Watches the event loop. */
export function watchEventLoopLag(): EventLoopLag {
  const resolution = 10
  const monitor = monitorEventLoopDelay({ resolution })
  monitor.enable()
  let ms = 0
  const timer = setInterval(() => {
    // The histogram holds whole intervals in nanoseconds; the timer's own resolution is no lag.
    ms = Number.isFinite(monitor.mean) ? Math.max(0, monitor.mean / 1e6 - resolution) : 0
    monitor.reset()
  }, 500)
  timer.unref()
  return {
    ms: () => ms,
    close: () => {
      clearInterval(timer)
      monitor.disable()
    },
  }
}
