/**
 * Which way finds nearly identical replies: MinHash with a GIN index over bands, MinHash with one B-tree per band (what
 * the store does), or PostgreSQL's trigrams (pg_trgm) with GIN or GiST. For each: how many twins are found, how many
 * are none, time of a look-up, cost of an insert, size on disk. Replies are made up (test/support/sample-replies.ts).
 *
 *   npm run bench:sketches -- [--replies 200000] [--queries 1000] [--only btree,gin,trgm-gin,trgm-gist] [--json]
 *
 * The truth is the share of runs of three words that two replies have in common, worked out for all of them. Times of
 * the clock mean something on an idle machine only; processor time of the database's process always does.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sketchOfRuns } from '../packages/conversations/src/sketch.ts'
import { neutralWordsOf, wordRunsOf } from '../packages/conversations/src/word-runs.ts'
import { addSketches, findTwin, type Sql } from '../packages/store/src/index.ts'
import { undoAll } from '../test/support/at-end.ts'
import { repliesOf } from '../test/support/sample-replies.ts'
import { temporaryStore } from '../test/support/temporary-store.ts'
import { nearestOf } from './sketches/nearest.ts'

const { values } = parseArgs({
  options: {
    replies: { type: 'string', default: '200000' },
    queries: { type: 'string', default: '1000' },
    only: { type: 'string', default: 'btree,gin,trgm-gin,trgm-gist' },
    json: { type: 'boolean', default: false },
  },
})
const count = Number(values.replies)
/** A trigram look-up takes so long that a few of the questions must do. */
const SLOW_QUERIES = Math.ceil(Number(values.queries) / 20)

type Found = { readonly id: number; readonly similarity: number } | null
/** One way to keep replies and find the nearest. */
type Way = {
  readonly name: string
  readonly queries: number
  readonly make: string
  readonly tables: readonly string[]
  readonly add: (sql: Sql, from: number, to: number) => Promise<unknown>
  readonly find: (sql: Sql, query: number) => Promise<Found>
}

const kept = repliesOf(count, 1)
const asked = repliesOf(Number(values.queries), 2)
/** Not as sets: two hundred thousand of them would fill the memory. */
const runsOf = ({ text }: { readonly text: string }) => Int32Array.from(wordRunsOf(text) ?? [])
const keptRuns = kept.map(runsOf)
const askedRuns = asked.map(runsOf)
const START = Date.parse('2026-09-01T00:00:00Z')
const at = (i: number) => new Date(START + i * 30_000)
const idOf = (i: number) => `t${String(i).padStart(9, '0')}`
const numbered = (id: string) => Number(id.slice(1))
const GIN = { bands: 24, rows: 6, bits: 512 } as const

const WAYS: readonly Way[] = [
  {
    name: 'btree',
    queries: asked.length,
    make: 'alter table sketches drop constraint sketches_turn_id_turns_id_fkey',
    tables: ['sketches'],
    add: (sql, from, to) =>
      addSketches(
        sql,
        range(from, to).map((i) => ({
          turnId: idOf(i),
          customerAddress: kept[i]?.customer ?? '',
          sentAt: at(i),
          sketch: sketchOfRuns(keptRuns[i] ?? []),
        })),
      ),
    find: async (sql, q) => {
      const sketch = sketchOfRuns(askedRuns[q] ?? [])
      const customers = [asked[q]?.customer ?? '']
      const twin = await findTwin(sql, { sketch, customers, since: new Date(START), similarityMin: 0.7 })
      return twin === null ? null : { id: numbered(twin.turnId), similarity: twin.similarity }
    },
  },
  {
    name: 'gin',
    queries: asked.length,
    make: `create table gin_sketches (id int primary key, customer text, sent_at timestamptz, bands int[], bits bit(512));
      create index on gin_sketches using gin (bands)`,
    tables: ['gin_sketches'],
    add: async (sql, from, to) =>
      await sql`insert into gin_sketches select id, customer, at, bands, bits::bit(512)
        from json_to_recordset(${JSON.stringify(range(from, to).map((i) => ({ id: i, customer: kept[i]?.customer, at: at(i), ...sketchOfRuns(keptRuns[i] ?? [], GIN) })))}::text::json)
        as t(id int, customer text, at timestamptz, bands int[], bits text)`,
    find: async (sql, q) => {
      const { bands, bits } = sketchOfRuns(askedRuns[q] ?? [], GIN)
      const [row] = await sql<{ id: number; similarity: number }[]>`
        select id, (512 - 2 * bit_count(bits # ${bits}::bit(512)))::float8 / 512 as similarity from gin_sketches
        where bands && ${bands as number[]}::int[] and customer <> ${asked[q]?.customer} order by 2 desc limit 1`
      return row === undefined || row.similarity < 0.7 ? null : row
    },
  },
  ...(['gin', 'gist'] as const).map(
    (kind): Way => ({
      name: `trgm-${kind}`,
      queries: SLOW_QUERIES,
      make: `create extension if not exists pg_trgm; create table trgm_${kind} (id int primary key, customer text, sent_at timestamptz, words text);
        create index on trgm_${kind} using ${kind} (words ${kind === 'gin' ? 'gin_trgm_ops' : 'gist_trgm_ops(siglen=256)'})`,
      tables: [`trgm_${kind}`],
      add: (sql, from, to) =>
        sql.unsafe(
          `insert into trgm_${kind} select id, customer, at, words from json_to_recordset($1::text::json) as t(id int, customer text, at timestamptz, words text)`,
          [
            JSON.stringify(
              range(from, to).map((i) => ({
                id: i,
                customer: kept[i]?.customer,
                at: at(i),
                words: wordsOf(kept[i]?.text),
              })),
            ),
          ],
        ),
      find: async (sql, q) => {
        const [row] = await sql.unsafe<{ id: number; similarity: number }>(
          `select id, similarity(words, $1)::float8 as similarity from trgm_${kind}
           where words % $1 and customer <> $2 order by 2 desc limit 1`,
          [wordsOf(asked[q]?.text), asked[q]?.customer],
        )
        return row ?? null
      },
    }),
  ),
]

const wordsOf = (text = '') =>
  neutralWordsOf(text)
    .join(' ')
    .replace(/[\x01\x02]/g, '0')
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

const started = performance.now()
const nearest = nearestOf(keptRuns, askedRuns, (k, q) => kept[k]?.customer !== asked[q]?.customer)
const told = (words: string) => values.json || console.log(words)
told(
  `${count} replies, ${asked.length} questions; the truth took ${Math.round((performance.now() - started) / 1000)} s`,
)
told(
  `questions whose nearest has ≥ .9: ${nearest.filter(({ similarity }) => similarity >= 0.9).length}, ≥ .8: ${nearest.filter(({ similarity }) => similarity >= 0.8).length}`,
)
const results = []
for (const way of WAYS.filter(({ name }) => values.only?.split(',').includes(name))) {
  const result = await measured(way)
  results.push(result)
  told(
    Object.entries(result)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  )
}
if (values.json) console.log(JSON.stringify(results, null, 2))
await undoAll()

async function measured(way: Way): Promise<Record<string, string | number>> {
  const store = await temporaryStore()
  const { sql } = store
  await sql.unsafe(way.make)
  const add = await costOf(sql, async (tx) => {
    for (let i = 0; i < count; i += 500) await way.add(tx, i, Math.min(count, i + 500))
  })
  for (const table of way.tables) await sql.unsafe(`vacuum analyze ${table}`)
  const [size] = await sql.unsafe<{ mb: number }>(
    `select round(sum(pg_total_relation_size(name::regclass)) / 1048576.0)::int as mb from unnest($1::text[]) as name`,
    [way.tables],
  )
  const found: Found[] = []
  const times: number[] = []
  const look = await costOf(sql, async (tx) => {
    if (way.name.startsWith('trgm')) await tx.unsafe('set pg_trgm.similarity_threshold = 0.7')
    for (let q = 0; q < Math.min(20, way.queries); q++) await way.find(tx, q)
    for (let q = 0; q < way.queries; q++) {
      const from = performance.now()
      found.push(await way.find(tx, q))
      times.push(performance.now() - from)
    }
  })
  await store.remove()
  const sorted = times.toSorted((a, b) => a - b)
  const ms = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2))
  return {
    way: way.name,
    ...truthOf(found, 0.9),
    ...truthOf(found, 0.8),
    'look-up median ms': ms(0.5),
    'p99 ms': ms(0.99),
    'database CPU ms a look-up': Number((look.databaseMs / (way.queries + Math.min(20, way.queries))).toFixed(2)),
    'insert µs (database CPU)': Math.round((add.databaseMs * 1000) / count),
    'insert µs (our CPU)': Math.round((add.ourMs * 1000) / count),
    'MB on disk': size?.mb ?? 0,
  }
}

/** Of questions that have a twin, for how many one was named; and how many named ones are none by 0.05 and more. */
function truthOf(found: readonly Found[], from: number): Record<string, string | number> {
  const twins = found.map((_, q) => (nearest[q]?.similarity ?? 0) >= from)
  const named = found.map((one) => one !== null && one.similarity >= from - 0.03)
  const right = named.map((is, q) => is && shareOf(found[q]?.id ?? 0, q) >= from - 0.05)
  const recall = right.filter((is, q) => is && twins[q]).length / Math.max(1, twins.filter(Boolean).length)
  return {
    [`recall ≥ ${from}`]: `${(100 * recall).toFixed(1)} %`,
    [`false ≥ ${from}`]: `${named.filter((is, q) => is && !right[q]).length}/${named.filter(Boolean).length}`,
  }
}

function shareOf(k: number, q: number): number {
  const [a, b] = [keptRuns[k] ?? [], new Set(askedRuns[q])]
  const both = [...a].filter((run) => b.has(run)).length
  return both / (a.length + b.size - both)
}

/** Processor time of this process and of the database's process for one connection. */
async function costOf(sql: Sql, work: (tx: Sql) => Promise<void>): Promise<{ ourMs: number; databaseMs: number }> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
    const before = await databaseMs(row?.pid ?? 0)
    const ours = process.cpuUsage()
    await work(tx)
    const { user, system } = process.cpuUsage(ours)
    return { ourMs: (user + system) / 1000, databaseMs: (await databaseMs(row?.pid ?? 0)) - before }
  })
}

/** Of Linux; elsewhere 0. Counted in hundredths of a second. */
async function databaseMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}
