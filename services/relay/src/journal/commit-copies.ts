import { addCopies, groupCommit, isConnectionTrouble, type Sql, type TurnCopy } from '@proofgate/store'

/** A copy on record: its turn, and whether it was new. */
export type Committed = Awaited<ReturnType<typeof addCopies>>[number]

/** Resolves when the copies are on stable storage; rejects when it is known or likely that they are not. */
export type CommitCopies = (copies: readonly TurnCopy[]) => Promise<readonly Committed[]>

export type CopyCommitter = {
  readonly commit: CommitCopies
  /** Resolves when nothing is being written. */
  readonly idle: () => Promise<void>
}

const MAILS_AT_ONCE = 50
const BYTES_AT_ONCE = 16 * 1024 * 1024
const AGAIN_MS = 200

type Item = { readonly copies: readonly TurnCopy[]; readonly deadline: number }

/**
 * Writes copies that come at the same time in one transaction. Over a broken connection it repeats itself, which changes
 * nothing for those already there; `giveUpMs` after it was asked it rejects, whatever the database does.
 */
export function copyCommitter(sql: Sql, giveUpMs: number): CopyCommitter {
  const group = groupCommit<Item, readonly Committed[]>(
    async (items) => {
      const added = await addCopies(
        sql,
        items.flatMap(({ copies }) => copies),
      )
      const rest = [...added]
      return items.map(({ copies }) => rest.splice(0, copies.length))
    },
    {
      size: MAILS_AT_ONCE,
      weightOf: ({ copies }) => copies.reduce((bytes, { raw }) => bytes + raw.length, 0),
      weightMax: BYTES_AT_ONCE,
      inFlight: 2,
      retry: (error, _, { deadline }) =>
        isConnectionTrouble(error) && performance.now() + AGAIN_MS < deadline ? AGAIN_MS : null,
    },
  )
  const commit: CommitCopies = async (copies) => {
    const passed = Promise.withResolvers<never>()
    // Its beginning makes it one of those that `isConnectionTrouble` knows.
    const late = () => passed.reject(new Error('timeout expired: the database did not answer in time'))
    const timer = setTimeout(late, giveUpMs)
    try {
      return await Promise.race([group.add({ copies, deadline: performance.now() + giveUpMs }), passed.promise])
    } finally {
      clearTimeout(timer)
    }
  }
  return { commit, idle: group.idle }
}
