import type { Span } from '@proofgate/mail'

/** What Windows-1252 shows for the bytes 0x80 to 0x9f; the others are those of Latin-1. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Where text that was UTF-8 could have been read as Windows-1252: two or more characters outside ASCII in a row. */
const RUN = /[^\s\p{ASCII}]{2,200}/gu

/** Characters that mails hold: Latin letters, dashes and quotation marks, €, ™, Greek, Cyrillic, emoji, the byte order mark. */
const ORDINARY = /^[\u00a0-\u017f\u0370-\u03ff\u0400-\u04ff\u2010-\u203a\u20ac\u2122\ufeff\u{1f300}-\u{1faff}]+$/u

/** `CafÃ©`, `weâ€™re`: words with UTF-8 in them that was read with the wrong character set, each with what it should be. */
export function* mojibakeIn(text: string): Iterable<Span & { readonly meant: string }> {
  let last: (Span & { readonly meant: string }) | null = null
  for (const { start, end, meant } of stretchesIn(text)) {
    const from = start - (/[^\s]{0,30}$/.exec(text.slice(Math.max(0, start - 30), start))?.[0].length ?? 0)
    const to = end + (/^[^\s.,;:!?]{0,30}/.exec(text.slice(end, end + 30))?.[0].length ?? 0)
    if (last !== null && start < last.end) {
      const rest: string = last.meant.slice(0, last.meant.length - (last.end - start))
      last = {
        start: last.start,
        end: Math.max(last.end, to),
        meant: rest + meant + text.slice(end, Math.max(last.end, to)),
      }
      continue
    }
    if (last !== null) yield last
    last = { start: from, end: to, meant: text.slice(from, start) + meant + text.slice(end, to) }
  }
  if (last !== null) yield last
}

function* stretchesIn(text: string): Iterable<Span & { readonly meant: string }> {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    for (const part of runsOfBytes(run)) {
      const meant = decoded(part.bytes)
      if (meant === null || !ORDINARY.test(meant)) continue
      const start = index + part.start
      yield { start, end: start + lengthOf(part.bytes), meant }
    }
  }
}

/** Lead byte and continuation bytes in a row; a closing guillemet behind a capital (`ÉTÉ»`) is none. */
function* runsOfBytes(run: string): Iterable<{ readonly start: number; readonly bytes: readonly number[] }> {
  let start = -1
  let bytes: number[] = []
  for (let i = 0; i <= run.length; i++) {
    const byte = i < run.length ? byteOf(run[i] ?? '') : null
    const isLead = byte !== null && byte >= 0xc2 && byte <= 0xf4
    const isRest = byte !== null && byte >= 0x80 && byte < 0xc0
    if (start >= 0 && isRest) bytes.push(byte)
    else {
      if (start >= 0 && bytes.length > 1) yield { start, bytes }
      start = isLead ? i : -1
      bytes = isLead && byte !== null ? [byte] : []
    }
  }
}

function byteOf(character: string): number | null {
  const code = character.charCodeAt(0)
  if (code >= 0xa0 && code <= 0xff) return code
  const at = WINDOWS_1252.indexOf(character)
  return at >= 0 ? 0x80 + at : null
}

const lengthOf = ([lead = 0]: readonly number[]) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** `null` when the bytes are no UTF-8. Stray bytes at the end (a quotation mark that was read rightly) do not matter. */
function decoded(bytes: readonly number[]): string | null {
  const length = lengthOf(bytes)
  // É» and Ä» are letters before a closing mark more often than anything else.
  if (length === 2 && bytes[0] !== 0xc3 && bytes[0] !== 0xc2 && bytes[1] === 0xbb) return null
  try {
    return UTF8.decode(Uint8Array.from(bytes.slice(0, length)))
  } catch {
    return null
  }
}
