import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Counts failed attempts by key within a window; counts are of this process. */
export type Throttle = {
  /** Seconds until another attempt is heard, or `null` when it may be made now. */
  readonly waitOf: (key: string) => Promise<number | null>
  readonly failed: (key: string) => Promise<void>
}

/** @param options `failures` allowed per key within `windowMs` */
export function throttle(options: { readonly failures: number; readonly windowMs: number }): Throttle {
  const limiter = new RateLimiterMemory({ points: options.failures, duration: options.windowMs / 1000 })
  return {
    waitOf: async (key) => {
      const state = await limiter.get(key)
      return state === null || state.consumedPoints < options.failures ? null : Math.ceil(state.msBeforeNext / 1000)
    },
    failed: async (key) => {
      await limiter.penalty(key)
    },
  }
}
