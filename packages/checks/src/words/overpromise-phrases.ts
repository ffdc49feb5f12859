import type { Phrase } from '../phrases.ts'

const phrase = (confidence: number, source: string, excused?: Phrase['excused']): Phrase => ({
  pattern: new RegExp(source, 'i'),
  confidence,
  excused: (sentence, next) => DENIED.test(sentence) || (excused?.(sentence, next) ?? false),
})

/** "I can't promise that", "there is no guarantee": the opposite. */
const DENIED =
  /\b(?:can['’]?t|cannot|can not|could not|couldn['’]?t|won['’]?t|will not|do not|don['’]?t|unable to|not able to|never|no|nobody can|hard to|if i could|wish i could) (?:\w+ ){0,3}(?:guarantee|promise|assure|swear|warrant|vouch)|\b(?:not|isn['’]?t|aren['’]?t) (?:\w+ ){0,2}guaranteed\b/i

/** A guarantee that is a thing one has: a term of the contract, a card, a period. */
const WARRANTY =
  /\b(?:(?:\d+|one|two|three|five|ten|lifetime|manufacturer['’]?s?|money[- ]back|price|year|month|day)[- ](?:\w+ )?guarantee|(?:the|your|our|under|within|a|this|its|by) (?:\w+ ){0,2}guarantee(?! (?:that|you|it))|guarantee (?:card|period|claim|certificate|terms?|covers?|runs|expires|number|conditions))/i

/** Absolute assurances and admissions that bind more than anyone means to (S2 "Make your word your bond"). */
export const OVERPROMISE_PHRASES: readonly Phrase[] = [
  phrase(
    0.8,
    "\\b(?:i|we|you) (?:can |do |hereby |personally |fully |absolutely )*(?:guarantee|warrant)\\b(?! (?:card|period|claim))|\\b(?:is|are|['’]re|be) (?:absolutely |fully )?guaranteed (?:not )?(?:to|that|for)\\b|\\bguaranteed (?:results?|success|delivery|return|profit|approval)\\b|\\b(?:is|are) (?:absolutely |fully |100 ?% )?guaranteed\\b",
    (s) => WARRANTY.test(s),
  ),
  phrase(
    0.8,
    '(?<!not )(?<!n[’]t )\\b(?:100|hundred|one hundred|110) ?(?:%|per ?cent) (?:\\w+ )?(?:sure|certain|safe|secure|guaranteed?|confident|reliable|positive|risk|that|effective|foolproof|accurate|waterproof)\\b|\\b100 ?%[,.!] (?:guaranteed|promise|sure)\\b',
  ),
  phrase(
    0.8,
    "\\b(?:(?:this|it|that|such (?:a )?(?:thing|mistake)s?|nothing (?:like (?:this|that)|of the (?:kind|sort))|you|we|they|a \\w+|the \\w+|no \\w+)(?:['’]ll| will| can| shall)) (?:\\w+ )?(?:never|ever)(?: ever)?\\b[^.!?\\n]{0,60}\\b(?:again|happen|fail|lost|break|occur|go wrong|leak|crash|repeat)\\b|\\bwill (?:definitely |certainly |absolutely )?not happen again\\b|\\bwon['’]t (?:ever )?happen again\\b|\\bnever (?:to )?happen again\\b",
    (s) =>
      /\b(?:make sure|to (?:prevent|avoid|keep)|so that|hope|should|try|doing (?:all|everything)|want|if you)\b/i.test(
        s,
      ),
  ),
  phrase(
    0.75,
    '\\byou have (?:my|our) (?:word|promise|guarantee)\\b|\\bi (?:swear|give you my word)\\b|\\bmark my words\\b|\\bi promise(?: you)?(?: that)? (?:it|this|that|you|we|nothing|nobody)[^.!?\\n]{0,40}\\b(?:never|always|forever|no matter)\\b',
  ),
  phrase(
    0.75,
    "\\b(?:completely|totally|absolutely|entirely|perfectly|100 ?%) (?:safe (?:with|for|to (?:take|use|eat|drink|combine)|in) (?:any|every|all|your|children|pregnan\\w+|\\w+ medic\\w+)|risk[- ]free|without (?:any )?risk|harmless|safe for (?:every|any)(?:one|body)|foolproof|fail[- ]?safe|impossible)\\b|\\b(?:no|zero|without (?:any|the slightest)) risk (?:at all|whatsoever|of any kind)\\b|\\b(?:nothing|it) can(?:['’]?t|not)?(?: possibly| ever)? go wrong\\b|\\byou can(?:['’]?t|not) (?:lose|go wrong)\\b",
  ),
  // health
  phrase(
    0.8,
    "\\b(?:will|it|they|can|to) (?:\\w+ )?(?:cures?|heals?) (?:your|the|any|all|every|his|her|this|you\\b)[^.!?\\n]{0,40}|\\b(?:stop|skip|come off|without|no longer need|don['’]t need) (?:taking )?(?:the|your|any|those|his|her) (?:tablets|medication|medicines?|pills|insulin|doctor|treatment|inhaler)\\b|\\bno side[- ]effects\\b(?! (?:have been|were|are) (?:reported|known))|\\bno need (?:to see|for) a doctor\\b",
    (s) =>
      /\b(?:do not|don['’]t|never|please|ask|before you|unless|without asking) (?:\w+ ){0,2}(?:stop|skip|your doctor|asking)\b|\b(?:glue|concrete|resin|paint|varnish|cement|ham|cheese)\b/i.test(
        s,
      ),
  ),
  // law and liability
  phrase(
    0.8,
    "\\b(?:we|i) (?:are|am|were|was|accept|admit|acknowledge|take|assume) (?:\\w+ ){0,3}(?:liab(?:le|ility)|negligen(?:t|ce)|(?:full|all|legal) (?:legal )?responsibility for (?:all|any|every)|in breach|guilty)\\b|\\byou(?:['’]ll| will| would) (?:certainly |definitely |surely |easily )?win (?:the|your|this|any|in) (?:case|claim|court|appeal|lawsuit)\\b|\\b(?:perfectly|completely|totally|absolutely) legal\\b|\\b(?:we|i) broke the law\\b|\\byou (?:won['’]t|will not) (?:have to|need to) pay (?:any )?tax\\b",
    (s) =>
      /\b(?:not|n['’]t|if|unless|whether|to the extent)\b/i.test(s.slice(0, 120)) &&
      !/\bwon['’]t have to pay\b/i.test(s),
  ),
  // money
  phrase(
    0.8,
    "\\b(?:guaranteed|certain|safe|sure) (?:return|profit|gain|yield|income)s?\\b|\\b(?:price|value|rate|investment|shares?|fund|money)s? (?:will|is going to|are going to|is bound to) (?:certainly |definitely |surely |only )?(?:rise|double|triple|go up|increase|grow|never fall)\\b|\\byou(?:['’]ll| will) (?:certainly|definitely|surely) (?:earn|make|get back|profit|be approved|get the (?:loan|mortgage|job|visa))\\b",
  ),
]
