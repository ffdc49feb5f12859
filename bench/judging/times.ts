/** Milliseconds. */
export type Times = {
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly mean: number
}

/** What there is to say of a list of times; `NaN` of an empty one. */
export function timesOf(list: readonly number[]): Times {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return {
    median: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    mean: sorted.reduce((sum, time) => sum + time, 0) / sorted.length,
  }
}

/** Milliseconds of processor time a piece of work takes in this whole process, its threads and the clock's time for it. */
export async function timed(work: () => Promise<unknown>): Promise<{ readonly wall: number; readonly cpu: number }> {
  const began = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - began, cpu: (user + system) / 1000 }
}
