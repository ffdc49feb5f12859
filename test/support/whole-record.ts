import { zstdDecompressSync } from 'node:zlib'
import type { Sql } from '@proofgate/store'

/**
 * Names of the columns in which one of `needles` stands, in any case: in text, in JSON, in octets as they are, and in
 * octets unpacked where they are packed. Looks at every row of every table there is, known here or not.
 */
export async function columnsHolding(sql: Sql, needles: readonly string[]): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const found = new Set<string>()
  for (const { name } of tables) {
    for (const row of await sql.unsafe(`select * from ${name}`)) {
      for (const [column, value] of Object.entries(row)) {
        const said = textsIn(value).map((text) => text.toLowerCase())
        if (said.some((text) => needles.some((needle) => text.includes(needle.toLowerCase()))))
          found.add(`${name}.${column}`)
      }
    }
  }
  return [...found].toSorted()
}

function textsIn(value: unknown): string[] {
  if (!Buffer.isBuffer(value)) return [JSON.stringify(value) ?? '']
  return [value.toString('latin1'), unpackedOr(value)]
}

function unpackedOr(bytes: Buffer): string {
  try {
    return zstdDecompressSync(bytes).toString('latin1')
  } catch {
    return ''
  }
}
