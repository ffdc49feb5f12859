import { ACTION, INSTRUCTION, isAskBack } from '@proofgate/language'
import type { Spoken } from './letter.ts'
import { isSaid } from './phrases.ts'
import { RETALIATION_PHRASES } from './words/retaliation-phrases.ts'

/** Words of the house that sound like an act and are none. */
const EMPTY =
  /\b(?:will|shall|can) (?:always |certainly )?(?:be (?:happy|glad|pleased|passed on|read|noted|taken (?:into account|seriously)|kept in mind|of service)|help us|make us|improve|appreciate|continue to|strive|do our best|keep (?:this|it|that) in mind)\b|\b(?:passed|forwarded|shared) (?:it |this |your (?:\w+ ){1,3})?(?:on |along )?(?:to|with) (?:the |our )?(?:relevant |right |responsible |whole |entire )?(?:team|department|colleagues)\b|\byou can (?:imagine|see|be sure|rest assured|always|count on)\b|\bthanks? (?:you )?for\b|\blook(?:ing)? forward\b|\bkeep up\b|\btake care\b|\bhave an?\b|\benjoy\b|\b(?:do not|don['’]t) hesitate\b|\banything else\b|\bany (?:other|further|more) (?:questions|help)\b[^.!?\n]{0,80}/gi

/** True for a sentence that moves a customer's matter on: an act, a step for the customer, a question. */
export function moves({ text }: Spoken): boolean {
  if (isSaid(text, RETALIATION_PHRASES)) return false
  const rest = text.replace(EMPTY, ' ')
  return ACTION.test(rest) || INSTRUCTION.test(rest) || isAskBack(rest) || /\?\s*$/.test(text)
}
