import { aucOf, type Scored } from '../../packages/language/train/figures.ts'
import type { Figure } from './figures.ts'

/** The chance that a text which is so scores above one which is not; nothing without both kinds. */
export function aucFigure(name: string, scored: readonly Scored[], aim: number | null = null): readonly Figure[] {
  const value = aucOf(scored)
  return Number.isNaN(value) ? [] : [{ name: `${name}, AUC`, value, count: scored.length, better: 'higher', aim }]
}
