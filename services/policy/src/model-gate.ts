/**
 * Keeps the language model's thread from being stopped inside onnxruntime: there Node cannot throw, and ends the whole
 * process with SIGABRT (onnxruntime-node 1.30.0, seen when a thread was terminated, and at process.exit). Two numbers in
 * memory that threads share: whether the model is at work, and whether it must begin nothing more.
 */
export type Gate = Int32Array<SharedArrayBuffer>

const BUSY = 0
const SHUT = 1

/** Longer than any sentence takes; after it the process ends as it may. */
const WAIT_MS = 2000

/** An open gate. */
export const newGate = (): Gate => new Int32Array(new SharedArrayBuffer(8))

/** Lets no more work begin, and waits, blocking this thread, until what is under way is done. */
export function shut(gate: Gate): void {
  Atomics.store(gate, SHUT, 1)
  Atomics.wait(gate, BUSY, 1, WAIT_MS)
}

/** Does a piece of work; one at a time. When the gate is shut, it never begins: the process is about to end. */
export async function through<T>(gate: Gate, work: () => Promise<T>): Promise<T> {
  Atomics.store(gate, BUSY, 1)
  try {
    if (Atomics.load(gate, SHUT) === 1) throw new Error('the process ends')
    return await work()
  } finally {
    Atomics.store(gate, BUSY, 0)
    Atomics.notify(gate, BUSY)
  }
}
