/** Prints `N passed, N failed` of a vitest JSON report. Plain JavaScript: it runs on whatever Node is there. */
import { readFileSync } from 'node:fs'

const text = readFileSync(process.argv[2], 'utf8')
const report = text === '' ? { numPassedTests: 0, numFailedTests: 1, testResults: [] } : JSON.parse(text)
// A file that fails before its tests run, when it is loaded or set up, has no failed test: it counts as one.
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
)
console.log(`${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed`)
