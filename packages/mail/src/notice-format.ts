import { markedLine } from './notice-line.ts'
import type { NoticeFinding } from './notice-text.ts'
import { plainWords } from './outgoing-fields.ts'

/** One part of a notice. */
export type Section =
  | { readonly kind: 'words' | 'heading' | 'quote'; readonly words: string }
  | { readonly kind: 'findings'; readonly findings: readonly NoticeFinding[] }
  | { readonly kind: 'link'; readonly words: string; readonly href: string }

const FINDINGS_MAX = 10
const WORDS_MAX = 600

/** The sections as plain text, an empty line between them. The words objected to stand between >> and <<. */
export function noticeAsText(sections: readonly Section[]): string {
  return `${sections.map(textOf).join('\n\n')}\n`
}

/** The sections as HTML that needs no style sheet; every word escaped. */
export function noticeAsHtml(sections: readonly Section[]): string {
  return `<div style="font-family:sans-serif;font-size:14px;line-height:1.5">\n${sections.map(htmlOf).join('\n')}\n</div>\n`
}

function textOf(section: Section): string {
  switch (section.kind) {
    case 'words':
      return plainWords(section.words, WORDS_MAX)
    case 'heading':
      return `${plainWords(section.words, WORDS_MAX)}:`
    case 'quote':
      return linesOf(section.words)
        .map((line) => `  "${line}"`)
        .join('\n')
    case 'link':
      return `${plainWords(section.words, WORDS_MAX)}\n${section.href}`
    case 'findings':
      return [...shown(section.findings).map(textFinding), ...moreOf(section.findings)].join('\n\n')
  }
}

function textFinding({ message, suggestion, excerpt, line }: NoticeFinding, index: number): string {
  const parts = [`${index + 1}. ${plainWords(message, WORDS_MAX)}`]
  if (excerpt !== null) {
    const { before, marked, after } = markedLine(line, excerpt)
    parts.push(`     ${before}>>${marked}<<${after}`)
  }
  if (suggestion !== '') parts.push(`   ${plainWords(suggestion, WORDS_MAX)}`)
  return parts.join('\n')
}

function htmlOf(section: Section): string {
  switch (section.kind) {
    case 'words':
      return `<p>${escaped(plainWords(section.words, WORDS_MAX))}</p>`
    case 'heading':
      return `<p><b>${escaped(plainWords(section.words, WORDS_MAX))}</b></p>`
    case 'quote':
      return `<blockquote>${linesOf(section.words).map(escaped).join('<br>')}</blockquote>`
    case 'link':
      return `<p>${escaped(plainWords(section.words, WORDS_MAX))}<br><a href="${escaped(section.href)}">${escaped(section.href)}</a></p>`
    case 'findings':
      return `<ol>\n${shown(section.findings).map(htmlFinding).join('\n')}\n</ol>${moreOf(section.findings)
        .map((words) => `\n<p>${escaped(words)}</p>`)
        .join('')}`
  }
}

function htmlFinding({ message, suggestion, excerpt, line }: NoticeFinding): string {
  const parts = [escaped(plainWords(message, WORDS_MAX))]
  if (excerpt !== null) {
    const { before, marked, after } = markedLine(line, excerpt)
    parts.push(
      `<span style="font-family:monospace">${escaped(before)}<b style="background:#ffe9a8">&gt;&gt;${escaped(marked)}&lt;&lt;</b>${escaped(after)}</span>`,
    )
  }
  if (suggestion !== '') parts.push(escaped(plainWords(suggestion, WORDS_MAX)))
  return `<li>${parts.join('<br>\n')}</li>`
}

function shown(findings: readonly NoticeFinding[]): readonly NoticeFinding[] {
  return findings.slice(0, FINDINGS_MAX)
}

function moreOf(findings: readonly NoticeFinding[]): string[] {
  const more = findings.length - FINDINGS_MAX
  return more > 0 ? [`… and ${more} more.`] : []
}

/** A reviewer's note keeps its line ends, within reason. */
function linesOf(words: string): string[] {
  return words
    .split('\n')
    .map((line) => plainWords(line, WORDS_MAX))
    .filter((line) => line !== '')
    .slice(0, 40)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
