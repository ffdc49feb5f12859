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

/** The same, with the last column cut to what is left of `width` columns. The first row is the head. */
export function fittedTable(rows: readonly (readonly Cell[])[], paint: Paint, width: number): string {
  const used = (rows[0] ?? [])
    .slice(0, -1)
    .map((_, i) => 2 + Math.max(...rows.map((row) => stringWidth(textOf(row[i])))))
  const left = Math.max(20, width - used.reduce((sum, columns) => sum + columns, 0))
  return tableOf(
    rows.map((row, i) => (i === 0 ? row : [...row.slice(0, -1), cut(textOf(row.at(-1)), left)])),
    paint,
  )
}

/** A text of at most so many columns; what is cut off is an ellipsis. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (stringWidth(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept}…`
}
