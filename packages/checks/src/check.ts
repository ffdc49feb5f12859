import type { Automatic, Body, Mail, Mailbox, OwnStretch, Span } from '@proofgate/mail'
import type { CheckId } from './ids.ts'
import type { Group, LedgerRow, Part } from './judgement.ts'
import type { Memory } from './memory.ts'
import type { PolicyFile } from './policy-schema.ts'
import type { Senses } from './senses.ts'
import type { Settings } from './settings.ts'

/** One earlier message of the thread, already parsed. */
export type Turn = {
  readonly by: 'customer' | 'us'
  /** Who wrote it; of a web form the customer it names. `null` when the header names nobody. */
  readonly author: Mailbox | null
  /** Why no person wrote it; `null` when one did, also through a web form that marks its mail as generated. */
  readonly automatic: Automatic
  readonly mail: Mail
  /** What its writer wrote in it: the own text of the best body. */
  readonly text: string
}

/** What a check may look at. Read-only; a check has no clock, no network, no other check's result. */
export type Reading = {
  /** The message being judged. */
  readonly mail: Mail
  /** Everyone the message goes to, Bcc included: bare addresses of the envelope. */
  readonly recipients: readonly string[]
  /** The customer it is for: the first recipient of To, else Cc, else the envelope, who is not ours; `null` when all are. */
  readonly addressee: Mailbox | null
  /** The body a reader would read (`bestBodyOf`). */
  readonly body: Body | null
  /** Its own-text segments in order, each with its offset into the body's text. */
  readonly own: readonly OwnStretch[]
  /** All own text joined by newlines, for checks that ask "does it say so anywhere". */
  readonly ownText: string
  /** Every earlier mail of the thread, oldest first: also receipts, and what colleagues wrote to each other. */
  readonly earlier: readonly Mail[]
  /** What people said to each other before, customer and us, oldest first. Empty when nothing is known. */
  readonly conversation: readonly Turn[]
  /** The customer's latest words and where they are known from; `null` when there are none. */
  readonly customer: CustomerText | null
  /** What the store knows beside the conversation; empty when nobody looked. */
  readonly memory: Memory
  /** ISO 639-1 code of the own text; `null` when too short to tell. */
  readonly language: string | null
  /**
   * What the language model makes of sentences that checks asked for (`Check.sentences`), by their text; `null` when it
   * cannot run here or nobody asked: then go by rules. A sentence may be missing: a message has more than are read.
   */
  readonly senses: Senses | null
  /** The policy in force for this message, scopes applied and own domains known. */
  readonly settings: Settings
}

export type CustomerText = {
  readonly source: 'conversation' | 'quote'
  readonly text: string
  /** Display name and address of who wrote it, where known. */
  readonly name: string | null
  readonly address: string | null
  /** ISO 639-1 code of the text; `null` when too short to tell. */
  readonly language: string | null
}

/** What a check says: where, in what words, and what to do. The engine adds points and the rest. */
export type Objection = {
  readonly part: Part
  /** Where in that part's text; `null` when the fault is an absence. */
  readonly at: Span | null
  /** The exact words, required where `at` is null but words are known (the customer's question); else taken from `at`. */
  readonly excerpt?: string
  readonly confidence: number
  /** True where not these words are the fault but what the message lacks or how it ends; then others may object to them as well. */
  readonly whole?: boolean
  /** True for a note: shown, and worth no points whatever the check's weight. */
  readonly note?: boolean
  readonly message: string
  readonly suggestion: string
}

/** An example mail for a check: a bare sentence is a reply's body. */
export type Example =
  | string
  | {
      readonly reply: string
      readonly subject?: string
      /** The customer's message it answers. */
      readonly customer?: string
      readonly customerName?: string
      readonly customerAddress?: string
      /** Further addresses that the reply goes to, in Cc. */
      readonly cc?: readonly string[]
      readonly attachments?: readonly string[]
      /** The sender's address, where it matters. */
      readonly from?: string
      /** Names of files the customer attached. */
      readonly customerAttachments?: readonly string[]
      /** `html` builds the reply as an HTML-only message. */
      readonly html?: boolean
      /** Who replies; Tom Berg when not given. */
      readonly agent?: string
      /** When the customer wrote; the reply is of Tuesday 24 November 2026, 10:00 UTC. */
      readonly customerDate?: string
      /** Messages before the customer's, oldest first; ours where an agent is named. */
      readonly earlier?: readonly { readonly agent?: string; readonly date: string; readonly text: string }[]
      /** To how many other customers the same words went, as the store knows. */
      readonly sentToOthers?: number
      /** Facts of the policy. */
      readonly facts?: PolicyFile['facts']
    }

/** Settings of the policy file that only some checks go by. */
export type PolicySetting =
  | 'own_domains'
  | 'dictionary'
  | 'products'
  | 'tracking_redirectors'
  | 'facts'
  | 'response_target'

/**
 * One kind of fault. One file per check, named by its id; the engine knows no id.
 * `find` is pure, total (never throws on odd input) and linear in the length of the mail.
 */
export type Check = {
  readonly id: CheckId
  readonly group: Group
  /** Points of one finding, and at most so many per message. */
  readonly weight: number
  readonly max: number
  /** One line: what it finds. */
  readonly summary: string
  /** Why a customer minds. */
  readonly reason: string
  /** Where we know it from: article S0 to S4, a standard, a paper. */
  readonly source: string
  /** Ids of languages it can read; `null` when it needs none. On others it abstains. */
  readonly languages: readonly string[] | null
  /** True when it needs the customer's words; without them it abstains. */
  readonly needsCustomer: boolean
  /** Settings of the policy it goes by, beside its own entry below `checks`; left out where there are none. */
  readonly options?: readonly PolicySetting[]
  readonly examples: { readonly wrong: readonly Example[]; readonly right: readonly Example[] }
  /**
   * Sentences the language model should read for this check, most wanted first; left out where it goes by rules alone.
   * Pure, as `find`, which finds them in `reading.senses`. What no check wants is not read: it costs 3 ms each.
   */
  readonly sentences?: (reading: Reading) => Iterable<string>
  readonly find: (reading: Reading) => Iterable<Objection>
  /**
   * What the customer asked and what became of each, where the check works that out on its way: all rows, answered
   * ones too. Shares its work with `find` (see `once.ts`).
   */
  readonly ledger?: (reading: Reading) => readonly LedgerRow[]
}
