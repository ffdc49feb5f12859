import type { Parser } from 'htmlparser2'

const CELLS = new Set(['td', 'th', 'caption', 'table'])
const TABLE_PARTS = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th', 'caption'])
const TABLE = new Set(['table'])

/**
 * Makes the parser ignore end tags that a browser ignores: those whose element was opened outside of the table cell
 * they stand in, and those of body and html. Mail is full of stray `</div>`; taken at their word they would end the
 * quote around the table.
 * @param open the open elements, outermost first
 */
export function ignoreStrayEndTags(parser: Parser, html: string, open: readonly { readonly name: string }[]): void {
  const close = parser.onclosetag.bind(parser)
  parser.onclosetag = (start, end) => {
    const name = html.slice(start, end).toLowerCase()
    if (name !== 'body' && name !== 'html' && !isStray(name, open)) close(start, end)
  }
}

function isStray(name: string, open: readonly { readonly name: string }[]): boolean {
  const boundary = TABLE_PARTS.has(name) ? TABLE : CELLS
  for (let i = open.length - 1; i >= 0; i--) {
    const other = open[i]?.name ?? ''
    if (other === name) return false
    if (boundary.has(other)) return true
  }
  // Not open at all: `</p>` and `</br>` still mean something, the rest the parser drops itself.
  return false
}
