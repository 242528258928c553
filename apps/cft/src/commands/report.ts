import type { Command } from 'commander';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { action } from '../shell/context.js';
import { prose } from '../shell/prose.js';
import { RunFolder } from '../runs/runFolder.js';

interface ReportCommandOptions {
  readonly out?: string;
}

const REPORT_FILE = 'report.html';

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .summary('make a page that shows a run')
    .description(
      prose(`Writes one HTML page that needs nothing else: learning curves, predictions against true values, errors by crystal system and space
group, largest errors, baselines (after cft evaluate), configuration and origin.`),
    )
    .argument('<run>', 'folder of a run')
    .option('--out <file>', `where to write (default: ${REPORT_FILE} in the run)`)
    .addHelpText(
      'after',
      `
Examples:
  $ cft report runs/moduli
  $ cft report runs/moduli --out moduli.html`,
    )
    .action(
      action<[string], ReportCommandOptions>(async ({ console }, [run], { out }) => {
        const written = await writeReport(run, out);
        console.data(written);
        console.print(written.file);
      }),
    );
}

/** Writes the report of a run. @returns where, and its size. @throws CliError */
export async function writeReport(path: string, out?: string): Promise<{ file: string; bytes: number }> {
  const run = await RunFolder.open(path);
  const [{ readReport }, { reportPage }] = await Promise.all([
    import('../report/readReport.js'),
    import('../report/page.js'),
  ]);
  const page = Buffer.from(reportPage(await readReport(run)));
  const file = out ?? run.file(REPORT_FILE);
  await writeWholeFile(file, page);
  return { file, bytes: page.length };
}
