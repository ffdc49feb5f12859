import type { Figure } from './figures.ts'
import type { Progress } from './progress.ts'

/** What a measure found out. */
export type Measured = {
  readonly figures: readonly Figure[]
  /** Where it went wrong, for `--mistakes`. Printed, never written: the words are other people's. */
  readonly mistakes: readonly string[]
}

/** A measure on public data, one file in `measures/`. */
export type Measure = {
  readonly id: string
  /** What is measured, a few words for the table. */
  readonly title: string
  /** Folders under the data directory it reads; it is skipped where one is absent. */
  readonly needs: readonly string[]
  /** True when it reads with the language model; it is skipped where that cannot run. */
  readonly needsModel?: true
  /** @param folderOf gives the path of one of `needs` */
  readonly run: (folderOf: (name: string) => string, progress: Progress) => Promise<Measured>
}
