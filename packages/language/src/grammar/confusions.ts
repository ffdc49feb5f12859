import { OWNED } from '../words/grammar-words.ts'
import type { Slip } from './slip.ts'

type Rule = {
  readonly rule: string
  readonly pattern: RegExp
  /** What to write for the match; `$1` and so on as in a replacement. */
  readonly instead: string
  readonly confidence?: number
}

/** Where a clause begins. */
const CLAUSE =
  '(?<=^[^\\p{L}]{0,6}|[.!?,;:–—]\\s{1,3}|\\b(?:and|because|but|so|if|that|think|hope|when|since|as|unless|although|sure|sorry)\\s)'
const COMPARATIVE =
  'more|less|better|worse|earlier|later|faster|slower|bigger|smaller|higher|lower|longer|shorter|easier|harder|cheaper|older|newer|greater|rather|sooner|stronger|larger|safer|heavier|lighter|wider|thicker|quicker|fewer|further'

/** Words confused with others that sound or look alike, and a few fixed phrases. Each needs its neighbours to be sure. */
const RULES: readonly Rule[] = [
  // your, you, you're
  {
    rule: 'your',
    pattern: new RegExp(
      `\\b(for|of|from|about|with|on|in|regarding|concerning|via|using|to|into|by) you (?=${OWNED}\\b(?! (?:to|and me|or me)\\b))(?!help\\b|support\\b|order(?! number)\\b|email\\b|e-mail\\b|bill\\b|time\\b|own\\b|first\\b|next (?:week|month|time|year|monday|tuesday|wednesday|thursday|friday)|last (?:week|month|year|night|time|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)|first (?:thing|of all)|(?:question|request|phone|name|claim|support|side|end|file|book)\\b)`,
      'gi',
    ),
    instead: '$1 your ',
  },
  {
    rule: 'your',
    pattern:
      /\b(for|of|about|with) you (help|order|time|email|support|question|request)(?=[.,;!]| (?:of|from|dated|regarding|about|number|with)\b)/gi,
    instead: '$1 your $2',
  },
  {
    rule: 'your',
    pattern:
      /\b(all|reset|resetting|update|updating|confirm|confirmed|received|receive|cancelled|canceled|processed|shipped|refunded|reopened|entered|checked|attached|changed|deleted|unlocked|activated) you (?=(?:account|parcel|package|invoice|password|subscription|order|orders|e-?mail|address|booking|reservation|contract|ticket|payment|refund|details|data|name|settings|documents|files|photos|request|complaint|message|profile)s?\b)/gi,
    instead: '$1 your ',
  },
  {
    rule: 'your',
    pattern:
      /\byou['’]re (?=(?:account|parcel|package|invoice|password|subscription|order|e-?mail|address|booking|reservation|contract|ticket|payment|refund|flight|room|card|bank|phone|device|name|data|details|patience|feedback|request|complaint|message|convenience|own|money|points|house|return|deposit|delivery|item|product|warranty|claim|car|bike|computer|laptop|purchase|question|website|company|shipment|trip|stay|visit|holiday|suitcase|luggage|seat|table|garden|kitchen|boiler|insurance|policy|gift|membership|tickets?|file|photo|appointment|team|customer|neighbou?r|doctor|size)s?\b)/gi,
    instead: 'your ',
  },
  {
    rule: "you're",
    pattern:
      /\byour (welcome(?! (?:pack|kit|gift|e-?mail|message|letter|offer|bonus|drink|screen|page|video|guide|box|package|call|desk|back|discount))|not\b(?! being\b)|going to|looking (?:for|forward|at)|still (?:having|unable|not|waiting|looking|interested|unhappy|experiencing)|always welcome|very welcome|most welcome|having (?:trouble|problems|issues)|unable to|able to|entitled to|eligible for|getting|trying to|being charged|interested in)/gi,
    instead: "you're $1",
  },
  // its, it's
  {
    rule: "it's",
    pattern: new RegExp(
      `${CLAUSE}its (?=(?:a|an|the|not|very(?! own| first| last| nature)|also|been|possible|impossible|only (?:a|an|the|for|to|in|available|possible|valid|when|if)|really|just|too|working|our|your|my|still|already|going|likely|because|that|never|always|free (?:and|of|for|to)|valid|loose|available|quite|now|here|there|in stock|on its way|up to|due|no longer|important|necessary|safe to|ok|okay|fine)\\b(?! own\\b| (?:most|best|first)\\b))`,
      'giu',
    ),
    instead: "it's ",
  },
  {
    rule: 'its',
    pattern:
      /\b(on|in|of|with|from|for|by|at|into|to|inside|near|without) it['’]s (?=(?:way|own|original|place|box|packaging|case|journey|charger|current|final|destination|warranty|price|value|size|position|cover|lid|predecessor|contents|delivery|arrival|condition|components|accessories)\b)/gi,
    instead: '$1 its ',
  },
  {
    rule: 'its',
    pattern:
      /\b(lost|has|had|reached|left|need|needs) it['’]s (?=(?:way|own|original|place|box|destination|warranty|lid|cover|final)\b)/gi,
    instead: '$1 its ',
  },
  // there, their, they're
  {
    rule: 'there',
    pattern:
      /\btheir (is|are|was|were|will be|has been|have been|seems?|might be|may be|should be|must be|isn['’]t|aren['’]t|wasn['’]t|weren['’]t)\b/gi,
    instead: 'there $1',
  },
  {
    rule: 'there',
    pattern:
      /\b(nobody|no one|somebody|someone|anyone|anybody|be|get|go|was|is|are|were|been|over|out|up) their(?=\s*[.,;!?])/gi,
    instead: '$1 there',
  },
  {
    rule: 'their',
    pattern:
      /\b(takes?|took|taking|lost|changed?|check(?:ed)?|gave|sent|with|of|for|from|to|about|on|in) there (?=(?:own|normal|usual|website|account|office|team|system|orders?|products?|service|house|life|family|children|parents|money|size|names?|address|details|parcels?|e-?mails?|customers?|warehouse|side|mistake)\b)(?!e-?mail\b|side by)/gi,
    instead: '$1 their ',
  },
  {
    rule: "they're",
    pattern: new RegExp(
      `${CLAUSE}there (?=(?:still not|not|open|closed|waiting|looking|coming|happy to|able to|unable to|going to|on (?:their|the) way|sold out|out of stock|already (?:sent|gone|sold|packed)|too (?:big|small|large|late|heavy|long|short))\\b(?! (?:is|are|was|were)\\b))`,
      'giu',
    ),
    instead: "they're ",
  },
  // to, too, two
  {
    rule: 'too',
    pattern:
      /\b(is|are|was|were|be|being|been|way|far|it['’]s|that['’]s|seems?|looks?|feels?|arrived|came|runs?|fits?) to (slow|late|high|low|small|big|large|expensive|long|short|early|heavy|old|many|much|bad|difficult|hard|easy|fast|often|good|tight|loose|wide|narrow|hot|cold|weak|strong|loud|few|far|soon|complicated|dark|bright|thick|thin)\b(?=[,.!?;]|\s*$| (?:and|but|for|because|to|by|in|on|at|that|with)\b)/gim,
    instead: '$1 too $2',
  },
  {
    rule: 'too',
    pattern: /\b(after|because of|due to|has|have|had|were|are|made|with|from) to (many|much|few|little)\b/gi,
    instead: '$1 too $2',
  },
  {
    rule: 'too',
    pattern:
      /\bto (much|many) (?=(?:failed|wrong|different|attempts|people|time|money|trouble|errors|requests|items)\b)(?<!\b(?:respond|responds|reply|replies|apply|applies|listen|speak|talk|write|send|sent|sell|available|access|come|due|related|according|similar|compared|lead|leads|led|happens?|happened|known|thanks|belongs?|goes|go|next|up|addition|appeals?|offer|offered|given|give) to (?:much|many) )/gi,
    instead: 'too $1 ',
  },
  // of, off
  {
    rule: 'off',
    pattern:
      /\b(turn|turned|turning|switch|switched|switching|log|logged|cut|drop|dropped|take|took) (it |them |this |that |the \w{2,15} )?of(?=[.,;!?]| (?:and|or|then|before|again|for \d|at night|completely)\b|\s*$)/gim,
    instead: '$1 $2off',
  },
  { rule: 'off', pattern: /\b(is|are|was|were|be|stays?|goes|went) of(?=[.,;!?]|\s*$)/gim, instead: '$1 off' },
  { rule: 'of', pattern: /\b(should|would|could|must|might)(n['’]t)? of (?!course\b)(?=\w)/gi, instead: '$1$2 have ' },
  {
    rule: 'of',
    pattern:
      /\b(instead|because|out|most|some|all|one|kind|end|part|copy|number|amount|lack) off (?=(?:the|your|our|my|this|these|those|it|them|a|an)\b)/gi,
    instead: '$1 of ',
  },
  // then, than
  {
    rule: 'than',
    pattern: new RegExp(
      `\\b((?:${COMPARATIVE})(?: (?!(?:is|are|was|were|be|been|not|on)\\b)\\w{2,20}){0,2}|other|different) then (?=(?:the|a|an|your|our|my|his|her|their|this|that|these|those|expected|usual|we (?:thought|expected|planned|have)|you|before|ever|\\d+|one|two|three|it was|last|ours|yours|mine)\\b(?! (?:can|could|will|should|would|may|need|must|please)\\b))`,
      'gi',
    ),
    instead: '$1 than ',
  },
  {
    rule: 'then',
    pattern:
      /(?<=^\s{0,4}|[.;]\s|\b(?:and|if so,?|first,?) )than (?=(?:try|click|press|open|go|please|restart|send|wait|call|select|choose|enter|tap|log|turn|switch|we will|you can|it will|I will)\b)/gi,
    instead: 'then ',
  },
  // where, were
  {
    rule: 'where',
    pattern:
      /(?<=\p{L},? )were (?=(?:you|we|they|it|he|she|I) (?:can|could|will|may|should|need to|want to|find|see|have to|left|bought|live|work)\b)(?<!\b(?:as|how|they|we|you|items|orders|which|who|that|what|and|or) were )/giu,
    instead: 'where ',
  },
  {
    rule: 'were',
    pattern:
      /\b(we|they|there|these|those|items|orders|parcels|photos|you) where (?=(?:not|sent|delivered|able|unable|unfortunately|charged|given|told|sold|shipped|going|still|already|only|all|never|both|no)\b)/gi,
    instead: '$1 were ',
  },
  // single words
  {
    rule: 'whether',
    pattern:
      /\b(check|see|know|knowing|sure|tell|confirm|ask|asked|decide|unsure|wonder|wondering|verify|clear|mention|mentioned|understand) weather (?=(?:the|you|your|it|this|that|a|an|we|they|he|she|I|or|there|to|our|any|all)\b)/gi,
    instead: '$1 whether ',
  },
  {
    rule: 'lose',
    pattern:
      /\b(to|will|won['’]t|don['’]t|not|might|may|could|would|you|we|they|never|cannot) loose (?=(?:the|your|a|an|any|my|it|our|their|his|her|this|that|all|access|data|money|time|track|sight|customers?|patience|interest|hope)\b)/gi,
    instead: '$1 lose ',
  },
  {
    rule: 'losing',
    pattern: /\b(is|are|was|were|am|be|keeps?|about|without|after|before|for|of) loosing\b/gi,
    instead: '$1 losing',
  },
  {
    rule: 'choose',
    pattern: /\b(to|please|can|will|could|must|should|may|not|let us|let me) chose\b/gi,
    instead: '$1 choose',
  },
  {
    rule: 'advise',
    pattern:
      /\b(to|please|can|will|could|would|must|should|kindly|not|we|I) advice (?=(?:you|us|me|them|him|her|that|if|on|against|what|when|how|whether|the|your|customers)\b)/gi,
    instead: '$1 advise ',
  },
  { rule: 'advise', pattern: /\b(please|kindly) advice(?=\s*[.,;!?]|\s*$)/gim, instead: '$1 advise' },
  {
    rule: 'advice',
    pattern:
      /\b(some|any|your|our|the|for|following|good|helpful|her|his) advise(?=[.,;!?]| (?:on|about|from|and|to|of|regarding|was|is|we|I)\b|\s*$)/gim,
    instead: '$1 advice',
  },
  {
    rule: 'know',
    pattern:
      /\b(let (?:me|us|him|her|them|you|our team|the team)) now(?! (?:that you|that we|consider|turn|go|look|move|come|see|discuss|return|check)\b)/gi,
    instead: '$1 know',
  },
  {
    rule: 'hear',
    pattern:
      /\b(to|can|could|will|sorry to|forward to|glad to|happy to) here (?=(?:that|from|about|back|your|of|this|more)\b)/gi,
    instead: '$1 hear ',
  },
  {
    rule: 'our',
    pattern:
      /\b(with|from|of|by|to|at|for|in|on|one of|visit|use|check) are (?=(?:supplier|suppliers|warehouse|team|website|shop|store|system|office|side|end|service|services|customers?|partner|courier|colleagues?|new|technician|engineers?|driver|support|apologies|terms|policy|app|records|database)\b(?! (?:is|are)\b))/gi,
    instead: '$1 our ',
  },
  {
    rule: 'effect',
    pattern:
      /\b(will|can|could|may|might|would|not|n['’]t|to|also|only|which) effect (?=(?:your|the|our|any|all|this|their|you|other|these|only)\b)/gi,
    instead: '$1 affect ',
  },
  {
    rule: 'effect',
    pattern:
      /\b(an|the|no|any|little|this|side|same|into|have|has|take) affect(?=[.,;!?]| (?:on|of|for|from|until|as|when)\b|\s*$|s\b)/gim,
    instead: '$1 effect',
  },
  {
    rule: 'manager',
    pattern:
      /\b(my|our|your|the (?:shop|store|team|shift|account|duty|line|office|hotel)|account|team|shift|store|duty|project) manger\b/gi,
    instead: '$1 manager',
  },
  {
    rule: 'from',
    pattern:
      /\b(hear|heard|received|receive|ordered|bought|came|comes|arrived|message|mail|e-?mail|letter|call|parcel|reply|answer|feedback|refund|days|photos?) form (?=(?:you|us|him|her|them|the|our|your|my|a|this|one)\b)/gi,
    instead: '$1 from ',
  },
  {
    rule: 'customer',
    pattern:
      /\b([Cc])ostumer(s?)(?= (?:service|care|support|number|account|portal|satisfaction|centre|center|relations|team)\b|[,.!?']|\s+(?:is|are|has|have|can|who|will|of|and|in|with|like)\b)/g,
    instead: '$1ustomer$2',
  },
  {
    rule: 'quite',
    pattern:
      /\b(is|are|was|were|it['’]s|not|am|I['’]m|seems?|be) quiet (?=(?:sure|a|an|right|clear|different|common|often|happy|easy|possible|busy|expensive|good|new|popular|simple|likely|the same)\b)/gi,
    instead: '$1 quite ',
  },
  {
    rule: 'accept',
    pattern:
      /\b(please|kindly|to|can|cannot|not|will|we|you|I) except (?=(?:our|my|the|your|this|these|any|payments?|returns?|it)\b)/gi,
    instead: '$1 accept ',
  },
  {
    rule: 'passed',
    pattern:
      /\b(has|have|had|was) past (?=(?:the|your|our|on|to|since|away|all|it|already|inspection|quality|its)\b)|\b(has|have|had|already) past(?=[.,;!?])/gi,
    instead: '$1$2 passed ',
  },
  { rule: 'bear', pattern: /\bbare with (?=(?:me|us)\b)/gi, instead: 'bear with ' },
  { rule: 'peace', pattern: /\bpiece of mind\b/gi, instead: 'peace of mind' },
  {
    rule: "who's",
    pattern: /\bwho['’]s (?=(?:account|order|name|card|parcel|phone|turn|fault|address|details|house|ticket)\b)/gi,
    instead: 'whose ',
  },
  {
    rule: 'buy',
    pattern:
      /\bby (?=(?:a|an|the|another|one) (?:new one|replacement|ticket|second one)\b)(?<=\b(?:to|can|must|please|not) by )/gi,
    instead: 'buy ',
  },
  {
    rule: 'weak',
    pattern:
      /\b(next|last|this|per|every|a|one) weak(?=[.,;!?]|\s*$| (?:on|at|for|we|you|I|from|and|because|so|the)\b)/gim,
    instead: '$1 week',
  },
  {
    rule: 'been',
    pattern:
      /\b(has|have|had|haven['’]t|hasn['’]t) (already |just |not |also )?(?:bin|being|be) (?=(?:sent|delivered|refunded|shipped|processed|received|paid|cancelled|charged|resolved|replaced|closed|updated|ordered|waiting|trying|able|fixed|confirmed|booked)\b)/gi,
    instead: '$1 $2been ',
  },
  { rule: 'been', pattern: /\b(it|he|she|order|parcel|refund|issue|payment) is been\b/gi, instead: '$1 has been' },
  // fixed phrases
  {
    rule: 'suggest',
    pattern: /\b(suggest|suggested|suggests|recommend|recommended|recommends) (you|them|him|her|me|us) to (?=[a-z])/gi,
    instead: '$1 that $2 ',
  },
  {
    rule: 'forward',
    pattern:
      /\b(look(?:ing|ed)?,? forward to) (hear|receive|see|meet|welcome|get|have|work|speak|help|know|read|visit)(?= (?!at\b)\w|[.,!])/gi,
    instead: '$1 $2ing',
  },
  { rule: 'another', pattern: /\b(?:an|a) other (?=[a-z])(?! than\b)/gi, instead: 'another ' },
  {
    rule: 'mass noun',
    pattern:
      /\b(informations|advices|feedbacks|equipments|furnitures|softwares|hardwares|knowledges|luggages|evidences of|trainings materials|staffs)\b/gi,
    instead: '$1 (no plural)',
  },
  {
    rule: 'comparative',
    pattern:
      /\bmore (heavier|lighter|better|cheaper|faster|easier|bigger|smaller|larger|longer|shorter|higher|lower|older|newer|stronger|harder|slower|safer|earlier|quicker|simpler|stronger|worse|cleaner|clearer|closer|nicer|warmer|wider)\b(?! (?:and|or|is|are)\b)/gi,
    instead: '$1',
  },
  {
    rule: 'comparative',
    pattern:
      /\bmost (heaviest|lightest|best(?! (?:of|selling|seller))|cheapest|fastest|easiest|biggest|smallest|largest|longest|shortest|highest|lowest|oldest|newest|strongest|safest|latest)\b/gi,
    instead: '$1',
  },
  { rule: 'pronoun', pattern: /\bbetween you and I\b/gi, instead: 'between you and me' },
  {
    rule: 'pronoun',
    pattern: /\b(for|with|to|from|contact|call|email|inform) (you|him|her|them) and I(?=[.,;!?]|\s*$)/gim,
    instead: '$1 $2 and me',
  },
  { rule: 'preposition', pattern: /\bdespite of\b/gi, instead: 'despite' },
  {
    rule: 'preposition',
    pattern: /\b(discuss|discussed|discussing) about (?=(?:the|your|this|it|our|that|what|how)\b)/gi,
    instead: '$1 ',
  },
  {
    rule: 'preposition',
    pattern: /\b(explain|explained|explaining) (you|me|us|him|them) (?=(?:the|how|why|what|that|it|our|this|your)\b)/gi,
    instead: '$1 to $2 ',
  },
  {
    rule: 'preposition',
    pattern: /\bdepend(s?) of (?=(?:the|your|how|what|which|when|where)\b)/gi,
    instead: 'depend$1 on ',
  },
  { rule: 'agree', pattern: /\b(am|are|is) agree\b/gi, instead: 'agree' },
  {
    rule: 'missing to',
    pattern:
      /\b(want|wants|wish|wishes|would like|['’]d like|able|unable|going|happy|in order|ready|glad|prefer|decided|forgot|trying|planning) (send|receive|inform|know|ask|confirm|arrange|thank|apologi[sz]e|cancel|return the|return it|return your|exchange|keep|see|hear|get|make|give|find|provide|offer you|replace|contact you|pay|buy|take|add|check|help you)\b(?<!\b(?:like|prefer) (?:keep|find|check|get|make|give|see|hear) )/gi,
    instead: '$1 to $2',
  },
  {
    rule: 'missing verb',
    pattern:
      /\b(I|we|they|he|she) (will|would|can|could|should|must) (you|the|your|a|an|our|my|their)(?= [a-z]{2,20}\b)(?! (?:and|or|all|guys|two|both)\b)/g,
    instead: '$1 $2 … $3',
    confidence: 0.75,
  },
  { rule: 'their', pattern: /\b(have|has|had|need|keep|with|bring|brought) there own\b/gi, instead: '$1 their own' },
  { rule: 'there', pattern: /\btheir['’]s\b/gi, instead: "there's" },
  {
    rule: "we're",
    pattern:
      /(?<=^\s{0,4}|[.!?]\s|, )where (going to|sorry|happy to|looking (?:into|forward)|unable to|not able|able to|working on|still (?:waiting|working|looking))/gim,
    instead: "we're $1",
  },
  { rule: 'then', pattern: /\band than\b(?! (?:the|a|my|your|our) \w+ (?:is|are|was|were)\b)/gi, instead: 'and then' },
  {
    rule: 'which',
    pattern:
      /(?<=\p{Ll},? )witch (?=(?:is|are|was|were|has|have|had|can|will|would|should|could|you|we|I|it|means|makes|fixes|comes|includes|costs|works|takes|contains|shows|leads|fits)\b)(?<!\b(?:the|a|an|this|that|white|wicked|every|little|old|her|his|no) witch )/giu,
    instead: 'which ',
  },
  {
    rule: 'participle',
    pattern:
      /\b(is|are|was|were) (already |just |now |finally )?arrived(?=[.,;!?]| (?:at|in|on|today|yesterday|this|and|to|with|with us|safely|damaged)\b)/gi,
    instead: 'has or have $2arrived',
  },
  {
    rule: 'same as',
    pattern: /\b(the same(?: \w{2,20})?) (?:than|then)(?= (?:the|your|our|my|in|on|for|before|last|on|a|an|with)\b)/gi,
    instead: '$1 as',
  },
  {
    rule: 'as soon as',
    pattern: /\bas soon (?=(?:we|you|I|it|they|he|she|the|your|our|possible|this|that)\b)(?<!\bjust as soon )/gi,
    instead: 'as soon as ',
  },
  {
    rule: 'missing subject',
    pattern:
      /\b(if|because|unless) (is|are|was|were) (?=(?:not|the|a|an|possible|ok|okay|in|on|still|already|your|any|necessary|needed|damaged|broken|too|available)\b)/gi,
    instead: '$1 it $2 ',
  },
  {
    rule: 'which',
    pattern:
      /\b(codes?|links?|e-?mails?|parcels?|packages?|orders?|items?|products?|letters?|invoices?|messages?|files?|forms?|apps?|devices?|parts?|labels?|cards?|cables?|machines?|models?|settings?|pages?|vouchers?|passwords?) who (?=(?:we|you|I|they|he|she|it|is|are|was|were|has|have|had|can|will|does|did|came|comes)\b)/gi,
    instead: '$1 that ',
  },
  {
    rule: 'infinitive',
    pattern:
      /\b(for|before|after|without|by|of) (receive|send|confirm|inform|ask|arrange|resolve|provide|know|get|make|take|give|see|keep|pay|buy|bring|deliver|install|replace|schedule|avoid|improve|cancel|complete) (?=(?:the|your|our|a|an|it|them|you|us|this|these|my|any)\b)(?<!\b(?:a|the|your|our|of|is|are|best) (?:for|before|after|without|by|of) (?:make|get|take|give|know|see|ask|pay|schedule|cancel) )/gi,
    instead: 'to $2 ',
    confidence: 0.75,
  },
  {
    rule: 'a few',
    pattern: /\b(in|within|for|after) few (?=(?:minutes|hours|days|weeks|months|seconds|moments)\b)/gi,
    instead: '$1 a few ',
  },
  { rule: 'at the latest', pattern: /\bat latest(?=[.,;!?]|\s*$)/gim, instead: 'at the latest' },
  {
    rule: 'to',
    pattern:
      /\b(ask|asked|go|went|write|wrote|speak|spoke|talk|talked|reply|replied|send it|sent it|forwarded it|passed it|according|due|back|next|close|similar|up) too (?=(?:the|your|our|my|his|her|their|you|us|me|them|him)\b)/gi,
    instead: '$1 to ',
  },
  {
    rule: 'been',
    pattern:
      /\b(has|have|had|haven['’]t|hasn['’]t) (already |just |not |also |now )?being (?=\w{2,20}(?:ed|en|ent|old|aid|ade|one|ought)\b)/gi,
    instead: '$1 $2been ',
  },
  {
    rule: 'too',
    pattern:
      /\b(wait|waited|waiting|take|takes|took|taken|taking|last|lasts|lasted|works?|worked|costs?|charged|stay|stayed|cooked|washed) to (long|late|much|many|slow|early|short|loud|hot|little|often)\b(?=[,.!?;]|\s*$| (?:and|but|for|because|to|that|with|or)\b)/gim,
    instead: '$1 too $2',
  },
  {
    rule: 'your',
    pattern:
      /\b(appreciate|appreciated|changed|forgot|lost|found|need|needs|returned|regarding|about|keep|enter|registered) you (?=(?:patience|understanding|account|parcel|package|invoice|password|subscription|order number|order id|address|e-?mail address|booking|reservation|contract|payment|refund|details|data|settings|documents|complaint|feedback|loyalty|cooperation|trust|interest|concern|concerns|card|phone number|name)\b)/gi,
    instead: '$1 your ',
  },
  {
    rule: 'your',
    pattern:
      /\b(for|of|about|with|from|on|in|at|to|into|regarding|by) you['’]re (?!not\b|going\b|welcome\b|looking\b|the\b|a\b|an\b)/gi,
    instead: '$1 your ',
  },
  {
    rule: 'your',
    pattern:
      /\byou['’]re (\p{Ll}{3,20}) (?=(?:is|are|was|were|has|have|will|can|cannot|should) )(?<!\b(?:who|what|that|which|where|home|here|there) )/giu,
    instead: 'your $1 ',
  },
  {
    rule: 'your',
    pattern:
      /\b(accepted|approved|rejected|reviewed|moved|extended|renewed|paused|linked|merged|reset|investigated|escalated|forwarded|closed|opened|accept|approve|review|renew|extend|close|open|process|cancel|reopen|receive|deliver) you (?=(?:claim|application|appointment|return|refund|request|account|subscription|membership|booking|contract|ticket|case|complaint|order|parcel|payment|invoice|reservation|e-?mail|message|documents?|form)\b)/gi,
    instead: '$1 your ',
  },
  {
    rule: 'participle',
    pattern:
      /\b(I|we|they|you) (have|['’]ve) (not |already |just |now )?(look|check|speak|talk|ask|search)(?= (?:into|at|with|for|to|about|in|again|everywhere|our|the|your)\b)/gi,
    instead: '$1 $2 $3$4ed',
  },
  {
    rule: 'to',
    pattern:
      /\b(forgot|forget|forgets|want|wants|need|needs|able|unable|happy|great|glad|nice|good|pleased|sorry|try|tried|like|going|ready|easy|hard|have|had|has|order|way|time|chance) too (?=(?:hear|see|call|send|get|tell|say|write|help|know|use|make|take|give|go|come|pay|buy|ask|find|keep|let|try|wait|work|be|do|have|check|cancel|return|change|receive|read|meet|inform|confirm|reach)\b)/gi,
    instead: '$1 to ',
  },
  { rule: 'too', pattern: /\b((?:would|will|could|should|can) be) to(?=[.!?]|,\s*(?:but|and)\b)/gi, instead: '$1 too' },
  {
    rule: 'too',
    pattern:
      /\b(a|an) to (?=(?:old|big|small|large|high|low|long|short|late|early|slow|fast|heavy|strong|weak|tight|loose|narrow|wide)\b)/gi,
    instead: '$1 too ',
  },
  {
    rule: "it's",
    pattern:
      /(?<=^[^\p{L}]{0,6}|[.!?,;:–—]\s{1,3}|\b(?:and|because|but|so|if|that|since|as)\s)its to (?=(?:slow|late|high|low|small|big|large|expensive|long|short|early|heavy|old|many|much|bad|difficult|hard|easy|fast|dark|bright|hot|cold|tight|loose)\b)/giu,
    instead: "it's too ",
  },
  {
    rule: 'there',
    pattern:
      /\b(is|are|was|were|be|been|get|gets|got|go) their (?=(?:for you|at|by|until|every|now|when|again|today|tomorrow|too|already)\b)/gi,
    instead: '$1 there ',
  },
  {
    rule: 'than',
    pattern: new RegExp(
      `\\b(different|other|rather|(?:${COMPARATIVE})(?: (?!(?:is|are|was|were|be|been|not|on)\\b)\\w{2,20}){0,1}) then (?=(?:in|on|at|for|with|what|when|where|from|anything|anyone|all|any|most|other|others|normal|planned|it|we|I)\\b(?! (?:can|could|will|should|would|may|need|must|please)\\b))`,
      'gi',
    ),
    instead: '$1 than ',
  },
  {
    rule: 'choose',
    pattern: /(?<=^\s{0,4}|[.!?]\s)chose (?=(?:the|a|an|your|one|between|from|any|another|which|whether)\b)/gim,
    instead: 'choose ',
  },
  {
    rule: 'a couple',
    pattern: /\b(in|for|within|after|have|has|had|takes?|take|need|last|lasts) couple of\b(?<!\blast couple of)/gi,
    instead: '$1 a couple of',
  },
  {
    rule: 'double negative',
    pattern:
      /\b((?:do|does|did|ca|could|have|has|wo|would)n['’]t (?:have|need|see|find|get|know|want|received?|had|accept|offer)) no (?=\w)(?!longer\b|more than\b|later\b)/gi,
    instead: '$1 any ',
  },
  {
    rule: 'their',
    pattern:
      /\b(enjoy|enjoys|enjoyed|loved?|signed?|brought|use|used|need|needs|left|missed|received?|lost|paid|changed|cancelled|booked|finished|confirmed|update|updated) there (?=(?:stay|orders?|room|meal|trip|visit|holiday|accounts?|tickets?|money|keys?|bags?|luggage|names?|address|addresses|booking|passwords?|subscription|details|data|bills?|deposit|refund)\b)/gi,
    instead: '$1 their ',
  },
  {
    rule: 'agreement',
    pattern:
      /\b(hope|hopes|think|thinks|that|if) this (answer|help|solve|resolve|clarify|explain|fix|mean|work|sound)(?= (?:your|you|the|all|it|things|for|to|as|that|good|like)\b)/gi,
    instead: '$1 this $2s',
  },
  {
    rule: 'which',
    pattern:
      /\b(tariffs?|plans?|offers?|contracts?|numbers?|prices?|problems?|issues?|errors?|boxe?s?|machines?|keys?|bills?|rooms?|tickets?|systems?|websites?|documents?|solutions?|questions?|fees?|things?) who (?=(?:we|you|I|they|he|she|it|is|are|was|were|has|have|had|can|will|does|did|came|comes|starts?|works?|needs?|shows?|fits?|contains?|costs?|begins?|ends?)\b)/gi,
    instead: '$1 that ',
  },
  {
    rule: 'its',
    pattern:
      /\b(has|have|with|of|at|on|in|from|for|to|into|by|lost|needs?) it['’]s (?=(?:entrance|own|lid|door|key|owner|name|address|colou?r|number|date|end|surface|battery|screen|cable|engine|filter|users?|customers?|website|team|settings|history|label|barcode|serial|code|status|weight|shape|side|top|bottom|back|front|base|cover|edges?|customers|services?|staff|wheels?|handle|strap|zip|warehouse|depot)\b)/gi,
    instead: '$1 its ',
  },
  { rule: 'to', pattern: /\bup too (?=[£$€]?\d)/gi, instead: 'up to ' },
  { rule: 'hear', pattern: /\b(we|I|you|they) here (?=(?:of|from|back|that)\b)/gi, instead: '$1 hear ' },
  {
    rule: 'participle',
    pattern: /\b(is|are|was|were|been) book (?=(?:for|on|in|at|under|from|with)\b)/gi,
    instead: '$1 booked ',
  },
  {
    rule: 'their',
    pattern:
      /(?<=^\s{0,4}|[.!?]\s)there (?=(?:driver|team|office|warehouse|engineer|technician|support|website|phone|number|address|customers?|courier|depot|staff|lawyer|manager|workshop)\b)/gim,
    instead: 'their ',
  },
  {
    rule: 'were',
    pattern: /\bthere where (?=(?:two|three|four|five|some|many|several|no|a few|any|problems|errors|issues|\d+)\b)/gi,
    instead: 'there were ',
  },
  {
    rule: 'your',
    pattern:
      /\ball you (?=(?:points|items|documents|settings|messages|contacts|invoices|payments|bookings|tickets|photos|files|orders|details|data|questions|parcels)\b(?! (?:need|want|have)\b))/gi,
    instead: 'all your ',
  },
  { rule: 'there', pattern: /(?<=\p{L} )their(?=\s*[.!?](?:\s|$))/giu, instead: 'there' },
  { rule: 'thanks', pattern: /\bmany thank(?= (?:for|to|in)\b|[.,!])/gi, instead: 'many thanks' },
  {
    rule: 'patience',
    pattern:
      /\b(thanks? (?:you )?(?:so much |very much |again )?for|appreciate|for) your patients(?=[.,!;]| (?:and|in|while|with|during|as|so)\b|\s*$)/gim,
    instead: '$1 your patience',
  },
  { rule: 'of', pattern: /\boff course\b/gi, instead: 'of course' },
  {
    rule: 'of',
    pattern:
      /\b(cause|list|kind|copy|date|lots?|type|reason|proof|picture|photo|cost|price|value|because|instead|most|some|all|middle|front) off (?=(?:the|your|our|my|this|a|an|all|them|it)\b)/gi,
    instead: '$1 of ',
  },
  {
    rule: 'whole',
    pattern:
      /\b(the|a|your|this) hole (?=(?:amount|day|week|month|order|thing|time|year|price|sum|team|house|system|process|set|story|family|batch)\b)/gi,
    instead: '$1 whole ',
  },
  { rule: 'infinitive', pattern: /\bto has (?=(?:you|the|a|an|been|your|it|them|this|to)\b)/gi, instead: 'to have ' },
  {
    rule: 'number',
    pattern: /\bper (item|day|week|month|person|order|hour|night|customer|user|product|parcel|box|unit|year)s\b/gi,
    instead: 'per $1',
  },
  {
    rule: 'our',
    pattern:
      /\b(with|from|of|by|to|at|for|in|on) are (?=(?:carrier|courier|warehouse|depot|driver|main|local|delivery|online|latest|best|head|bank|sales|accounts?)\b)/gi,
    instead: '$1 our ',
  },
  {
    rule: 'too',
    pattern:
      /\b(not|bit|little|getting|got) to (angry|late|long|big|small|heavy|tight|loose|expensive|difficult|loud|old|bad|far|upset|disappointed|hot|cold|dark)\b(?=[,.!?;]|\s*$| (?:and|but|for|with|about|to|that)\b)/gim,
    instead: '$1 too $2',
  },
  {
    rule: 'participle',
    pattern:
      /\b(I|we|they) (have|['’]ve)( already| now| just| also)? (open|close|clean|complete|separate|correct|clear) (?=(?:the|a|an|your|our|it|this|that)\b)/gi,
    instead: '$1 $2$3 $4(e)d ',
  },
]

/** Slips that their wording gives away. Linear: quantifiers are bounded. */
export function* confusionsIn(sentence: string): Iterable<Slip> {
  for (const { rule, pattern, instead, confidence = 0.85 } of RULES) {
    for (const match of sentence.matchAll(pattern)) {
      // Where the next word decides, it is shown too: "it's entrance".
      const end = match.index + match[0].length
      const next = match[0].endsWith(' ')
        ? (/^[\p{L}\d'’£$€-]{1,40}/u.exec(sentence.slice(end, end + 40))?.[0] ?? '')
        : ''
      const words = (match[0] + next).trimEnd()
      const meant = (instead.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '') + next).trim()
      yield {
        start: match.index,
        end: match.index + words.length,
        rule,
        instead: capitalLike(words, meant),
        confidence,
      }
    }
  }
}

const capitalLike = (words: string, meant: string) =>
  /^\p{Lu}/u.test(words) ? meant.charAt(0).toUpperCase() + meant.slice(1) : meant
