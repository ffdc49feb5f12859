import { journaledMailsOf } from '@proofgate/mail'
import { expect, test } from 'vitest'
import { casesIn } from '../corpus/case.ts'
import { exchange2016Report, exchangeOnlineReport } from '../support/journal-reports.ts'
import { chanceOf } from './chance.ts'
import { oddMessage } from './messages.ts'

const CASES = casesIn(new URL('../corpus/cases/', import.meta.url))
const GIVEN = { receivedAt: new Date('2026-11-24T10:00:00Z'), envelopeFrom: null, opensReports: true }

test('200 odd messages come out of a journal report octet for octet, and so do those of a report in a report', () => {
  for (let i = 0; i < 200; i++) {
    const { raw } = oddMessage(3, i, CASES)
    // Empty lines before a mail belong to nobody, and are left out.
    const mail = Buffer.from(raw.toString('latin1').replace(/^[\r\n]+/, ''), 'latin1')
    if (mail.length === 0) continue
    for (const report of [exchangeOnlineReport(mail), exchange2016Report(exchangeOnlineReport(mail))]) {
      const { mails, isReport } = journaledMailsOf(report, GIVEN)
      expect(isReport, `message ${i} of seed 3`).toBe(true)
      expect(
        mails.map((each) => each.raw.equals(mail)),
        `message ${i} of seed 3`,
      ).toEqual([true])
    }
  }
})

test('of 1,000 reports cut, doubled and overwritten at random each gives a mail to take', () => {
  for (let i = 0; i < 1_000; i++) {
    const chance = chanceOf(i)
    const report = exchangeOnlineReport(oddMessage(4, i % 100, CASES).raw)
    const [from, to] = [chance.below(report.length), chance.below(report.length)]
    const broken = [
      report.subarray(0, from),
      Buffer.concat([report.subarray(0, from), report.subarray(to)]),
      Buffer.concat([report, report.subarray(from)]),
      Buffer.concat([report.subarray(0, from), Buffer.alloc(5, chance.below(256)), report.subarray(from + 5)]),
    ]
    for (const raw of broken) expect(journaledMailsOf(raw, GIVEN).mails.length, `report ${i}`).toBeGreaterThan(0)
  }
})
