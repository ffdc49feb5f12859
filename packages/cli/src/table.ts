import stringWidth from 'string-width'
import type { Paint } from './cli.ts'

/** A cell: its text, and how it is painted once the columns are aligned. */
export type Cell = string | { readonly text: string; readonly style: Parameters<Paint>[0] }

/** Rows in aligned columns, two spaces between them; numbers to the right. The last column is not filled up. */
export function tableOf(rows: readonly (readonly Cell[])[], paint: Paint): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => stringWidth(textOf(row[column])))))
  const line = (row: readonly Cell[]) =>
    row.map((cell, column) => aligned(cell, column === row.length - 1 ? 0 : (widths[column] ?? 0), paint)).join('  ')
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('')
}

const textOf = (cell: Cell | undefined) => (cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text)

function aligned(cell: Cell, width: number, paint: Paint): string {
  const text = textOf(cell)
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  const painted = typeof cell === 'string' ? text : paint(cell.style, text)
  return /^\d+(\.\d+)?$/.test(text) ? space + painted : painted + space
}
