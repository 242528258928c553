// How often intervals have the true value in them: runs are calibrated by one part of their data and looked at on another. Prints a table; writes all numbers.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/bench/intervals.ts NAME=RUN … [--out docs/uncertainty.json]
//
// Of a run with a part test: calibrated by val, which chose the epoch, and looked at on test (`direct`). Besides, the records of both are divided in two at random, 200 times
// (`divided`): the mean is what intervals hold, without the luck of one division. `unchosen` divides the part test alone, which chose nothing: its difference
// from `direct` is what the choice of the epoch costs. Of a run without a part test, val is divided.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CalibrationEvidence } from '@crystal-fourier/model';
import { Predictor } from '@crystal-fourier/model';
import type { Example } from '../../apps/cft/src/data/example.js';
import { evaluatedParts } from '../../apps/cft/src/evaluation/evaluatedParts.js';
import { runModels } from '../../apps/cft/src/runs/loadModel.js';
import { RunFolder } from '../../apps/cft/src/runs/runFolder.js';
import { chooseBackend } from '../../apps/cft/src/shell/backend.js';
import { Console } from '../../apps/cft/src/shell/console.js';
import { Random } from '../../packages/math3/src/index.js';
import { calibrationOf, calibrationOrder, halfWidth } from '../../packages/model/src/calibration/calibration.js';

const LEVELS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const DIVISIONS = 200;
/** Groups and systems with fewer records say nothing. */
const LEAST = 20;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' } },
});

/** A crystal with what networks say of each quantity. */
interface Row {
  readonly novelty: number;
  readonly sites: number;
  readonly system: string;
  readonly group: number;
  readonly quantities: Readonly<
    Record<string, { readonly predicted: number; readonly spread: number; readonly error: number }>
  >;
}

/** Rows of examples. */
async function rowsOf(predictor: Predictor, examples: readonly Example[]): Promise<Row[]> {
  const { novelty, sites, quantities } = await predictor.calibrationEvidence(examples);
  return calibrationOrder(examples.map(({ id }) => id)).map((example, i) => ({
    novelty: novelty[i]!,
    sites: sites[i]!,
    system: examples[example]!.crystalSystem,
    group: examples[example]!.group,
    quantities: Object.fromEntries(
      quantities.map(({ name, predicted, spread, error }) => [
        name,
        { predicted: predicted[i]!, spread: spread[i]!, error: error[i]! },
      ]),
    ),
  }));
}

const evidenceOf = (rows: readonly Row[], name: string): CalibrationEvidence => {
  const of = (key: 'predicted' | 'spread' | 'error'): number[] => rows.map(({ quantities }) => quantities[name]![key]);
  return {
    embeddings: new Float32Array(),
    novelty: rows.map(({ novelty }) => novelty),
    sites: rows.map(({ sites }) => sites),
    quantities: [{ name, predicted: of('predicted'), spread: of('spread'), error: of('error') }],
  };
};

interface Held {
  readonly row: Row;
  /** By level. */
  readonly within: readonly boolean[];
  readonly half: number;
  readonly plain: boolean;
  readonly plainHalf: number;
  readonly withinSpread: readonly [raw: boolean, calibrated: boolean];
}

/** Which of the unseen rows have the truth in their intervals, by the calibration of others. */
function heldBy(calibrating: readonly Row[], unseen: readonly Row[], name: string, members: number): Held[] {
  const made = calibrationOf(evidenceOf(calibrating, name), { members, part: 'val' }).quantities[0]!;
  // The same without difficulty: all intervals have one width.
  const known = calibrating.flatMap(({ quantities }) =>
    Number.isNaN(quantities[name]!.error) ? [] : [Math.abs(quantities[name]!.error)],
  );
  const plainHalf = known.sort((a, b) => a - b)[Math.ceil((known.length + 1) * 0.9 - 1e-9) - 1]!;
  return unseen.flatMap((row): Held[] => {
    const { error, ...learned } = row.quantities[name]!;
    if (Number.isNaN(error)) return [];
    const inputs = { novelty: row.novelty, sites: row.sites, ...learned };
    const off = Math.abs(error);
    const half = halfWidth(made, inputs, 0.9)!;
    return [
      {
        row,
        within: LEVELS.map((level) => off <= (halfWidth(made, inputs, level) ?? Infinity)),
        half,
        plain: off <= plainHalf,
        plainHalf,
        withinSpread: [off <= learned.spread, off <= (made.spreadFactor ?? 1) * learned.spread],
      },
    ];
  });
}

const share = (list: readonly boolean[]): number => list.filter(Boolean).length / list.length;
const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x / list.length, 0);
const NINETY = LEVELS.indexOf(0.9);
const rounded = (x: number, digits = 4): number => Number(x.toFixed(digits));

/** Shares of several rounds of records together. */
function summary(rounds: readonly (readonly Held[])[]) {
  const all = rounds.flat();
  const shares = rounds.map((held) => share(held.map(({ within }) => within[NINETY]!)));
  const sliced = (keyOf: (held: Held) => string) => {
    const keys = [...new Set(all.map(keyOf))];
    return Object.fromEntries(
      keys.flatMap((key) => {
        const some = all.filter((held) => keyOf(held) === key);
        const records = new Set(some.map(({ row }) => row)).size;
        return records < LEAST
          ? []
          : [
              [
                key,
                {
                  records,
                  share: rounded(share(some.map(({ within }) => within[NINETY]!))),
                  plain: rounded(share(some.map(({ plain }) => plain))),
                },
              ],
            ];
      }),
    );
  };
  const byNovelty = [...new Set(all.map(({ row }) => row))].sort((a, b) => a.novelty - b.novelty);
  const third = new Map(
    byNovelty.map((row, i) => [row, ['least novel', 'middle', 'most novel'][Math.floor((3 * i) / byNovelty.length)]!]),
  );
  const deviation = Math.sqrt(mean(shares.map((x) => (x - mean(shares)) ** 2)));
  return {
    coverage: rounded(mean(shares)),
    ...(rounds.length > 1 ? { deviation: rounded(deviation) } : {}),
    plain: rounded(share(all.map(({ plain }) => plain))),
    /** Mean width over that of intervals that all have one width. */
    relativeWidth: rounded(mean(all.map(({ half }) => half)) / mean(all.map(({ plainHalf }) => plainHalf))),
    levels: Object.fromEntries(LEVELS.map((level, l) => [level, rounded(share(all.map(({ within }) => within[l]!)))])),
    byNovelty: sliced(({ row }) => third.get(row)!),
    bySystem: sliced(({ row }) => row.system),
    byGroup: sliced(({ row }) => String(row.group)),
    ...(all.some(({ row }) => Object.values(row.quantities)[0]!.spread > 0)
      ? {
          withinOneSpread: {
            raw: rounded(share(all.map(({ withinSpread }) => withinSpread[0]))),
            calibrated: rounded(share(all.map(({ withinSpread }) => withinSpread[1]))),
          },
        }
      : {}),
  };
}

/** Rows divided at random again and again. @param size of the part that calibrates */
function divided(rows: readonly Row[], size: number, name: string, members: number): Held[][] {
  const random = Random.seeded(5);
  return Array.from({ length: DIVISIONS }, () => {
    const shuffled = random.shuffled([...rows]);
    return heldBy(shuffled.slice(0, size), shuffled.slice(size), name, members);
  });
}

const silent = new Console(
  { stdout: { write: () => true }, stderr: { write: () => true }, env: process.env } as never,
  { quiet: true },
);
const surroundings = { console: silent, io: { env: process.env } as never, signal: new AbortController().signal };
await chooseBackend();
const found: Record<string, unknown> = {};
for (const argument of positionals) {
  const [label = '', path = ''] = argument.split(/=(.*)/s);
  const run = await RunFolder.open(path);
  const predictor = Predictor.load(await runModels(run));
  const partRows = async (part: string): Promise<Row[]> => {
    const { unseen } = await evaluatedParts(run, { location: undefined, part }, surroundings);
    return rowsOf(predictor, unseen);
  };
  const val = await partRows('val');
  const test = (run.record.data.parts['test'] ?? 0) > 0 ? await partRows('test') : [];
  const members = predictor.configs.length;
  for (const name of Object.keys(val[0]!.quantities)) {
    const both = [...val, ...test];
    const result = {
      records: { val: val.length, test: test.length },
      members,
      ...(test.length === 0
        ? {}
        : {
            direct: summary([heldBy(val, test, name, members)]),
            unchosen: summary(divided(test, Math.floor(test.length / 2), name, members)),
          }),
      divided: summary(divided(both, Math.floor(both.length / 2), name, members)),
      ...(members > 1
        ? {
            spreadFactor: rounded(
              calibrationOf(evidenceOf(val, name), { members, part: 'val' }).quantities[0]!.spreadFactor!,
              2,
            ),
          }
        : {}),
    };
    found[`${label}: ${name}`] = result;
    console.log(`${label}: ${name}`, JSON.stringify(result));
    if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(found, null, 2)}\n`);
  }
  predictor.dispose();
}
