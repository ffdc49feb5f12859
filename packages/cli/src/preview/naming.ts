import { createHash, randomBytes } from 'node:crypto'
import type { PreviewReply } from '@proofgate/store'
import type { Naming } from './preview.ts'

/** Agents by their addresses. */
export const NAMED: Naming = { isHidden: false, agent: (address) => address, words: (text) => text }

const HIDDEN = '▮▮▮'

/**
 * Agents without names: `agent 7f3a`, another one each time, so that two previews cannot be laid side by side; and their
 * names and addresses are blotted out of the words shown.
 */
export function anonymous(): Naming {
  const salt = randomBytes(16)
  const labels = new Map<string, string>()
  const labelOf = (address: string) => {
    const known = labels.get(address)
    if (known !== undefined) return known
    const digest = createHash('sha256').update(salt).update(address).digest('hex')
    const taken = new Set(labels.values())
    const lengths = [4, 6, 8, 16, 64]
    const label = lengths.map((length) => `agent ${digest.slice(0, length)}`).find((one) => !taken.has(one))
    labels.set(address, label ?? `agent ${digest}`)
    return label ?? `agent ${digest}`
  }
  return { isHidden: true, agent: (address) => (address === null ? null : labelOf(address)), words: blotted }
}

function blotted(text: string, { agent, agentName }: PreviewReply): string {
  const local = agent?.slice(0, agent.lastIndexOf('@')) ?? ''
  const names = [agent ?? '', local, ...local.split(/[._+-]/), ...(agentName ?? '').split(/[\s,"'()]+/)]
  const words = [...new Set(names.map((name) => name.trim()).filter(isName))]
  return words
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replace(wholeWord(name), HIDDEN), text)
}

/** A mailbox that several people write from is nobody's name. */
const SHARED = new Set(
  'help helpdesk support info service services team desk sales office contact hello mail care orders claims billing shop the and'.split(
    ' ',
  ),
)

const isName = (word: string) => word.length > 2 && !SHARED.has(word.toLowerCase())

const wholeWord = (name: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu')
