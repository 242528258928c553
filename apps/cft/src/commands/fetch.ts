import {
  fetchDataset,
  type FetchReport,
  type MaterialsProjectQuery,
  type OptimadeQuery,
} from '@crystal-fourier/data/node';
import { type Command, InvalidArgumentError } from 'commander';
import { action, type Context } from '../shell/context.js';
import { integerOption, namesOption } from '../shell/optionParsers.js';

interface CommonOptions {
  readonly out: string;
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly pageLimit?: number;
}

interface OptimadeCommandOptions extends CommonOptions {
  readonly filter?: string;
}

interface MaterialsProjectCommandOptions extends CommonOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly url?: string;
}

const RESUME = 'Called again with the same query and folder it goes on where it stopped.';

export function addFetchCommand(program: Command): void {
  const fetch = program
    .command('fetch')
    .summary('fetch structures from OPTIMADE providers or the Materials Project')
    .description(`Fetches structures with properties into a folder that every command takes as a data set. ${RESUME}`);

  common(
    fetch
      .command('optimade')
      .summary('from a provider of the OPTIMADE network')
      .description(`Fetches structures of an OPTIMADE provider. ${RESUME}`)
      .argument('<url>', 'base URL of the provider')
      .option('--filter <filter>', 'in the filter language of OPTIMADE (default: everything)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ cft fetch optimade https://optimade.materialsproject.org --filter 'elements HAS ALL "Si","O" AND nelements=2' --out silica
  $ cft fetch optimade https://oqmd.org/optimade --fields _oqmd_delta_e --limit 1000 --out oqmd`,
    )
    .action(
      action<[string], OptimadeCommandOptions>((context, [url], { filter, fields, pageLimit, ...rest }) =>
        fetchTo(
          {
            kind: 'optimade',
            url,
            ...(filter === undefined ? {} : { filter }),
            ...(fields === undefined ? {} : { fields }),
            ...(pageLimit === undefined ? {} : { pageLimit }),
          },
          rest,
          context,
        ),
      ),
    );

  common(
    fetch
      .command('mp')
      .summary('from the Materials Project')
      .description(
        `Fetches summaries of the Materials Project. The key is taken from the environment variable MP_API_KEY. ${RESUME}`,
      )
      .option(
        '--query <name=value>',
        'a condition of the summary end point; may be repeated',
        (text: string, before: Readonly<Record<string, string>> = {}) => ({ ...before, ...parseCondition(text) }),
      )
      .option('--url <url>', 'of the interface, if it is another one'),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ MP_API_KEY=… cft fetch mp --query chemsys=Si-O --out silica
  $ cft fetch mp --query band_gap_min=1 --query num_elements_max=2 --fields band_gap,formation_energy_per_atom --out gaps`,
    )
    .action(
      action<[], MaterialsProjectCommandOptions>((context, _, { query, url, fields, pageLimit, ...rest }) =>
        fetchTo(
          {
            kind: 'materials-project',
            key: context.io.env['MP_API_KEY'] ?? '',
            ...(query === undefined ? {} : { query }),
            ...(url === undefined ? {} : { url }),
            ...(fields === undefined ? {} : { fields }),
            ...(pageLimit === undefined ? {} : { pageLimit }),
          },
          rest,
          context,
        ),
      ),
    );
}

const common = (command: Command): Command =>
  command
    .requiredOption('--out <dir>', 'folder for the records')
    .option('--fields <names>', 'properties beside the structure, with commas between them', namesOption)
    .option('--limit <n>', 'stop after so many records; the rest can be fetched later', integerOption(1))
    .option('--page-limit <n>', 'records per page', integerOption(1, 10_000));

/** Fetches with a progress bar and prints what there is. */
async function fetchTo(
  query: OptimadeQuery | MaterialsProjectQuery,
  { out, limit }: Pick<CommonOptions, 'out' | 'limit'>,
  { console, signal }: Pick<Context, 'console' | 'signal'>,
): Promise<void> {
  const bar = console.progress('fetching', 1);
  const report: FetchReport = await fetchDataset(query, out, {
    ...(limit === undefined ? {} : { limit }),
    signal,
    onPage: ({ records, available }) => {
      const total = Math.min(available ?? Number.POSITIVE_INFINITY, limit ?? Number.POSITIVE_INFINITY);
      bar.update(Number.isFinite(total) && total > 0 ? records / total : 0, `${records} records`);
    },
    onRetry: ({ url, attempt, wait, reason }) =>
      console.warn(`${new URL(url).host}: ${reason}; attempt ${attempt + 1} in ${Math.ceil(wait)} s`),
  }).finally(() => bar.stop());
  console.data(report);
  const of = report.available === undefined ? '' : ` of ${report.available}`;
  console.print(`${report.records}${of} records in ${report.directory}`);
  if (!report.complete) console.info('there are more; the same command with a larger --limit goes on');
}

/** `chemsys=Si-O` */
function parseCondition(text: string): Record<string, string> {
  const match = /^([A-Za-z]\w*)=(.+)$/.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('It must be a name and a value, like chemsys=Si-O.');
  if (/^(?:api_?key|_)/i.test(match[1] as string))
    throw new InvalidArgumentError('A key belongs into the environment variable MP_API_KEY, fields into --fields.');
  return { [match[1] as string]: match[2] as string };
}
