import { initMoyo, type StandardCrystal, standardize, Structure } from '@crystal-fourier/data';
import { type SpaceGroup, SymOp } from '@crystal-fourier/spacegroups';
import { beforeAll, describe, expect, it } from 'vitest';
import { shortestContacts } from './contacts.js';
import { DemoError } from './errors.js';
import { ionicCell, ionicEnergy } from './ionicEnergy.js';
import { kapustinskiiEnergy } from './latticeEnergy.js';
import { type RandomCrystal, randomCrystals } from './randomCrystals.js';

function take(seed: number, count: number): RandomCrystal[] {
  const crystals: RandomCrystal[] = [];
  for (const crystal of randomCrystals(seed)) {
    crystals.push(crystal);
    if (crystals.length === count) break;
  }
  return crystals;
}

const crystals = take(11, 140);

beforeAll(() => initMoyo());

type Matrix = readonly (readonly number[])[];
const rowsOf = (m: readonly number[]): Matrix => [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)];
const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => [0, 1, 2].map((j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const applied = (a: Matrix, x: readonly number[]): number[] =>
  a.map((row) => row.reduce((sum, y, k) => sum + y * x[k]!, 0));

function inverse([a, b, c]: Matrix): number[][] {
  const cross = (u: readonly number[], v: readonly number[]): number[] => [
    u[1]! * v[2]! - u[2]! * v[1]!,
    u[2]! * v[0]! - u[0]! * v[2]!,
    u[0]! * v[1]! - u[1]! * v[0]!,
  ];
  const columns = [cross(b!, c!), cross(c!, a!), cross(a!, b!)];
  const determinant = a!.reduce((sum, x, i) => sum + x * columns[0]![i]!, 0);
  return [0, 1, 2].map((i) => columns.map((column) => column[i]! / determinant));
}

/** Whether every operation of a group is one of the crystal's, after its change of axes: `x′ = P⁻¹(x − p)`. */
function isSubgroup(group: SpaceGroup, crystal: StandardCrystal): boolean {
  const P = rowsOf(crystal.transformation.P);
  const back = inverse(P);
  const { p } = crystal.transformation;
  return group.operations.every((op) => {
    const R = rowsOf(op.rot);
    const rot = product(product(back, R), P).flat();
    const moved = applied(R, p).map((x, k) => x + op.trans[k]! / 24 - p[k]!);
    const trans = applied(back, moved).map((x) => x * 24);
    const whole = [...rot, ...trans].every((x) => Math.abs(x - Math.round(x)) < 0.02);
    return whole && crystal.group.has(SymOp.of(rot.map(Math.round), trans.map(Math.round)));
  });
}

describe('randomCrystals', () => {
  it('makes neutral crystals of two or three ions within the limits', () => {
    for (const { orbits, structure } of crystals) {
      const { ions } = ionicCell(structure);
      expect(ions.reduce((sum, { charge }) => sum + charge, 0)).toBe(0);
      expect([2, 3]).toContain(new Set(ions).size);
      expect(ions.length).toBeLessThanOrEqual(24);
      expect(orbits.length).toBeLessThanOrEqual(12);
      expect(ions).toEqual(
        orbits.flatMap(({ ion, position }) => Array.from({ length: position.multiplicity }, () => ion)),
      );
    }
  });

  it('takes the crystal systems in turn, and many groups', () => {
    const systems = crystals.slice(0, 7).map(({ group }) => group.crystalSystem);
    expect(new Set(systems).size).toBe(7);
    crystals.forEach(({ group }, i) => expect(group.crystalSystem).toBe(systems[i % 7]));
    expect(new Set(crystals.map(({ group }) => group.number)).size).toBeGreaterThan(60);
  });

  it('computes their energy, and keeps it and the contacts within bounds', () => {
    for (const { structure, energyPerAtom, madelungEnergyPerAtom } of crystals) {
      const cell = ionicCell(structure);
      const { total, madelung } = ionicEnergy(cell);
      expect(energyPerAtom).toBeCloseTo(total / cell.ions.length, 8);
      expect(madelungEnergyPerAtom).toBeCloseTo(madelung / cell.ions.length, 8);
      expect(madelungEnergyPerAtom).toBeLessThan(energyPerAtom);
      const share = total / kapustinskiiEnergy(cell.ions);
      expect(share).toBeGreaterThanOrEqual(0.65);
      expect(share).toBeLessThanOrEqual(1.25);
      const { unlike, anions, cations } = shortestContacts(cell, 6);
      expect(unlike).toBeGreaterThanOrEqual(0.8);
      expect(unlike).toBeLessThan(1.35);
      expect(anions).toBeGreaterThanOrEqual(0.75);
      expect(cations).toBeGreaterThanOrEqual(2.2);
    }
  });

  it('is no matter of composition alone: the best that its lattice energy formula can do is far off', () => {
    const shares = crystals.map(({ structure, energyPerAtom }) => {
      const { ions } = ionicCell(structure);
      return (energyPerAtom * ions.length) / kapustinskiiEnergy(ions);
    });
    const mean = shares.reduce((sum, x) => sum + x, 0) / shares.length;
    const errors = crystals.map(({ energyPerAtom }, i) => Math.abs(energyPerAtom * (1 - mean / shares[i]!)));
    expect(errors.reduce((sum, x) => sum + x, 0) / errors.length).toBeGreaterThan(0.4);
  });

  it('has the symmetry of the group that it was made in, or more', () => {
    let exactly = 0;
    const some = crystals.slice(0, 56);
    for (const { group, structure } of some) {
      const crystal = standardize(structure);
      expect(isSubgroup(group, crystal), `${group.number} in ${String(crystal)}`).toBe(true);
      // A parameter can happen to be within the tolerance of symmetry.
      expect(crystal.displacement).toBeLessThan(0.02);
      if (crystal.group.number === group.number) exactly++;
    }
    // Few ions on special positions often have more symmetry than their group.
    expect(exactly).toBeGreaterThan(some.length / 4);
    expect(exactly).toBeLessThan(some.length);
  });

  it('depends on the seed and the place only', () => {
    const of = ({ structure, energyPerAtom }: RandomCrystal): unknown => [JSON.stringify(structure), energyPerAtom];
    expect(take(11, 5).map(of)).toEqual(crystals.slice(0, 5).map(of));
    expect(take(12, 5).map(of)).not.toEqual(crystals.slice(0, 5).map(of));
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses the seed %s', (seed) => {
    expect(() => randomCrystals(seed).next()).toThrow(DemoError);
    expect(() => randomCrystals(seed).next()).toThrow(/the seed must be an integer from 0 to 4294967295/);
  });
});

describe('ionicCell', () => {
  it('refuses elements that the table lacks', () => {
    const lattice = { a: 3.567, b: 3.567, c: 3.567, alpha: 90, beta: 90, gamma: 90 };
    const diamond = Structure.of({ lattice, sites: [{ position: [0, 0, 0], species: 'C' }] });
    expect(() => ionicCell(diamond)).toThrow(/site 1 must be filled by one of Li, Na, .*; it has C 1/);
  });
});
