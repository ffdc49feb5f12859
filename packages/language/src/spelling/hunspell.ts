/** One rule of an affix group: what is cut off, what is put on, and which words it is for. */
type Affix = { readonly cut: string; readonly add: string; readonly fits: RegExp | null }
type Group = { readonly isPrefix: boolean; readonly affixes: Affix[] }
type Take = (form: string) => void

/**
 * Hands over all forms of the words of a Hunspell dictionary, some of them twice. Reads what the English dictionaries
 * made from SCOWL use: prefixes, suffixes and their product; compound rules (for ordinal numbers) are left out.
 * Makes no lists on its way: there are 130,000 forms, and a process that once grew does not shrink.
 */
export function eachForm(aff: string, dic: string, take: Take): void {
  const groups = groupsOf(aff)
  eachLine(dic, (line) => {
    const slash = line.indexOf('/')
    const word = slash < 0 ? line : line.slice(0, slash)
    // The first line counts the words.
    if (word === '' || /^\d+$/.test(word)) return
    take(word)
    if (slash < 0) return
    for (let i = slash + 1; i < line.length; i++) {
      const group = groups.get(line.charAt(i))
      if (group === undefined) continue
      eachAffixed(word, group, (form) => {
        take(form)
        if (group.isPrefix) eachSuffixed(form, line, slash, groups, take)
      })
    }
  })
}

function eachSuffixed(stem: string, line: string, slash: number, groups: ReadonlyMap<string, Group>, take: Take): void {
  for (let i = slash + 1; i < line.length; i++) {
    const group = groups.get(line.charAt(i))
    if (group !== undefined && !group.isPrefix) eachAffixed(stem, group, take)
  }
}

function eachAffixed(word: string, { isPrefix, affixes }: Group, take: Take): void {
  for (const { cut, add, fits } of affixes) {
    if (!(isPrefix ? word.startsWith(cut) : word.endsWith(cut)) || (fits !== null && !fits.test(word))) continue
    take(isPrefix ? add + word.slice(cut.length) : word.slice(0, word.length - cut.length) + add)
  }
}

/** Calls for each line, white space around it left out. */
export function eachLine(text: string, take: (line: string) => void): void {
  for (let at = 0; at < text.length; ) {
    const stop = text.indexOf('\n', at)
    const end = stop < 0 ? text.length : stop
    take(text.slice(at, end).trim())
    at = end + 1
  }
}

function groupsOf(aff: string): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  eachLine(aff, (line) => {
    const [kind, flag = '', cut = '', add = '', condition = '.'] = line.split(/\s+/)
    if (kind !== 'PFX' && kind !== 'SFX') return
    const isPrefix = kind === 'PFX'
    const group = groups.get(flag)
    // The first line of a group counts its rules.
    if (group === undefined) groups.set(flag, { isPrefix, affixes: [] })
    else group.affixes.push({ cut: none(cut), add: none(add), fits: fitting(condition, isPrefix) })
  })
  return groups
}

const none = (part: string) => (part === '0' ? '' : part)

const fitting = (condition: string, isPrefix: boolean) =>
  condition === '.' ? null : new RegExp(isPrefix ? `^${condition}` : `${condition}$`)
