import { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { previewCommand } from './report-preview.ts'
import { responseTimesCommand } from './report-response-times.ts'

/** `proofgate report …`: one file per report, and a line here. */
export function reportCommand(cli: Cli): Command {
  return new Command('report')
    .description('what happened, in figures')
    .addCommand(previewCommand(cli))
    .addCommand(responseTimesCommand(cli))
}
