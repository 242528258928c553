import { featurize, initMoyo, readCif, standardize } from '@crystal-fourier/data';
import { OrbitAttention } from '@crystal-fourier/model';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Å: distances of the bins that `featurize` fills by default. */
const [first, last] = [0.6, 9];

export const titanium = '#2563eb';
export const oxygen = '#e4572e';

/** Rutile in its standard description, with the orbits of Ti and of O in this order; features may have another order. */
export async function rutile() {
  await initMoyo();
  const [read] = readCif(readFileSync(join(import.meta.dirname, '../../examples/rutile.cif'), 'utf8'));
  if (read === undefined) throw new Error('examples/rutile.cif has no structure');
  const crystal = standardize(read.structure);
  const features = featurize(crystal);
  const order = ['Ti', 'O'].map((element) => crystal.orbits.findIndex(({ kind }) => kind.name === element));
  const { binCount: bins, radial, orbitCount } = features;
  const distances = Array.from({ length: bins }, (_, b) => first + ((last - first) * b) / (bins - 1));
  const orbits = order.map((place) => {
    const orbit = crystal.orbits[place];
    if (orbit === undefined) throw new Error('rutile must have orbits of Ti and O');
    return orbit;
  });
  /** N_ij at the bins. */
  const seen = (/** @type {number} */ i, /** @type {number} */ j) => {
    const at = ((order[i] ?? 0) * orbitCount + (order[j] ?? 0)) * bins;
    return Array.from(radial.subarray(at, at + bins));
  };
  return { crystal, orbits, distances, bins, seen };
}

/**
 * exp β at the start of a network: (bins + 2) rows of one weight per head; the last two are of the site itself and of the share of sites. Read from
 * a layer, not computed here.
 */
export function startingWeights(/** @type {number} */ bins, heads = 8) {
  const layer = new OrbitAttention({ heads });
  layer.build([
    [null, null, 8 * heads],
    [null, null, null, bins + 2],
  ]);
  const weight = layer.trainableWeights.find(({ originalName }) => originalName.endsWith('exponents'));
  if (weight === undefined) throw new Error('OrbitAttention must have exponents');
  const rows = /** @type {number[][]} */ (weight.read().arraySync());
  return rows.map((row) => row.map(Math.exp));
}
