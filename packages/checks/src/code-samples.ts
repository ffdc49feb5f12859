import type { Slot } from './slots.ts'

/** Words of people who ask about programs, settings and templates: braces in the answer are then a lesson. */
const ASKED =
  /\b(?:apis?|endpoints?|curl|json|ya?ml|xml|toml|csv import|config(?:s|uration)?(?: files?)?|env(?:ironment)?[ -](?:var\w*|files?)|variables?|placeholders?|merge[ -]?(?:tags?|fields?)|(?:e-?mail |mail |reply )?templates?|snippets?|syntax|regex\w*|(?:source|sample|example) code|python|javascript|typescript|node\.js|php|golang|sdk|webhooks?|docker\w*|kubernetes|k8s|nginx|command[ -]?line|bash script|shell script|powershell|sql|html|css|handlebars|liquid|jinja|mustache|dynamic (?:content|fields?|text)|personali[sz]ation|shortcodes?|(?:custom|merge|template) fields?|oauth|api[ -]?(?:keys?|tokens?))\b|\.(?:env|ya?ml|json|toml|ini|conf|cfg|sh|py|js|ts|php|rb)\b/i

/** The same of an answer, where fewer words are proof: a template may well speak of "your configuration". */
const TOLD =
  /\b(?:endpoints?|curl|environment variables?|placeholders?|merge[ -]?(?:tags?|fields?)|webhooks?|json|ya?ml)\b|\b[\w/-]{1,40}\.(?:ya?ml|json|toml|ini|conf|cfg|sh|py|js|ts|php|rb)\b/i

/** Addresses of programs' interfaces, and what stands before one. */
const INTERFACE = /^https?:\/\/(?:[\w-]+\.)*api\b|\/(?:api|rest|graphql|v\d{1,2})(?:[/?]|$)/i
const METHOD = /\b(?:GET|POST|PUT|PATCH|DELETE|curl)\b[^\n]{0,40}$/

/** True for a customer's message about programs, settings or templates. */
export const asksAboutCode = (text: string) => ASKED.test(text)

/** True for an answer that explains programs, settings or templates. */
export const tellsAboutCode = (text: string) => TOLD.test(text)

/** Longer addresses are read in part. */
const REACH = 300

/** True for `{user_id}` in `https://api.shop.example/v1/users/{user_id}`: the documentation of an interface. */
export function isInInterface(text: string, { start, end }: Pick<Slot, 'start' | 'end'>): boolean {
  const before = text.slice(Math.max(0, start - REACH), start).replace(/^.*\s/s, '')
  const after = /^\S*/.exec(text.slice(end, end + REACH))?.[0] ?? ''
  if (!before.includes('/')) return false
  const path = before + text.slice(start, end) + after
  return INTERFACE.test(path) || METHOD.test(text.slice(Math.max(0, start - before.length - 60), start - before.length))
}

/** `${PORT:-8080}` and `$(hostname)` are written for a shell; no template of mails knows them. */
export const isShell = (words: string) => /^\$\{\w{1,60}:?[-?+=]/.test(words)

/** "Write {{name}} where …" tells the customer to write it. */
export const isDictated = (text: string, at: number) =>
  /\b(?:write|type|insert|paste|syntax is|looks like|placeholder|merge tag|variable) ["'“‘]?$/i.test(
    text.slice(Math.max(0, at - 20), at),
  )

/** A slot in the greeting or below it waits for a name, whatever the mail is about. */
export function isInGreeting(text: string, at: number): boolean {
  if (at > REACH) return false
  const above = text.slice(0, at).trimStart()
  return /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|bonjour|hola|ciao)\b[^\n]*$/i.test(above)
}
