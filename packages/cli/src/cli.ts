import { styleText } from 'node:util'

/** Where a command writes to: a terminal, or anything else that takes text. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }

/** What a command may use of the process it runs in. */
export type Cli = {
  readonly out: Output
  readonly err: Output
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Name of this machine. */
  readonly hostname: string
  /** Says how the command ended; of several calls the highest code counts. */
  readonly finish: (code: number) => void
  /** Ends the process when nobody reads its output any more (`proofgate check … | head`), as other tools do. */
  readonly quitWhenUnread: () => void
}

/** Exit codes. `check` uses all of them, commands that ask the review service 0, 2, 3 and 4, the others 0, 2 and 3. */
export const EXIT = {
  ok: 0,
  /** check: the worst verdict is hold. */
  hold: 1,
  /** check: the worst verdict is bounce. */
  bounce: 2,
  /** Other commands: mistakes in the configuration, or in how the command was typed. */
  misconfigured: 2,
  /** Something could not be read, judged or done. */
  failed: 3,
  /** check: mistakes in the policy file, or in how the command was typed. */
  checkMisused: 4,
  /** holds, show, release, return, journal: the review service cannot be reached, or does not let this token in. */
  unreachable: 4,
} as const

/** An error for the person at the keyboard: its message is all that is shown. */
export class CliError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = EXIT.failed, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}

type Style = Parameters<typeof styleText>[0]

/** Colours text for a stream: only on a terminal, and as NO_COLOR and FORCE_COLOR say. */
export type Paint = (style: Style, text: string) => string

/** The paint for a stream. */
export const paintFor =
  (stream: Output): Paint =>
  (style, text) =>
    styleText(style, text, { stream })
