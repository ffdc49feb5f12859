import { stdnum } from 'stdnum'
import { before, type Leak } from './sensitive.ts'

type Kind = {
  readonly what: string
  readonly pattern: RegExp
  /** Words that name it; with them in front the number needs no other proof. */
  readonly named: RegExp
  /** True when its check digits are right. */
  readonly isValid?: (written: string) => boolean
  /** Its form alone is proof enough. */
  readonly aloneConfidence?: number
}

const valid = (country: string, kind: string) => (written: string) =>
  stdnum[country]?.[kind]?.validate(written).isValid ?? false

/**
 * Numbers that states give to persons. Forms and check digits by stdnum (MIT) where it has them. United States and
 * United Kingdom have none, and stdnum refuses the published samples: form only.
 */
const KINDS: readonly Kind[] = [
  {
    what: 'a social security number',
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
    named: /\b(?:ssn|social security)\b/i,
    aloneConfidence: 0.6,
  },
  {
    what: 'a national insurance number',
    pattern: /\b[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g,
    named: /\b(?:national insurance|nino|ni (?:number|no)|n\.i\.)/i,
  },
  {
    what: 'a Spanish identity number',
    pattern: /\b(?:\d{8}|[XYZ]\d{7})[ -]?[A-Z]\b/g,
    named: /\b(?:dni|nif|nie|documento)\b/i,
    isValid: (id) => valid('ES', 'dni')(id) || valid('ES', 'nie')(id),
  },
  {
    what: 'an Italian tax code',
    pattern: /\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b/g,
    named: /\b(?:codice fiscale|c\.?f\.?)\b/i,
    isValid: valid('IT', 'codicefiscale'),
    aloneConfidence: 0.85,
  },
  {
    what: 'a French social security number',
    pattern: /\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}\b/g,
    named: /\b(?:nir|s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu)\b/i,
    isValid: valid('FR', 'nir'),
  },
  {
    what: 'a German tax id',
    pattern: /\b\d{2} ?\d{3} ?\d{3} ?\d{3}\b/g,
    named: /\b(?:steuer-?id\w*|steueridentifikationsnummer|idnr|tax id)\b/i,
    isValid: valid('DE', 'idnr'),
  },
  {
    what: 'a Dutch citizen number',
    pattern: /\b\d{4}[. ]?\d{2}[. ]?\d{3}\b/g,
    named: /\b(?:bsn|burgerservicenummer)\b/i,
    isValid: valid('NL', 'bsn'),
  },
  {
    what: 'a Belgian national number',
    pattern: /\b\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}\b/g,
    named: /\b(?:rijksregister\w*|registre national|national (?:register )?number|insz|niss)\b/i,
    isValid: valid('BE', 'nn'),
  },
  { what: 'a Polish PESEL number', pattern: /\b\d{11}\b/g, named: /\bpesel\b/i, isValid: valid('PL', 'pesel') },
  {
    what: 'a Swedish personal number',
    pattern: /\b(?:19|20)?\d{6}[-+]\d{4}\b/g,
    named: /\b(?:personnummer|personal (?:identity )?number)\b/i,
    isValid: valid('SE', 'personnummer'),
  },
  {
    what: 'a Canadian social insurance number',
    pattern: /\b\d{3}[ -]?\d{3}[ -]?\d{3}\b/g,
    named: /\b(?:sin|social insurance)\b/i,
    isValid: valid('CA', 'sin'),
  },
  {
    what: 'a Brazilian CPF number',
    pattern: /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g,
    named: /\bcpf\b/i,
    isValid: valid('BR', 'cpf'),
    aloneConfidence: 0.8,
  },
  {
    what: 'an Aadhaar number',
    pattern: /\b[2-9]\d{3} ?\d{4} ?\d{4}\b/g,
    named: /\baadhaar\b/i,
    isValid: valid('IN', 'aadhaar'),
  },
  { what: 'an Indian PAN', pattern: /\b[A-Z]{3}[PCHABGJLFT][A-Z]\d{4}[A-Z]\b/g, named: /\bpan\b/i },
  { what: 'a passport number', pattern: /\b[A-Z]{0,2}\d{7,9}\b/g, named: /\bpassport (?:number|no\.?|nr\.?|#)/i },
]

/** Things with numbers of their own that look alike. */
const THING =
  /\b(?:order|part|model|serial|ref|reference|ticket|phone|tel|call|fax|mobile|invoice|item|article|case|tracking|parcel)\b/i

/** Identity numbers of persons in a text: named as such, or plain by their form. */
export function* identityLeaks(text: string): Iterable<Leak> {
  for (const { what, pattern, named, isValid, aloneConfidence = 0 } of KINDS) {
    for (const { 0: written, index } of text.matchAll(pattern)) {
      const context = before(text, index, 40)
      const isNamed = named.test(context)
      const confidence = isNamed ? 0.95 : THING.test(context) ? 0 : aloneConfidence
      if (confidence === 0 || isValid?.(written) === false) continue
      yield { start: index, end: index + written.length, what, confidence }
    }
  }
}
