/** Prints `N passed, N failed` of a vitest JSON report. Plain JavaScript: it runs on whatever Node is there. */
import { readFileSync } from 'node:fs'

const text = readFileSync(process.argv[2], 'utf8')
const report = text === '' ? null : JSON.parse(text)
// A file that cannot be loaded has no tests that could fail: it counts as one.
const unloaded = (report?.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
)
const passed = report?.numPassedTests ?? 0
const failed = report === null ? 1 : report.numFailedTests + unloaded.length
console.log(`${passed} passed, ${failed} failed`)
