/** Text between colleagues, by what it says. The first group tells it for sure even in a quoted thread. */
export const TO_COLLEAGUES: readonly { readonly pattern: RegExp; readonly confidence: number }[] = [
  {
    pattern: /(?:^|[.!?\n(] ?)(?:please )?(?:do ?n[o'’]t|do not|never) mention (?:that|the|this|our|any|batch|how)\b/i,
    confidence: 0.75,
  },
  {
    pattern:
      /\b(?:do ?n[o'’]t|do not|never|without) (?:\w+ )?(?:tell|telling|mention(?:ing)?|say|inform(?:ing)?|show(?:ing)?|share|send|forward|reveal|disclose)(?:(?: \w+){0,4}? (?:to )?(?:the |this )?(?:customer|client|guest|patient|caller|user|cust)\b| (?:it |that |this |anything )?(?:to )?(?:him|her|them) (?:that|this|about|yet|anything|we|it)\b(?! (?:you|your)\b))/i,
    confidence: 0.8,
  },
  {
    pattern:
      /\bFYI,? (?:this|that|the) (?:one|guy|woman|lady|man|customer|client|person|idiot)\b|\b(?:this|the) (?:one|guy|woman|lady|customer|client|caller|cust)(?: here)? (?:is|seems|sounds|was|has been) (?:\w+ )?(?:an? )?(?:nightmare|pain|nutter|difficult|crazy|mad|troublemaker|nuts|impossible|rude|annoying|time ?waster|serial|moaner|whiner|VIP)\b/i,
    confidence: 0.9,
  },
  {
    pattern:
      /(?:^|[\n([{<*_#]\s{0,4})(?:internal(?: note| only| use)?|int(?:ernal)? comment|note to self|team note|agent(?:s)?(?: note)?|staff(?: only| note)?|for (?:internal|staff) use(?: only)?|private note|nur intern|intern)\s{0,4}(?::|[)\]}>]|(?<=only)|[-–—] )/i,
    confidence: 0.9,
  },
  {
    pattern:
      /\bthis (?:mail |note |part )?is (?:strictly )?internal(?: use)? only\b|\b(?:not|isn['’]?t) (?:meant )?for (?:the )?(?:customer|client)s?(?:['’] eyes| to see)\b|\bcustomer (?:must|should) not (?:see|know|hear)\b|\bbetween (?:us|you and me) (?:only|the customer)\b/i,
    confidence: 0.85,
  },
  {
    pattern:
      /(?:^|[.!?\n(]\s{0,4})(?:@\w[\w.-]{1,30}: |@\w[\w.-]{1,30},? (?:can|could|pls|please|do|any|what|is|this|have|check|take|shall|should)|(?:ask|check with|cc|ping|loop in|escalate to|assign(?:ed)? to|over to) \p{Lu}\p{Ll}+ (?:whether|if|about|before|to (?:approve|confirm|check)|from (?:legal|finance|billing|tech|accounts)|for (?:approval|sign-?off))\b[^.!?\n]{0,60})/u,
    confidence: 0.75,
  },
  {
    pattern:
      /\b(?:the |this )?(?:customer|client|cust)(?:['’]s)? (?:is|was|has|wants|claims|says|keeps|called|insists|complains|complained|won['’]t|doesn['’]t|didn['’]t) (?:\w+ ){0,3}(?:again|angry|lying|threatening|complaining|upset|moaning|refund|escalat\w+|annoyed|chasing|shouting|legal|chargeback)\b/i,
    confidence: 0.8,
  },
  {
    pattern:
      /\bif (?:we|he|she|they|the customer)(?: \w+){0,3} (?:say so|tells?|finds? out|asks?) (?:we|then we|they) (?:pay|lose|have to)|\b(?:just|only) (?:fob|palm) (?:him|her|them) off\b|\bget rid of (?:him|her|them|the customer|this (?:one|customer|ticket))\b|\bstall (?:him|her|them)\b/i,
    confidence: 0.85,
  },
  {
    pattern:
      /\b(?:macro|canned response|snippet)\b[^.!?\n]{0,30}\b(?:here|goes here|for (?:angry|difficult)|applied|insert)\b|\b(?:agent|rep|advisor)(?:s)?:? (?:do not|please|use|insert|choose|delete|remove|replace|adapt|personali[sz]e|check|verify)\b/i,
    confidence: 0.75,
  },
]

/** Hosts and tools that only colleagues can open. */
export const INTERNAL_PLACE =
  /\bhttps?:\/\/(?:[\w-]{1,40}\.){0,4}(?:jira|confluence|wiki|intranet|gitlab|jenkins|grafana|kibana|sentry|sharepoint|servicenow|zammad|otrs|mantis|redmine|youtrack|bugzilla|phabricator|admin|backoffice|back-office|crm)\.[\w.-]{2,80}[^\s<>"')\]]{0,200}|\bhttps?:\/\/[\w.-]{1,80}\.(?:local|internal|intranet|intra|corp|lan|home\.arpa)(?=[/:\s<>"')\].,]|$)[^\s<>"')\]]{0,200}|\bhttps?:\/\/[\w-]{1,40}\.(?:atlassian\.net|slack\.com\/archives|zendesk\.com\/agent|freshdesk\.com\/a\/tickets|lightning\.force\.com|my\.salesforce\.com|monday\.com\/boards)[^\s<>"')\]]{0,200}|\bhttps?:\/\/(?:app|secure)\.(?:intercom|helpscout|frontapp|hubspot)\.(?:com|net)\/[^\s<>"')\]]{1,200}|\b(?:see|in|ticket|issue|bug|per) (?:JIRA|Jira|Confluence|Salesforce|SFDC|Zendesk ticket|ServiceNow) ?#?[\w-]{0,20}/
