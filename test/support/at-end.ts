/** What tests leave nothing behind with: processes and folders, whatever became of the test that made them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const undoing: (() => unknown)[] = []

/** Has something undone when the tests of this file have ended or failed: the last first. Repeating it must be harmless. */
export function atEnd(undo: () => unknown): void {
  undoing.push(undo)
}

/** Undoes it all, each though another fails. Tests need not call it, programs have to. */
export async function undoAll(): Promise<void> {
  const failures: unknown[] = []
  for (const undo of undoing.splice(0).reverse()) {
    try {
      await undo()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'something was left behind')
}

// Belongs to the test file that imports this, and runs behind the file's own afterAll. Benchmarks use this too.
if (process.env.VITEST !== undefined) (await import('vitest')).afterAll(undoAll)

/** A new folder, which is gone at the end. */
export function temporaryFolder(what = 'test'): string {
  const folder = mkdtempSync(path.join(tmpdir(), `proofgate-${what}-`))
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}
