import { lookup, type LookupFound, type SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Command } from 'commander';
import type { Console } from '../shell/console.js';
import { action } from '../shell/context.js';
import { describeGroup, type GroupDescription } from '../structures/groupDescription.js';
import { describeTensors, tensorLines } from '../structures/tensorForms.js';
import { CliError, EXIT } from '../shell/failure.js';
import { positiveOption } from '../shell/optionParsers.js';
import { alignColumns } from '../shell/textTable.js';
import { prose } from '../shell/prose.js';

interface GroupCommandOptions {
  readonly cutoff: number;
  readonly operations?: boolean;
  readonly tensors?: boolean;
}

export function addGroupCommand(program: Command): void {
  program
    .command('group')
    .summary('operations, reflection conditions, Wyckoff positions and invariant functions of a space group')
    .description(
      prose(`Shows a space group, named by its number, a Hermann–Mauguin symbol in any spelling, a Hall or a Schoenflies symbol. A symbol that
is not understood is never taken for another group.`),
    )
    .argument('<symbol...>', 'P 21/c, P2_1/c, Fd-3m:1, R-3mH, 62, Oh^7, "-P 2ac 2n" …')
    .option('--cutoff <length>', 'of the frequencies that are counted, in units of a*', positiveOption(16), 4)
    .option('--operations', 'list every operation, with those that centring adds')
    .option('--tensors', 'show what symmetry leaves of dielectric, piezoelectric, elastic … tensors')
    .addHelpText(
      'after',
      `
Examples:
  $ cft group 225
  $ cft group Fd-3m:1 --operations
  $ cft group "P 3 2 1" --tensors
  $ cft group "P 21/c" --json
  $ cft group -- "-P 2ac 2n"          (a symbol that begins with a minus sign)`,
    )
    .action(
      action<[string[]], GroupCommandOptions>(
        ({ console }, [words], { cutoff, operations = false, tensors = false }) => {
          const found = findGroup(words.join(' '));
          const description = describeGroup(found.group, cutoff);
          const forms = tensors ? describeTensors(found.group) : undefined;
          console.data({
            ...description,
            notation: found.notation,
            notes: found.notes,
            alternatives: found.alternatives.map(String),
            ...(forms === undefined ? {} : { tensors: forms }),
          });
          printGroup(description, found, operations, console);
          if (forms !== undefined) {
            console.print(`\n${console.colors.dim(`tensors of point group ${description.pointGroup}`)}`);
            for (const line of tensorLines(forms, 'this setting')) console.print(line);
          }
        },
      ),
    );
}

/** @throws CliError with the closest symbols */
function findGroup(symbol: string): LookupFound<SpaceGroup> {
  const found = lookup(symbol);
  if (found.ok) return found;
  throw new CliError(found.reason.replace(/^lookup: /, ''), { exitCode: EXIT.usage, code: 'unknown-group' });
}

/** Settings of a group in one list, at most. */
const MOST_SETTINGS = 18;

function printGroup(
  group: GroupDescription,
  { notes, alternatives }: LookupFound<SpaceGroup>,
  everyOperation: boolean,
  console: Console,
): void {
  const { bold, dim, yellow } = console.colors;
  const { basis, enantiomorph, wyckoff, centring } = group;
  const heading = (text: string): void => console.print(`\n${dim(text)}`);
  console.print(`${bold(`${group.symbol} (${group.number})`)}  ${group.fullSymbol}`);
  for (const note of notes) console.print(`${yellow('note:')} ${note}`);
  if (alternatives.length > 0)
    console.print(
      `${yellow('note:')} the symbol can also mean ${alternatives.map(({ setting }) => setting.hmExtended).join(', ')}`,
    );
  const properties = [
    group.centrosymmetric ? 'centrosymmetric' : 'not centrosymmetric',
    group.symmorphic ? 'symmorphic' : 'not symmorphic',
    ...(group.sohncke ? ['Sohncke (chiral structures)'] : []),
    ...(enantiomorph === null ? [] : [`mirror image of ${enantiomorph}`]),
  ];
  const facts = alignColumns([
    ['Hall', group.hall],
    ['Schoenflies', group.schoenflies],
    [
      'class',
      `${group.crystalSystem}, point group ${group.pointGroup}, Laue class ${group.laueClass}, lattice ${group.bravais}, ${group.arithmeticClass}`,
    ],
    ['order', `${group.order} operations per cell`],
    ['properties', properties.join(', ')],
  ]);
  for (const line of facts) console.print(line);

  const listed = everyOperation ? group.operations : group.representatives;
  const plus =
    everyOperation || centring.vectors.length === 1
      ? ''
      : `, each with + ${centring.vectors.map((v) => `(${v})`).join(' ')}`;
  heading(`operations${plus}`);
  for (const line of inColumns(listed, 4)) console.print(line);

  heading('reflection conditions');
  console.print(group.reflectionConditions.length === 0 ? 'none' : group.reflectionConditions.join('\n'));

  heading('Wyckoff positions');
  const rows = wyckoff.map(({ letter, multiplicity, siteSymmetry, coordinates }) => [
    `${multiplicity}${letter}`,
    siteSymmetry,
    coordinates.slice(0, 4).join('  ') + (coordinates.length > 4 ? '  …' : ''),
  ]);
  for (const line of alignColumns(rows, [{ align: 'right' }])) console.print(line);

  heading('settings');
  const shown = group.settings.slice(0, MOST_SETTINGS);
  for (const line of inColumns(
    shown.map(({ symbol, isReference }) => (isReference ? `${symbol} (reference)` : symbol)),
    4,
  ))
    console.print(line);
  if (shown.length < group.settings.length)
    console.print(`… and ${group.settings.length - shown.length} more (--json has all)`);

  heading('invariant functions');
  console.print(
    basis === null
      ? 'not counted on these axes: no set of frequencies up to a length is closed under the group; take the reference setting'
      : `${basis.functions} of ${basis.frequencies} frequencies up to |k| = ${basis.cutoff} a* (${basis.family} set): ${basis.stars} stars, ${basis.absent} frequencies absent`,
  );
}

/** Texts side by side, row by row. */
function inColumns(texts: readonly string[], count: number): string[] {
  const rows = Array.from({ length: Math.ceil(texts.length / count) }, (_, r) =>
    texts.slice(count * r, count * (r + 1)),
  );
  return alignColumns(rows);
}
