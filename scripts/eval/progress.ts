/** Tells how far a stage is. */
export type Progress = {
  /** `done` of `total` steps. */
  readonly step: (done: number, total: number) => void
  readonly end: () => void
}

const WIDTH = 30

/** A bar on a terminal's standard error; nothing elsewhere, so that logs stay readable. */
export function progressOf(title: string): Progress {
  const { stderr } = process
  if (!stderr.isTTY) return { step: () => {}, end: () => {} }
  const show = (done: number, total: number) => {
    const filled = Math.round((WIDTH * done) / Math.max(1, total))
    stderr.write(`\r${title.padEnd(28)} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}`)
  }
  return { step: show, end: () => stderr.write('\r\x1b[2K') }
}
