import { type Sentence, sentencesOf } from './sentences.ts'

/** Something that went wrong for a customer, as they tell it. */
const PROBLEM = new RegExp(
  [
    '\\b(?:broke(?:n)?|break(?:s|ing)?|crack(?:ed|s)?|damag(?:e|ed)|dent(?:ed)?|torn|leak(?:s|ed|ing|y)?|faulty|defect(?:ive)?|dead|stuck|jam(?:s|med)|smash(?:ed)?|shatter(?:ed)?|scratch(?:ed|es)?|stain(?:ed|s)?|mould(?:y)?|mold(?:y)?|rotten|corked|stale|raw|burnt|wobbl(?:es|y)|rattl(?:es|ing)|squeak\\w*|trips|flicker\\w*|overheat\\w*|freez(?:es|ing)|crash(?:es|ed|ing)?|drops|dropped|disconnect\\w*|bug(?:gy|s)?|glitch\\w*|error|outage|down|failed|fails?|fault|malfunction\\w*|misprint\\w*|sloppy|crooked|peel(?:s|ing|ed)|los(?:es|ing) (?:my|our|the|its|all)|forgets? (?:my|our|the|its|all)|ignores (?:my|our|the))\\b',
    "\\b(?:does ?n[o'’]t|doesn['’]?t|did ?n[o'’]t|didn['’]?t|do ?n[o'’]t|don['’]?t|won['’]?t|can['’]?t|cannot|can not|isn['’]?t|not|never|no longer|stopped|refus(?:es|ed) to|keeps? (?:on )?)\\b[^.!?\\n]{0,30}\\b(?:work(?:s|ed|ing)?|arriv(?:e|ed)|com(?:e|ing)|came|turn(?:ed)? up|show(?:ed)? up|open(?:s)?|start(?:s)?|load(?:s|ing)?|charg(?:e|es|ing)|connect(?:s|ing)?|fit(?:s)?|receiv(?:e|ed)|got|get (?:in|it)|log (?:in|on)|sign in|moved|delivered|refunded|respond(?:s)?|print(?:s)?|play(?:s)?|respond|failing|crashing|dropping|asking|switching|turning)\\b",
    "\\b(?:wrong|missing|incorrect|mixed up|lost|stolen|empty|incomplete|late|delayed|overdue|overcharged|double[- ]?charged|charged (?:me |us )?(?:twice|again|for)|(?:two|three|several) (?:charges|payments)|should have (?:been|arrived|come)|was due|were due|supposed to (?:be|arrive|come)|still (?:not|no|waiting|haven['’]?t|hasn['’]?t|missing)|waiting (?:for|since)|no sign of|nobody (?:came|called|rang|answered|was)|nothing (?:came|happened|arrived)|instead of|half of (?:it|them)|too (?:small|big|short|long|late|loud|tight))\\b",
    '\\b(?:problem|issue|trouble|complain(?:t|ing|ed)?|disappoint\\w+|dissatisf\\w+|unhappy|poor|terrible|awful|unacceptable|disgust\\w+|shame|mess|nightmare|fiasco)\\b',
    '\\b(?:switch(?:es)? (?:itself )?off|turns? (?:itself )?off|goes (?:off|dark|blank)|cuts? out|shuts? down|falls? (?:off|apart)|came (?:off|apart)|fell (?:off|apart))\\b',
  ].join('|'),
  'i',
)

/** The problem is past, asked about in general, or denied. */
const NONE =
  /\b(?:no (?:problem|issue|trouble|complaint|hurry)s?|problem (?:is )?(?:solved|gone|fixed)|works? (?:again|fine|now|perfectly)|in case|what (?:if|happens)|would it|does it|do they|is it (?:a )?problem|if (?:it|they|something|anything|the)|should it|can it|could it|before it|are there any|is there any|how (?:long|late)|without (?:any )?(?:problem|trouble)|not (?:a|the) (?:problem|issue))\b/i

/** The sentences in which a customer tells of something that went wrong, in order. Questions about "what if" are none. */
export function complaintsOf(text: string): readonly Sentence[] {
  return sentencesOf(text).filter(({ text: words }) => PROBLEM.test(words) && !NONE.test(words))
}
