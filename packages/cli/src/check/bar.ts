/** A bar of blocks, `width` columns for `full`; anything above zero shows at least half a block. */
export function barOf(value: number, full: number, width: number): string {
  const share = full <= 0 ? 0 : Math.min(1, value / full)
  const halves = value <= 0 ? 0 : Math.max(1, Math.round(share * width * 2))
  const bar = '█'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '▌' : '')
  return bar.padEnd(width)
}
