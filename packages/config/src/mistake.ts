import type { Config } from './config.ts'

/** One thing wrong with the configuration, in words for the person who wrote it. */
export type Mistake = {
  /** `proofgate.yaml:12:9` (line and column from 1), `PROOFGATE_INTAKE_PORT`, `--smarthost`; where to look. */
  readonly where: string
  /** Dotted name of the setting, `intake.port`; `null` when it concerns the file as a whole. */
  readonly setting: string | null
  /** What is wrong: `is too large`, following the setting's name. */
  readonly says: string
  /** What to do now. */
  readonly remedy: string
}

/** `proofgate.yaml:12:9: intake.port is too large: give 65535 or less`. */
export const lineOf = ({ where, setting, says, remedy }: Mistake) =>
  `${where}: ${setting === null ? '' : `${setting} `}${says}: ${remedy}`

/** The configuration cannot be used. Carries every mistake found, in the order of the file. */
export class ConfigError extends Error {
  readonly mistakes: readonly Mistake[]
  // Private, so that nothing which prints errors prints passwords.
  readonly #sound: Config | null

  constructor(mistakes: readonly Mistake[], sound: Config | null) {
    super(
      `${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`} in the configuration\n${mistakes.map((mistake) => `  ${lineOf(mistake)}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.mistakes = mistakes
    this.#sound = sound
  }

  /** The configuration without what is wrong, to look for more mistakes in; `null` when the file cannot be read at all. */
  get sound(): Config | null {
    return this.#sound
  }
}
