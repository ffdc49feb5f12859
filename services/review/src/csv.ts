/** A value of a cell. `null` is an empty one. */
export type CsvValue = string | number | boolean | Date | null | readonly string[]

/**
 * Rows as comma-separated values (RFC 4180), the header line first. Text that a spreadsheet would take for a formula gets
 * an apostrophe before it: a customer's name must not run a command on a lead's computer (CWE-1236).
 */
export function csvOf<Row>(rows: readonly Row[], columns: Readonly<Record<string, (row: Row) => CsvValue>>): string {
  const lines = [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((cellIn) => cellIn(row)))]
  return lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(value: CsvValue): string {
  const text = textOf(value)
  const safe = typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Full-width signs count in some spreadsheets, and what follows blanks in others. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

function textOf(value: CsvValue): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? value.join(' ') : String(value)
}
