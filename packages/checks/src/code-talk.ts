import type { Reading } from './check.ts'
import { once } from './once.ts'

/** Words of people who talk about markup and programs. */
const ABOUT_CODE =
  /\b(?:html|css|xml|json|markup|markdown|entit(?:y|ies)|tags?|snippets?|source code|code|template editor|javascript|webhooks?|api|sdk|docker|localhost|endpoints?|callbacks?|redirect ur[il]s?|npm|div|regex|encod(?:ing|ed)|charset|utf-?8)\b|<\/?[a-z]{1,10}>/i

/** True when the customer asked about markup or programs: then their signs in the reply are meant. */
export const isCodeTalk = once(({ customer }: Reading): boolean => ABOUT_CODE.test(customer?.text ?? ''))

/** True when the words around a sign say that it is meant: "the <br> tag", "`&nbsp;`". */
export function isShownAsCode(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 80), start)
  const after = text.slice(end, end + 60)
  if (/`[^`\n]{0,78}$/.test(before) && /^[^`\n]{0,58}`/.test(after)) return true
  if (/["“'‘]$/.test(before) && /^["”'’]/.test(after)) return true
  return ABOUT_CODE.test(before.replace(/<[^<>]{0,80}>/g, ' ')) || ABOUT_CODE.test(after.replace(/<[^<>]{0,80}>/g, ' '))
}
