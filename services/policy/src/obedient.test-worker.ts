/** A thread for tests that does what the message says: hang, fail, end the thread, or answer with the policy it was given. */
import type { Task } from './judge-worker.ts'

export default function obey({ raw, policy }: Task): unknown {
  const text = Buffer.from(raw).toString()
  if (text === 'hang') for (;;);
  if (text === 'fail') throw new Error('no')
  if (text === 'end') process.exit(3)
  if (text === 'fill') for (const hoard: unknown[] = []; ; ) hoard.push(Array(100_000).fill(hoard.length))
  return { text, policy: policy.digest }
}

/** What reads mail at leisure. */
export function readTask({ raw }: Task): unknown {
  return { read: Buffer.from(raw).toString() }
}
