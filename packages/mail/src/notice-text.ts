import { noticeAsHtml, noticeAsText, type Section } from './notice-format.ts'
import { plainWords } from './outgoing-fields.ts'

/** One objection, as the agent is shown it. */
export type NoticeFinding = {
  /** What is wrong, one sentence. */
  readonly message: string
  /** What to do about it. */
  readonly suggestion: string
  /** The words objected to; `null` when something is missing rather than wrong. */
  readonly excerpt: string | null
  /** The line of the mail that holds the excerpt (see `noticeLineOf`); `null` when there is none. */
  readonly line: string | null
}

/** What every notice tells. */
type About = {
  /** The message's id, by which people ask for it. */
  readonly id: string
  /** Subject of the agent's mail, decoded. */
  readonly subject: string
  readonly recipients: readonly string[]
  /** Where to look at it; `null` when there is no console to link to. Must be http or https. */
  readonly link: string | null
  /** What of the mail could not be read or checked, a few words each; nothing when left out. */
  readonly unread?: readonly string[]
}

/** What a notice is about. */
export type Notice =
  | (About & { readonly kind: 'held'; readonly findings: readonly NoticeFinding[] })
  | (About & {
      readonly kind: 'returned-by-reviewer'
      readonly findings: readonly NoticeFinding[]
      /** Name of the reviewer; `null` when it is not to be told. */
      readonly reviewer: string | null
      /** The reviewer's own words; `null` when there are none. */
      readonly note: string | null
    })
  | (About & { readonly kind: 'returned-by-policy'; readonly findings: readonly NoticeFinding[] })
  | (About & { readonly kind: 'released'; readonly reviewer: string | null; readonly note: string | null })
  | (About & { readonly kind: 'unjudged' })

/** A notice in words, ready for `composeNotice`. */
export type NoticeText = { readonly subject: string; readonly text: string; readonly html: string }

/** The words of a notice to the agent: what happened, where, and what to do now. */
export function noticeTextOf(notice: Notice): NoticeText {
  const sections = [...sectionsOf(notice), ...referenceOf(notice)]
  const subject = plainWords(notice.subject, 200)
  return {
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject || '(no subject)'}`,
    text: noticeAsText(sections),
    html: noticeAsHtml(sections),
  }
}

function sectionsOf(notice: Notice): Section[] {
  const mail = mailOf(notice)
  switch (notice.kind) {
    case 'held':
      return [
        words(`${mail} is waiting for a second look. It has not gone out yet.`),
        ...findings('What we noticed', notice.findings),
        ...unread(notice),
        words('A reviewer reads it next, and sends it or returns it to you with a note.'),
        words('You need not do anything, and please do not send it again: it is safe here.'),
      ]
    case 'returned-by-reviewer':
      return [
        words(`${mail} was not sent. ${notice.reviewer ?? 'A reviewer'} has returned it to you.`),
        ...note(notice.note),
        ...findings('What we noticed', notice.findings),
        ...unread(notice),
        words(AGAIN),
      ]
    case 'returned-by-policy':
      return [
        words(`${mail} was not sent. Something in it needs a change first.`),
        ...findings('What to change', notice.findings),
        ...unread(notice),
        words(AGAIN),
      ]
    case 'released':
      return [
        words(`${mail} is on its way. ${notice.reviewer ?? 'A reviewer'} has read it and sent it, unchanged.`),
        ...note(notice.note),
        words('You need not do anything.'),
      ]
    case 'unjudged':
      return [
        words(`${mail} has arrived here safely, but could not be checked yet. It has not gone out.`),
        words('We keep trying by ourselves.'),
        words('You need not do anything, and please do not send it again.'),
      ]
  }
}

const AGAIN = 'To send it after all, change it in your mail tool and send it again.'

function mailOf({ subject, recipients }: Notice): string {
  const [first, ...others] = recipients
  const title = plainWords(subject, 100)
  const to =
    first === undefined ? '' : ` to ${plainWords(first, 254)}${others.length > 0 ? ` and ${others.length} more` : ''}`
  return `Your mail${title === '' ? '' : ` "${title}"`}${to}`
}

function referenceOf({ id, link }: Notice): Section[] {
  const reference = words(`Reference: ${plainWords(id, 100)}`)
  return link !== null && /^https?:\/\/[^\s"<>]{1,1000}$/.test(link)
    ? [{ kind: 'link', words: 'Where it stands, and more about each point:', href: link }, reference]
    : [reference]
}

function findings(heading: string, list: readonly NoticeFinding[]): Section[] {
  return list.length === 0
    ? []
    : [
        { kind: 'heading', words: heading },
        { kind: 'findings', findings: list },
      ]
}

/** More reasons than these help nobody. */
const UNREAD_MAX = 5

function unread({ unread = [] }: Notice): Section[] {
  const what = unread.slice(0, UNREAD_MAX).map((one) => plainWords(one, 100))
  return what.length === 0 ? [] : [words(`Not all of it could be checked: ${what.join('; ')}.`)]
}

function note(text: string | null): Section[] {
  return text === null || text.trim() === ''
    ? []
    : [
        { kind: 'heading', words: 'The note' },
        { kind: 'quote', words: text },
      ]
}

function words(text: string): Section {
  return { kind: 'words', words: text }
}
