import { networkBytes } from '@crystal-fourier/models';
import { expect, test } from 'vitest';
import { FIRST_NETWORK, SHIPPED_NETWORKS, shippedNetwork } from './shippedNetworks.js';

test('the page offers real properties with their units, energies first', () => {
  expect(FIRST_NETWORK.name).toBe('formation-energy');
  expect(FIRST_NETWORK.predicts.map(({ name, unit }) => [name, unit])).toEqual([
    ['formation_energy_per_atom', 'eV/atom'],
    ['band_gap', 'eV'],
  ]);
  for (const { kind, predicts, limits } of SHIPPED_NETWORKS) {
    expect(kind).toBe('network');
    expect(predicts.every(({ tensor, unit }) => tensor === undefined && unit !== '')).toBe(true);
    expect(limits.length).toBeGreaterThan(0);
  }
  expect(shippedNetwork('formation-energy')).toBe(FIRST_NETWORK);
  expect([shippedNetwork('orbit-distance'), shippedNetwork('ionic'), shippedNetwork(null)]).toEqual([null, null, null]);
});

test('a page can afford their size', async () => {
  for (const { name } of SHIPPED_NETWORKS) expect((await networkBytes(name)).length).toBeLessThan(2_500_000);
});
