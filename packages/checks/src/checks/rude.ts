import type { Check, Reading } from '../check.ts'
import { objectionTo, phraseHits } from '../phrases.ts'
import { COMMANDS, RUDE_PHRASES } from '../words/rude-phrases.ts'

/** The customer asks what to do: then "you need to" is the answer. */
const ASKS_WHAT_TO_DO =
  /\b(?:how|what|which|where|when)\b[^.?!\n]{0,60}\b(?:do|does|can|could|should|must|need|have) (?:i|we|one)\b|\b(?:do|should|must|can) (?:i|we) (?:need|have|still|also|first)\b|\b(?:how|what|where) to\b|\b(?:what|how) (?:is|are) the (?:next )?(?:steps?|process|procedure)\b|\bnext steps?\b/i

export const rude: Check = {
  id: 'rude',
  group: 'tone',
  weight: 6,
  max: 9,
  summary: 'Contempt, condescension, an insult, or an order where a request would do',
  reason: 'Nobody stays with a company that talks down to them, and such mails get passed around.',
  source: 'S0 "Be polite", S3 (4) "rude or demanding"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'As I mentioned on Tuesday, the drivers are on our page.',
      'You must not use the chair until the new tray is on: the latch can open under load.',
      'To change the plan, you need to open Settings first.',
      { customer: 'What do I have to do to return it?', reply: 'You need to send it back within 30 days.' },
      "You don't have to send anything back.",
      'I know that "calm down" was the wrong thing to say, and I am sorry for it.',
      'Customers like you are why we love this work.',
      'You are right to be angry: that is no way to treat anybody.',
      '1. You need to fill in the form.\n2. You need to print the label.',
      "Sorry if you don't understand how it works, I should have explained it better.",
      "If you don't understand what this means, just call me.",
      "You're right, that's nonsense and our mistake.",
      "I agree, it's absurd, and we are changing the form.",
      'You are difficult to reach by phone, so I write instead.',
      "You're impossible to beat at this game, three finds in one week!",
      'Nobody here thinks you are silly: the label is hard to read.',
      'That is not our concern, take all the time you need.',
      'Too bad! I would have loved to see you at the opening.',
      "Nice try, but the code ended on Sunday. I've added WELCOME5 for you instead.",
      'You need to sign both pages.',
      'People like you are a joy to work with.',
      'What a surprise that was, thank you for the photos!',
      'I am sorry to be so strict: pay by Friday or we must cancel the booking.',
      'You must send it insured: the law wants it so.',
      'You have to show it when you collect the ring.',
      'Please pay by Friday, or we will pass it to our lawyers: the law asks us to tell you so.',
      'Thank you for asking instead of complaining.',
      'You are the first to complain about it, so thank you for telling us.',
      'Calling the bank will not help, so please leave it to me.',
      'Come on, Ana, that is far too kind!',
      'It works when it works on mains, not on battery.',
      'That is nonsense, agreed, and it has been on our list for too long.',
      'I can see how anybody could miss that button: it is grey on grey.',
      'Version 4 will stop being supported in May.',
      'Give the glue a day to calm down.',
      'Please write to us: you have better things to do than to chase a lamp.',
      'You need to call the clinic before you take it.',
    ],
    wrong: [
      'As I already told you on Tuesday, the drivers are on our page.',
      'You must send us two photos of the crack.',
      'Obviously you take the one with your own system in its name.',
      'Even a child can do it.',
      'Please calm down and read my mail again.',
      'People like you are the reason our prices go up.',
      "That's not our problem.",
      'For the third time: the shop is closed on Mondays.',
      "You don't understand how this works.",
      "That's nonsense.",
      'You are impossible to please.',
      'Send us the papers immediately or we will close your account.',
      'We are not mind readers.',
      'That is the price, whether you like it or not.',
      "Writing a sixth time won't make the part arrive.",
      'You are the first who cannot get along with her.',
      'My seven-year-old could find it.',
      'Maybe answer your phone for a change.',
      "I don't know how anybody can miss that.",
      'If you had any idea how many orders we pack, you would wait.',
      'Pay by Friday or we will hand this to a collector.',
      'You will get it when you get it.',
      "I don't know what is so hard to understand about it.",
      'I am sure you will survive.',
      'Clearly you did not try it.',
      'Nice try.',
    ],
  },
  *find(reading) {
    for (const hit of phraseHits(reading, RUDE_PHRASES)) {
      yield objectionTo(
        hit,
        `"${hit.words}" puts the customer down.`,
        'Say the fact without the remark, or leave it out.',
      )
    }
    if (asksWhatToDo(reading)) return
    for (const hit of phraseHits(reading, COMMANDS)) {
      if (isListItem(hit.place.text, hit.sentence.start)) continue
      yield objectionTo(
        hit,
        `"${hit.words}" orders the customer about.`,
        'Ask for it: "Could you …", "Please …", or say why it is needed.',
      )
    }
  },
}

const asksWhatToDo = ({ customer }: Reading) => customer !== null && ASKS_WHAT_TO_DO.test(customer.text)

/** Steps may be imperative. */
const isListItem = (text: string, at: number) =>
  /(?:^|\n)\s*(?:[-*•–]|\(?\w{1,2}[.)])?\s*$/.test(text.slice(Math.max(0, at - 8), at)) &&
  /^\s*(?:[-*•–]|\(?\w{1,2}[.)])/.test(text.slice(Math.max(0, text.lastIndexOf('\n', at)), at + 4))
