import { type BatchRecord, featurize, initMoyo, standardize, type Structure } from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { primitiveSites } from '../features/primitiveSites.js';
import { Predictor } from '../predictor.js';
import { useFastestBackend } from '../testing/backends.js';
import type { EpochReport } from './epochReport.js';
import { Trainer, type TrainerInput } from './trainer.js';

/** Lattice points of the conventional cell, and groups whose reference setting has the centring. */
const CENTRINGS = {
  P: [1, [2, 19, 99, 136, 186, 221]],
  A: [2, [38, 39, 40, 41]],
  C: [2, [5, 12, 15, 63]],
  I: [2, [44, 87, 139, 217]],
  F: [4, [22, 43, 216, 225]],
  R: [3, [148, 160, 166, 167]],
} as const;

interface Crystal {
  readonly group: number;
  /** Lattice points of the conventional cell. */
  readonly points: number;
  readonly conventional: Structure;
  readonly primitive: Structure;
  /** Something that a site has on average. */
  readonly perSite: number;
}

let crystals: Crystal[] = [];

const record = (structure: Structure, id: string, y: number): BatchRecord => ({
  id,
  features: featurize(standardize(structure), { fourier: { minCount: 27 }, radial: { bins: 8 } }),
  targets: { y },
});

beforeAll(async () => {
  await initMoyo();
  await useFastestBackend();
  crystals = Object.values(CENTRINGS).flatMap(([points, groups]) =>
    groups.map((group, i): Crystal => {
      const conventional = crystalOfGroup(group, new RandomGeometry(group));
      return {
        group,
        points,
        conventional,
        primitive: conventional.primitive(),
        perSite: 1 + Math.sin(group + i) ** 2,
      };
    }),
  );
}, 60_000);

/** Trains, and predicts crystals on their conventional and on their primitive cells. */
async function learned(
  target: (crystal: Crystal) => number,
  training: TrainerInput['training'],
): Promise<{ conventional: number[]; primitive: number[]; reports: EpochReport[]; validation: number[] }> {
  const records = crystals.map((crystal) => record(crystal.conventional, String(crystal.group), target(crystal)));
  const trainer = Trainer.create({
    model: { targets: ['y'], width: 8, heads: 2, blocks: 1, radialFunctions: 4 },
    training: { epochs: 2, batchSize: 5, learningRate: 1e-2, seed: 3, ...training },
    train: records.filter((_, i) => i % 4 !== 0),
    validation: records.filter((_, i) => i % 4 === 0),
  });
  const reports: EpochReport[] = [];
  while (!trainer.finished) reports.push(await trainer.runEpoch());
  const predictor = Predictor.load([await trainer.bestModel()]);
  trainer.dispose();
  const valuesOf = async (list: readonly BatchRecord[]): Promise<number[]> =>
    (await predictor.predict(list)).map(({ values }) => values['y']!);
  const conventional = await valuesOf(records);
  const primitive = await valuesOf(crystals.map((crystal) => record(crystal.primitive, String(crystal.group), 0)));
  predictor.dispose();
  return { conventional, primitive, reports, validation: conventional.filter((_, i) => i % 4 === 0) };
}

/** Sites of the primitive cell. */
const sites = ({ primitive }: Crystal): number => primitive.sites.length;

describe('sites of the primitive cell', () => {
  it('are those of the conventional cell over its lattice points, however the crystal is written', () => {
    for (const [letter, [points, groups]] of Object.entries(CENTRINGS))
      for (const group of groups) {
        expect(spaceGroup(group).setting.hmExtended.charAt(0), `group ${group}`).toBe(letter);
        const crystal = crystals.find((one) => one.group === group)!;
        expect(crystal.conventional.sites.length).toBe(points * sites(crystal));
        for (const structure of [crystal.conventional, crystal.primitive, crystal.conventional.niggli()])
          expect(primitiveSites(record(structure, 'x', 0).features), `group ${group}`).toBe(sites(crystal));
      }
  });
});

describe('a target of the whole cell', () => {
  it.each([{ log10: false }, { log10: true }])('is learned as its share of a site is (%o)', async ({ log10 }) => {
    const whole = await learned((crystal) => crystal.perSite * sites(crystal), { extensive: true, log10 });
    const perSite = await learned(({ perSite }) => perSite, { log10 });
    whole.conventional.forEach((value, i) => {
      const crystal = crystals[i]!;
      expect(value / (sites(crystal) * perSite.conventional[i]!), `group ${crystal.group}`).toBeCloseTo(1, 4);
      // The primitive cell is another description of the same crystal, with the same number of sites.
      expect(whole.primitive[i]! / value, `group ${crystal.group}`).toBeCloseTo(1, 4);
    });
    // Different numbers of sites, or nothing was told.
    expect(new Set(crystals.map(sites)).size).toBeGreaterThan(5);
  });

  it('that is exactly proportional to the sites leaves nothing to learn', async () => {
    await expect(learned((crystal) => 2.5 * sites(crystal), { extensive: true })).rejects.toThrow(
      'must differ between records, got 2.5',
    );
    // Taken for a value per site, it is another one for every size.
    const { reports } = await learned((crystal) => 2.5 * sites(crystal), { extensive: false, epochs: 1 });
    expect(reports).toHaveLength(1);
  });

  it('is validated in its own unit', async () => {
    const { reports, validation } = await learned((crystal) => crystal.perSite * sites(crystal), {
      extensive: true,
      epochs: 1,
    });
    const truth = crystals.filter((_, i) => i % 4 === 0).map((crystal) => crystal.perSite * sites(crystal));
    const mae = truth.reduce((sum, value, i) => sum + Math.abs(validation[i]! - value), 0) / truth.length;
    const [report] = reports;
    expect(report!.validation['y']).toMatchObject({ count: truth.length });
    expect((report!.validation['y'] as { mae: number }).mae / mae).toBeCloseTo(1, 4);
  });
});
