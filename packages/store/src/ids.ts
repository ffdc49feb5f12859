import { randomFillSync } from 'node:crypto'
import { monotonicFactory } from 'ulid'

/** A fresh message or delivery id: 26 lower-case letters and digits that sort by time. */
export function newId(): string {
  return nextUlid().toLowerCase()
}

const nextUlid = monotonicFactory(randomFraction)

/** ulid asks for sixteen fractions an id; a call to the system for each would cost 0.1 ms a message. */
const pool = new Uint32Array(1024)
let left = 0

function randomFraction(): number {
  if (left === 0) {
    randomFillSync(pool)
    left = pool.length
  }
  return (pool[--left] ?? 0) / 2 ** 32
}
