/** Reads turns that came in, puts them in their place, and works their conversations out anew. */
import { DEFAULT_TARGET, type ResponseTarget } from '@proofgate/calendar'
import { ResponseTargetRead } from '@proofgate/checks'
import { follow, responseTimesOf, sketchOf, summaryOf, threadKeysOf } from '@proofgate/conversations'
import {
  claimUnread,
  type KnownConversation,
  postponeUnread,
  rememberTurn,
  type Sql,
  type TurnRead,
  type UnreadTurn,
  type WorkedOut,
  workOutChanged,
} from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { type Rounds, startRounds } from '../rounds.ts'
import { gatherSome, saidIn } from './gather.ts'
import type { ReadTurn } from './turn-reader.ts'

export type RemembererOptions = {
  readonly sql: Sql
  readonly read: ReadTurn
  readonly log: Log
  /** Wait between looks when there was nothing to do. */
  readonly pollMs: number
}

/** Turns in hand at a time: mail that waits to be judged goes first. */
const BATCH = 8
const CHANGES = 50
/** A reading takes its budget at most; then the turn is somebody else's. */
const LEASE_MS = 120_000
const POSTPONED_MAX_MS = 600_000

/** Starts reading what is unread. Several processes may: each turn is leased to one. */
export function startRemembering(options: RemembererOptions): Rounds {
  const { pollMs, log } = options
  const round = async (stopped: AbortSignal) => (await remember(options, stopped)) > 0
  return startRounds({ round, pollMs, log, fault: 'the memory stands still' })
}

/** Reads what is due, then works out what changed; how much there was to do. */
export async function remember(options: RemembererOptions, stopped: AbortSignal): Promise<number> {
  const { sql, log } = options
  const { claimed, damaged } = await claimUnread(sql, BATCH, LEASE_MS)
  for (const turn of damaged) {
    log.fault('a mail cannot be remembered: its octets are damaged', turn.error, { id: turn.id })
    await postponeUnread(sql, turn, POSTPONED_MAX_MS)
  }
  await Promise.all(
    claimed.map((turn) =>
      rememberOne(turn, options, stopped).catch((error) =>
        log.fault('a mail could not be remembered', error, { id: turn.id }),
      ),
    ),
  )
  const { changes } = await workOutChanged(sql, CHANGES, (known) => workedOut(known, log))
  // Themes can wait until what came is read.
  const gathered = claimed.length < BATCH ? await gatherSome(sql).catch((error) => notGathered(error, log)) : 0
  return claimed.length + changes + gathered
}

/** Reading goes on without themes. */
function notGathered(error: unknown, log: Log): number {
  log.fault('themes cannot be gathered', error)
  return 0
}

async function rememberOne(
  turn: UnreadTurn,
  { sql, read, log }: RemembererOptions,
  stopped: AbortSignal,
): Promise<void> {
  const answer = await read(turn, stopped)
  if ('later' in answer) return postponeUnread(sql, turn, Math.min(1000 * 2 ** turn.attempt, POSTPONED_MAX_MS))
  if ('never' in answer) log.fault('a mail cannot be read', new Error(answer.never), { id: turn.id })
  await rememberTurn(sql, turn, 'reading' in answer ? readOf(turn, answer.reading) : unreadableOf(turn))
}

type Reading = Extract<Awaited<ReturnType<ReadTurn>>, { reading: unknown }>['reading']

function readOf(turn: UnreadTurn, reading: Reading): TurnRead {
  const { by, text, language, mood, atRisk, because, customer, team, target } = reading
  // What the envelope told the journal, the mail itself does not say.
  const automatic = turn.automatic ?? reading.automatic
  const { points, promises } = turn.automatic === null ? reading : { points: [], promises: [] }
  const said = turn.automatic === null ? saidIn(reading) : []
  const address = customer?.address.toLowerCase() ?? null
  return {
    place: placeOf(turn, by, customer, automatic !== null),
    words: { by, text, language, automatic, mood, atRisk, because, customerAddress: address, team, target },
    points,
    promises,
    said,
  }
}

/** It is known by its header at least: a mail that nobody can read must not be missing from its conversation. */
function unreadableOf(turn: UnreadTurn): TurnRead {
  const by = turn.envelope === null ? 'customer' : 'us'
  const customer = by === 'customer' ? turn.author : null
  const address = customer?.address ?? null
  const said = { text: null, language: null, mood: null, atRisk: false, because: [], team: null, target: null }
  return {
    place: placeOf(turn, by, customer, turn.automatic !== null),
    words: { ...said, by, automatic: turn.automatic, customerAddress: address },
    points: [],
    promises: [],
    said: [],
  }
}

function placeOf(
  turn: UnreadTurn,
  by: 'customer' | 'us',
  customer: TurnRead['place']['customer'],
  isAutomatic: boolean,
): TurnRead['place'] {
  const keys = threadKeysOf({ ...turn, messageId: turn.headerMessageId }, customer?.address ?? null)
  return { id: turn.id, keys, by, customer, subject: turn.subject, writtenAt: turn.writtenAt, isAutomatic }
}

/** @returns `null` where it fails: one conversation must not stand in the way of all others */
function workedOut(known: KnownConversation, log: Log): WorkedOut | null {
  try {
    const followed = follow(known)
    const sketches = known.unsketched.flatMap(({ text, ...reply }) => {
      const sketch = sketchOf(text)
      return sketch === null ? [] : [{ ...reply, sketch }]
    })
    const target = targetOf(known)
    const summary = summaryOf(known.turns, followed, target)
    return { ...followed, summary, times: responseTimesOf(followed, target), sketches }
  } catch (error) {
    log.fault('a conversation could not be worked out', error, { id: known.id })
    return null
  }
}

/** Within what time it is to be answered, as it was when its latest turn was read. */
function targetOf({ target }: KnownConversation): ResponseTarget {
  const read = ResponseTargetRead.safeParse(target)
  return read.success ? read.data : DEFAULT_TARGET
}
