/**
 * True when `address` matches `pattern`, in which `*` stands for any run of characters: `anna@acme.example`,
 * `*@acme.example`, `*@*.acme.example`, `*`. Case does not count. Linear.
 */
export function matchesAddress(pattern: string, address: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const text = address.toLowerCase()
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  let at = first.length
  const end = text.length - last.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found < 0 || found + piece.length > end) return false
    at = found + piece.length
  }
  return true
}
