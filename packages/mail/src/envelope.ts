/** One RCPT TO of a message: the address as the client gave it, and its DSN wishes (RFC 3461 §4). */
export type Recipient = {
  /** The forward-path without angle brackets, octet for octet as received (case of the local part included). */
  readonly address: string
  /** NOTIFY, upper case, comma separated (`SUCCESS,FAILURE`, `NEVER`); `null` when not given. */
  readonly notify: string | null
  /** ORCPT as received, xtext still encoded (`rfc822;jo+2Bx@example.org`); `null` when not given. */
  readonly orcpt: string | null
}

/** The SMTP envelope of a message: who it is from, who it is for, and how it may be carried. */
export type Envelope = {
  /** The reverse-path without angle brackets; `''` is the null sender of RFC 5321 §4.5.5. */
  readonly from: string
  readonly recipients: readonly Recipient[]
  /** BODY of RFC 6152; `null` when not given. */
  readonly body: '7BIT' | '8BITMIME' | null
  /** True when the client asked for SMTPUTF8 (RFC 6531), even if only headers need it. */
  readonly smtpUtf8: boolean
  /** True when the client asked for REQUIRETLS (RFC 8689). */
  readonly requireTls: boolean
  /** RET of RFC 3461; `null` when not given. */
  readonly ret: 'FULL' | 'HDRS' | null
  /** ENVID of RFC 3461, xtext still encoded; `null` when not given. */
  readonly envid: string | null
}
