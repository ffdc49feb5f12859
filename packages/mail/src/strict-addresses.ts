import { isUtf8 } from 'node:buffer'

/** Why an address field cannot be vouched for: it could be read in two ways, or not at all. */
export type ListFault = 'too-long' | 'too-many' | 'no-address' | 'text-behind' | 'unclosed' | 'odd-character'

/** Octets of a field: hundreds of authors. What goes beyond is written to be cut by somebody. */
const OCTETS_MAX = 8 * 1024
const ADDRESSES_MAX = 200
const ADDRESS_MAX = 320

/**
 * local@domain: one `@`, nothing that a reader could take for the end of it, no comment, no route. The local part may
 * be quoted, but not to hide an address in it.
 */
const ADDRESS = /^(?:"[^"\\@<>]+"|[^\s"(),:;<>@[\]\\]+)@(?:[^\s"(),:;<>@[\]\\]+|\[[\w.:-]+\])$/

/** RFC 2047 §5 (3) has no encoded word in an address; decoded by a reader, it is another one. */
const ENCODED_WORD_START = '=?'

/** An encoded word of a display name, sloppy writers' commas and brackets in it included. */
const ENCODED_WORD = /=\?[^?\s]{1,60}\?[BbQq]\?[^?\s<>"]{0,1000}\?=/y

/** What a reader who does not know of quotes, comments and encoded words would take for an address. */
const ADDRESS_LIKE = /[^\s<>"'(),;:\\?@]*@[^\s<>"'(),;:\\?]*/g

/** Characters nobody sees, or that turn the order around (RFC 8264 §9), and blanks but the plain ones. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Z}]/u

/**
 * The addresses of an address list (RFC 5322 §3.4, RFC 6854 for groups) as octets of a folded header value; a fault
 * when it is not plain to every reader which they are. Everything unquoted that looks like an address is one, in a
 * display name too. Linear.
 */
export function addressesIn(value: Buffer): readonly string[] | ListFault {
  if (value.length > OCTETS_MAX) return 'too-long'
  const text = value.toString(isUtf8(value) ? 'utf8' : 'latin1').replace(/\r*\n(?=[ \t])/g, '')
  if (CONTROL.test(text.trimEnd())) return 'odd-character'
  const list = new AddressList()
  const fault = list.read(text.trimEnd())
  if (fault !== null) return fault
  if (list.addresses.length > ADDRESSES_MAX) return 'too-many'
  return list.addresses.length === 0 ? 'no-address' : list.addresses
}

/** One reading of one list, from left to right. */
class AddressList {
  readonly addresses: string[] = []
  /** Words of the entry under way: its display name, or its address when there is no other. */
  #words: string[] = []
  /** True behind the angle brackets of an entry. */
  #isAddressed = false

  read(text: string): ListFault | null {
    for (let at = 0; at < text.length; ) {
      const step = this.#step(text, at)
      if (typeof step === 'string') return step
      at = step
    }
    return this.#endEntry()
  }

  /** Reads on from `at`; gives where to read next. */
  #step(text: string, at: number): number | ListFault {
    switch (text[at]) {
      case ' ':
      case '\t':
        return at + 1
      case ',':
      case ';':
        return this.#endEntry() ?? at + 1
      case ':':
        // What stands before it is the name of a group.
        return this.#isAddressed ? 'text-behind' : (this.#claimWords() ?? at + 1)
      case '(':
        return this.#comment(text, at)
      case '<':
        return this.#angle(text, at)
      default:
        return this.#word(text, at)
    }
  }

  #comment(text: string, at: number): number | ListFault {
    let depth = 0
    for (let i = at; i < text.length; i++) {
      if (text[i] === '\\') i++
      else if (text[i] === '(') depth++
      else if (text[i] === ')' && --depth === 0) return this.#claimHidden(text.slice(at, i)) ?? i + 1
    }
    return 'unclosed'
  }

  #angle(text: string, at: number): number | ListFault {
    if (this.#isAddressed) return 'text-behind'
    const end = text.indexOf('>', at)
    if (end < 0) return 'unclosed'
    const fault = this.#claimWords() ?? this.#claim(text.slice(at + 1, end).replace(/^[ \t]+|[ \t]+$/g, ''))
    this.#isAddressed = true
    return fault ?? end + 1
  }

  /** A run without blanks: atoms, quoted strings and encoded words. */
  #word(text: string, start: number): number | ListFault {
    if (this.#isAddressed) return 'text-behind'
    let at = start
    for (; at < text.length && !' \t,;:(<'.includes(text.charAt(at)); at++) {
      const char = text.charAt(at)
      if (char === '>' || (char === '\\' && '"<>(),;:@\\'.includes(text.charAt(at + 1)))) return 'odd-character'
      if (char === '"') {
        const end = quotedEnd(text, at)
        if (end < 0) return 'unclosed'
        const fault = this.#claimHidden(text.slice(at + 1, end))
        if (fault !== null) return fault
        at = end
      } else if (char === '=' && at === start) at = encodedEnd(text, at)
    }
    this.#words.push(text.slice(start, at))
    return at
  }

  #endEntry(): ListFault | null {
    if (this.#isAddressed) {
      this.#isAddressed = false
      return null
    }
    const [only, ...others] = this.#words
    this.#words = []
    if (only === undefined) return null
    return others.length > 0 ? 'no-address' : this.#claim(only)
  }

  /** A display name that holds an address is shown as that address by some readers: it counts as one. */
  #claimWords(): ListFault | null {
    const name = this.#words.map((word) => word.replace(/"(?:[^"\\]|\\.)*"/g, '""')).join(' ')
    this.#words = []
    // Blanks around the @ are old syntax (RFC 5322 §4.4). "Anna @ Acme" is none: a domain has a dot.
    for (const word of name.replace(/ ?@ ?/g, '@').split(' ')) {
      if (!/@.*[.[]/.test(word)) continue
      const fault = isEncodedWord(word) ? this.#claimLike(word) : this.#claim(word.replace(/^'+|'+$/g, ''))
      if (fault !== null) return fault
    }
    return null
  }

  /** Of a quoted string or comment: addresses, when there are angle brackets about. */
  #claimHidden(text: string): ListFault | null {
    return text.includes('<') ? this.#claimLike(text) : null
  }

  #claimLike(text: string): ListFault | null {
    for (const [like] of text.matchAll(ADDRESS_LIKE)) {
      const fault = this.#claim(like)
      if (fault !== null) return fault
    }
    return null
  }

  #claim(address: string): ListFault | null {
    if (!ADDRESS.test(address) || address.length > ADDRESS_MAX) return 'no-address'
    if (address.includes(ENCODED_WORD_START)) return 'no-address'
    const folded = address.normalize('NFKC')
    if (INVISIBLE.test(address.replace(/[ \u200c\u200d]/g, '')) || folded.split('@').length !== 2)
      return 'odd-character'
    this.addresses.push(address)
    return null
  }
}

const isEncodedWord = (word: string) => encodedEnd(word, 0) === word.length - 1

/** Where the quoted string that begins at `start` ends; -1 when it does not. */
function quotedEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i
  }
  return -1
}

/** The last character of the encoded word at `at`; `at` itself when there is none. */
function encodedEnd(text: string, at: number): number {
  ENCODED_WORD.lastIndex = at
  const found = ENCODED_WORD.exec(text)
  return found === null ? at : at + found[0].length - 1
}

const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/
