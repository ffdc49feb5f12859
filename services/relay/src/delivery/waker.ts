/** A wait that can be cut short. */
export type Waker = {
  /** Resolves after `ms`, or at once when `wake` is called; also when it was called since the last wait. */
  readonly wait: (ms: number) => Promise<void>
  readonly wake: () => void
}

export function waker(): Waker {
  let isAwake = false
  let rouse: (() => void) | null = null
  return {
    wait: async (ms) => {
      if (!isAwake) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          rouse = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rouse = null
      isAwake = false
    },
    wake: () => {
      isAwake = true
      rouse?.()
    },
  }
}

/** Resolves with the promise, but after `ms` at the latest. */
export async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([promise.then(() => {}), late]).finally(() => clearTimeout(timer))
}

/** Resolves after `ms`, or when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
