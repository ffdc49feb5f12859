import { areOneName, isFirstName } from './nicknames.ts'

/** A name somebody is addressed by, where it stands, and whether a title stands before it. */
export type Address = {
  readonly start: number
  readonly end: number
  /** As written, without title. */
  readonly names: readonly string[]
  readonly titled: boolean
}

const GREETING =
  /^[ \t]*(?:(?:dear|hi|hiya|hello|hey|hallo|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|ch[eè]re?s?|hola|buenos d[ií]as|buenas tardes|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|gentile|caro|cara|ol[aá]|prezad[oa]|car[oa]|liebe[rs]?|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|moin|servus|gr[uü](?:ß|ss) gott|beste|geachte|hej|hei|k[aæ]re|ahoj|dobr[yý] den|cze[sś][cć]|szia|kedves|tisztelt)\b[ ,]*)+/i
const TITLE =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|dame|lord|lady|rev|father|sister|herr|herrn|frau|fr|hr|monsieur|madame|mademoiselle|mme|mlle|m|señora?|señorita|sra?|srta|don|doña|signora?|sig|dott|dottoressa|pan|pani|úr|coach|doc|doctor|captain|capt|chef|officer|sergeant|sgt|judge|pastor|rabbi|imam|nurse|principal|councill?or|senator)\.?$/i
/** Words that may stand among the names of an address without being one. */
const LINK =
  /^(?:and|und|et|y|e|och|og|en|i|&|\+|or|van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|zum|of|the)$/i
/** Words that address nobody by name. */
const NOBODY =
  /^(?:all|everyone|everybody|both|there|again|team|teams|folks?|guys|ladies|gentlemen|gents|colleagues?|friends?|sir|sirs|madam|customers?|clients?|guests?|members?|patrons?|users?|subscribers?|supporters?|readers?|parents?|students?|patients?|tenants?|residents?|neighbou?rs?|owners?|partners?|valued|esteemed|loyal|mate|buddy|dear|love|everyone|world|morning|afternoon|evening|day|to|from|for|with|we|i|it|your?|my|our|this|that|is|are|thanks?|thank|sorry|yes|no|ok|welcome|please|support|service|office|sales|accounts?|billing|admin|info|hr|company|customer service|damen|herren|zusammen|kundin|kunde|alle|toutes?|tous|todos?|todas?|tutti|allemaal|hiring|manager|alumni|shareholders?|stakeholders?|employers?|employees?|staff|participants?|committee|board|council|gang|fam|family|group|gurus?|people|executives?|traders?|assignees?|suppliers?|shippers?|holders?|\w+holders?|investors?|donors?|volunteers?|applicants?|candidates?|players?|buyers?|sellers?|travell?ers?|passengers?|drivers?|taxpayers?|citizens?|attendees?|delegates?|speakers?|authors?|contributors?|developers?|fans?|merchants?|vendors?|landlords?|landlad(?:y|ies)|hosts?|organi[sz]ers?|champ(?:ion)?s?|legends?|hero(?:es)?|explorers?|adventurers?|gardeners?|cyclists?|hikers?|runners?|skiers?|foodies?|bookworms?|strangers?|amigos?|boss|chief|honey|darling|sweetheart|pal|dude|man|bro|\w{3,}(?:owners?|lovers?|makers?|goers?|keepers?|seekers?|mates?|lords?)|happy|merry|holidays?|christmas|new|year|sir\/madam)$/i
const NAME = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u

/** How the text greets its reader: the name in the first line that greets. `null` when it greets nobody by name. */
export function greetingOf(text: string): Address | null {
  let at = 0
  for (const line of text.split('\n', 12)) {
    const found = greetingIn(line)
    if (found !== undefined) return found === null ? null : { ...found, start: found.start + at, end: found.end + at }
    at += line.length + 1
  }
  return null
}

/** `undefined` when the line is no greeting, `null` when it greets nobody by name. */
function greetingIn(line: string): Address | null | undefined {
  const head = line.slice(0, 120)
  const opening = GREETING.exec(head)
  // "Mr Truscott," on a line of its own greets too.
  if (opening === null && !isTitledLine(head) && !isNameLine(head)) return undefined
  const from = opening?.[0].length ?? 0
  // The name ends at a mark, at a dash, or at a gap where the line break was lost.
  const name = /^(?:(?![.-]? {2}| [-–] )[^,!:;–—?\n(])*/.exec(head.slice(from))?.[0].replace(/[.\s]+$/, '') ?? ''
  const address = addressOf(name)
  if (address === null || (head.length > 12 && head === head.toUpperCase())) return null
  const end = from + name.length
  return {
    ...address,
    start: line.length - line.trimStart().length,
    end: /[,!:]/.test(line[end] ?? '') ? end + 1 : end,
  }
}

const isTitledLine = (line: string) => /^\s*(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [^,:]{2,40}[,:]\s*$/.test(line)

/** "Declan," alone on a line, when it is known to be a name: "Sorry," looks the same. */
function isNameLine(line: string): boolean {
  const [, name] = /^\s*(\p{Lu}\p{L}{1,20})[,!]\s*$/u.exec(line) ?? []
  return name !== undefined && isFirstName(foldedName(name))
}

/** The names in "Mr and Mrs van der Berg"; `null` when a word is none. */
function addressOf(words: string): Pick<Address, 'names' | 'titled'> | null {
  const parts = words.split(/\s+/).filter((word) => word !== '')
  if (parts.length === 0 || parts.length > 7) return null
  const titled = parts.some((word) => TITLE.test(word))
  const rest = parts.filter((word) => !TITLE.test(word) && !LINK.test(word))
  if (rest.length === 0 || rest.some((word) => NOBODY.test(word) || !NAME.test(word))) return null
  const names = rest.map((word) => word.replace(/['’]s$/, '').replace(/\.$/, '')).filter((word) => word.length > 1)
  return names.length > 0 ? { names, titled } : null
}

/**
 * Names called out to the reader inside the text: "welcoming you, Mr Oduya, and…", "Have a great trip, Monica!". A
 * name without a title only counts at the end of a sentence that speaks to the reader, and not in the last line, where
 * it may be the writer's.
 */
export function vocativesOf(text: string): readonly Address[] {
  return [...titledVocatives(text), ...plainVocatives(text)].toSorted((a, b) => a.start - b.start)
}

function titledVocatives(text: string): readonly Address[] {
  const pattern =
    /\b(?:you|yes|no|sorry|again|know|see|course|indeed|thanks|regards|wishes|morning|welcome),? (?:Mr|Mrs|Ms|Miss|Dr)\.? (\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30})?)(?=[,.!?])/gu
  return [...text.matchAll(pattern)].map((match) => {
    const called = /(?:Mr|Mrs|Ms|Miss|Dr)\.? .*$/u.exec(match[0])?.[0] ?? match[0]
    const end = match.index + match[0].length
    return { start: end - called.length, end, names: (match[1] ?? '').split(' '), titled: true }
  })
}

/** How sentences begin that speak to the reader; a place or a colleague may stand at the end of others. */
const SPOKEN_TO =
  /(?:^|[.!?]\s+|\n\s*)(?:thanks|thank you|many thanks|have an?|enjoy|sorry|apologies|see you|take care|congratulations|happy|welcome|good luck|great|glad|you(?:['’]re| are)|shall (?:i|we)|may (?:i|we)|could you|can you|would you|do you|let (?:me|us) know|talk)\b[^.!?\n]{4,120}(?<=\p{Ll}|\d), (\p{Lu}\p{Ll}[\p{L}'’-]{1,20})[!?.](?=\s)/giu

function plainVocatives(text: string): readonly Address[] {
  return [...text.trimEnd().matchAll(SPOKEN_TO)].flatMap(({ 0: whole, 1: name = '', index }) => {
    const end = index + whole.length
    const before = whole.slice(0, -name.length - 3)
    // "Thanks to our baker, Jennifer." and "in Lisbon, Portugal." call nobody.
    if (!/^\p{Lu}/u.test(name) || NOBODY.test(name) || TITLE.test(name)) return []
    if (
      /\b(?:our|my|with|by|from|to|and) (?:\w+ ){0,2}\w+$/i.test(before.slice(-40)) &&
      /\b(?:our|my)\b/i.test(before.slice(-40))
    )
      return []
    if (/(?:\p{Lu}[\p{L}'’-]+|,[^,]*)$/u.test(before)) return []
    return [{ start: end - name.length - 1, end: end - 1, names: [name], titled: false }]
  })
}

const CLOSING =
  /^(?:(?:many |with |kind |best |warm(?:est)? |friendly |my )*(?:thanks|thank you|thx|tnx|ty|regards|greetings|wishes|cheers|love)|yours(?: \w+)?|sincerely|cordially|respectfully|best|all the best|ta|bye|take care|mit freundlichen grüßen|viele grüße|liebe grüße|lg|mfg|cordialement|bien à vous|saludos|un saludo|atentamente|saluti|cordiali saluti|groet(?:en|jes)?|met vriendelijke groet|hälsningar|mvh|x+)\b[^\n]{0,40}$/i

/**
 * Names by which a writer calls himself: the last lines of a letter, and "my name is", "this is X writing". Each as
 * written, with title and initials (`Mrs A. Pemberton`).
 */
export function selfNamesOf(text: string): readonly string[] {
  const tail = text.trimEnd().split('\n').slice(-8)
  const last = tail.length > 1 ? (tail.at(-1) ?? '').trim() : ''
  // "Where is it? Cheers, Bob" closes on its last line. Few marks are looked back over, or a row of them costs its square.
  const lines = tail.flatMap((line) => line.trim().split(/(?<=\p{Ll}{2}[.!?]{1,5})\s+/u))
  const closing = lines.findLastIndex((line) => CLOSING.test(line))
  const signed =
    closing >= 0
      ? [inlineName(lines[closing] ?? ''), ...lines.slice(closing + 1)].flatMap((line) => nameIn(line, true))
      : !/\p{Lu}{4}/u.test(last) && !/\d{4}/.test(tail.at(-2) ?? '')
        ? nameIn(last, false)
        : []
  return [...signed, ...introductionsIn(text)]
}

/** "Thanks, Ana" holds the name behind the comma. */
const inlineName = (line: string) =>
  /[,!.–-]\s+(.+)$/.exec(line)?.[1] ?? /^(?:cheers|thanks|best|regards|love)\s+(\S+)$/i.exec(line)?.[1] ?? ''

/** The name a line of a signature consists of. Small letters are only taken for a name below a closing. */
function nameIn(line: string, closed: boolean): string[] {
  const [head = ''] = line.split(/[,|(/–]|\s-\s/)
  const words = head.split(/\s+/).filter((word) => word !== '' && !/^x+$/i.test(word))
  const names = words.filter((word) => !TITLE.test(word) && !LINK.test(word))
  if (line.length > 60 || names.length === 0 || names.length > 4 || names.some((word) => NOBODY.test(word))) return []
  const capital = names.every((word) => NAME.test(word))
  const small = closed && names.length === 1 && /^[\p{L}'’-]{2,20}$/u.test(names.join(''))
  return capital || small ? [words.join(' ')] : []
}

const INTRODUCTION =
  /\b(?:my name is|my name['’]s|[Ii] am called|call me|[Ii]['’]m|[Ii] am|[Tt]his is|[Ii]t['’]s|[Ii]t is|[Hh]ere is|[Ii]ch bin|[Mm]ein [Nn]ame ist|[Jj]e suis|[Jj]e m['’]appelle|[Ss]oy|[Mm]e llamo|[Ss]ono|[Mm]i chiamo) (\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30})?)(?! ?\d)(?![\p{L}'’-])/gu

const introductionsIn = (text: string) =>
  [...text.slice(0, 5000).matchAll(INTRODUCTION)].flatMap(([, name]) => (name === undefined ? [] : [name]))

/** The parts of a personal name without its titles: `Mrs A. Pemberton` gives `A.` and `Pemberton`. */
export function nameParts(name: string): { readonly parts: readonly string[]; readonly titled: boolean } {
  const words = name.split(/[\s,]+/).filter((word) => word !== '')
  const parts = words.filter((word) => !TITLE.test(word) && !LINK.test(word))
  return { parts, titled: words.some((word) => TITLE.test(word)) }
}

/** A name without case, accents and marks: `Siobhán` becomes `siobhan`, `Müller` `muller`. */
export function foldedName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[đĐ]/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/æ/gi, 'ae')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()
}

/** True when two names may be one person's: equal, one inside the other, forms of one name, or one letter apart. */
export function mayBeOneName(one: string, other: string): boolean {
  const a = foldedName(one)
  const b = foldedName(other)
  if (a === '' || b === '') return true
  if (a === b || areOneName(a, b)) return true
  // An initial fits every name that begins with it.
  if (a.length === 1 || b.length === 1) return a[0] === b[0]
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.includes(short)) return true
  // ü may be written ue; a slip of one letter is a misspelling, not another person.
  const plain = (name: string) => name.replace(/([aou])e/g, '$1')
  return plain(a) === plain(b) || (short.length >= 4 && isOneLetterApart(short, long))
}

function isOneLetterApart(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  return short.length === long.length ? short.slice(i + 1) === long.slice(i + 1) : short.slice(i) === long.slice(i + 1)
}
