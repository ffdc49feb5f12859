import { Command, Option } from 'commander'
import type { Cli } from '../cli.ts'
import type { ImportFlags } from '../import/import-all.ts'

const EXAMPLES = `
Examples:
  proofgate import support.mbox                      an mbox, of Thunderbird or Google Takeout too
  proofgate import ~/Maildir sent.eml old.zip        a Maildir with its subfolders, a mail, an archive of these
  proofgate import --dry-run mail/                   what would be taken, with nothing written
  proofgate report preview                           then: what would have been held, unanswered, late

PATH is an mbox, a Maildir, a .eml file, a folder of these at any depth, or a .zip archive of them.
Nothing is sent. A mail that is known already is not taken twice, so an import may be repeated; one that was broken off
goes on where it was. Drafts, spam and what was deleted are left out.

Exit codes: 0 done, 2 mistakes in the configuration or in how the command was typed, 3 something could not be read
(a file that is not there or damaged, a mail that is too large), 130 stopped by Ctrl-C.`

/** `proofgate import PATH…`: takes old mailboxes in, so that conversations are known from the first day. */
export function importCommand(cli: Cli): Command {
  return new Command('import')
    .description('take in old mailboxes: conversations, open questions, promises')
    .argument('<path...>', 'mboxes, Maildirs, .eml files, folders of these, .zip archives')
    .option('-c, --config <file>', 'configuration file')
    .option(
      '--own-domain <domain>',
      'a domain (or address) of ours, where the policy names none; may be repeated',
      more,
      [],
    )
    .option('--dry-run', 'only say what would be taken')
    .option('--no-read', 'leave the reading to the next start')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], flags: ImportFlags) => importPaths(cli, paths, flags))
}

const more = (one: string, before: readonly string[]) => [...before, one]

async function importPaths(cli: Cli, paths: readonly string[], flags: ImportFlags): Promise<void> {
  const [{ importAll }, { listenForStop }] = await Promise.all([
    import('../import/import-all.ts'),
    import('../start/until-stopped.ts'),
  ])
  const wish = listenForStop()
  const stop = new AbortController()
  void wish.come.then(() => stop.abort())
  try {
    await importAll(cli, paths, flags, stop.signal)
  } finally {
    wish.forget()
  }
}
