import type { Setting } from './settings.ts'

const MASK = '********'

/** A setting's value as it may be shown: secrets replaced, URLs without their password. */
export function maskedOf(setting: Setting, value: unknown): unknown {
  if (setting.secret === null || value === null || value === undefined) return value
  if (setting.secret === 'whole') return MASK
  if (Array.isArray(value)) return value.map((row) => maskedRow(setting, row))
  return typeof value === 'string' ? maskedUrl(value) : MASK
}

function maskedRow(table: Setting, row: unknown): unknown {
  if (row === null || typeof row !== 'object') return MASK
  const fields = Object.entries(row).map(([key, value]) => {
    const column = table.columns.find(({ path }) => path.at(-1) === key)
    return [key, column === undefined ? MASK : maskedOf(column, value)]
  })
  return Object.fromEntries(fields)
}

/** PostgreSQL takes passwords in the query too, so what stands there under such a name goes as well. */
function maskedUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null) return MASK
  if (url.password !== '') url.password = MASK
  for (const name of [...url.searchParams.keys()])
    if (/passw|secret|token|key/i.test(name)) url.searchParams.set(name, MASK)
  return url.href
}
