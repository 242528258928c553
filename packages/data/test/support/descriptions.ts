import {
  det,
  inverse,
  mapped,
  mat3,
  type Mat3,
  matMul,
  matOfRows,
  matVec,
  minus,
  rowsOf,
  scaled,
  transpose,
  vecMat,
} from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { StandardCrystal } from '../../src/standardize/standardCrystal.ts';
import { Structure } from '../../src/structure/structure.ts';
import type { RandomGeometry } from './randomGeometry.ts';

/** A way to write the same crystal again; given the structure and, for those that need it, a standard description. */
export type Description = (structure: Structure, crystal: StandardCrystal, random: RandomGeometry) => Structure;

function moved(structure: Structure, shift: (i: number) => readonly number[]): Structure {
  return Structure.of({
    lattice: structure.lattice,
    sites: structure.sites.map(({ position, species }, i) => {
      const t = shift(i);
      return { position: position.map((x, j) => x + t[j]!), species };
    }),
  });
}

/** The structure on the axes (a, b, c) P with its origin at p, for P of determinant ±1 (or with all lattice points, smaller). */
function onAxes(structure: Structure, P: Mat3, p: Vec3): Structure {
  const inverted = inverse(P);
  return Structure.of({
    lattice: rowsOf(matMul(transpose(P), matOfRows(structure.lattice))),
    sites: structure.sites.map(({ position, species }) => ({
      position: matVec(inverted, minus(position, p)),
      species,
    })),
  });
}

function shuffledSites(structure: Structure, random: RandomGeometry): Structure {
  return Structure.of({ lattice: structure.lattice, sites: random.shuffled(structure.sites) });
}

function primitive(crystal: StandardCrystal): Structure {
  const P = crystal.group.toPrimitive.P.map(([n, d]) => n / d);
  const all = onAxes(crystal.toStructure(), mat3(P), [0, 0, 0]);
  const kept: { position: Vec3; species: Structure['sites'][number]['species'] }[] = [];
  for (const { position, species } of all.wrapped().sites) {
    const isKnown = kept.some((k) =>
      k.position.every((x, i) => Math.abs(x - position[i]! - Math.round(x - position[i]!)) < 1e-6),
    );
    if (!isKnown) kept.push({ position, species });
  }
  return Structure.of({ lattice: all.lattice, sites: kept });
}

function gaussian(random: RandomGeometry): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** The ten ways that a description must not depend on. */
export const DESCRIPTIONS: Readonly<Record<string, Description>> = {
  'random origin': (structure, _, random) => {
    const t = [random.next(), random.next(), random.next()];
    return moved(structure, () => t);
  },
  supercell: (structure, _, random) => {
    const [p, q, r] = random.pick([
      [1, 1, 2],
      [1, 2, 1],
      [2, 1, 1],
      [1, 1, 3],
      [1, 2, 2],
    ]) as [number, number, number];
    const offset = (n: number): number => random.integer(0, n - 1);
    return shuffledSites(
      structure.supercell([
        [p, offset(q), offset(r)],
        [0, q, offset(r)],
        [0, 0, r],
      ]),
      random,
    );
  },
  primitive: (_, crystal) => primitive(crystal),
  'Niggli cell': (_, crystal) => primitive(crystal).niggli(),
  'permuted axes and atoms': (structure, _, random) => {
    const P = random.pick<Mat3>([
      [0, 0, 1, 1, 0, 0, 0, 1, 0],
      [0, 1, 0, 1, 0, 0, 0, 0, -1],
      [0, 1, 0, 1, 0, 0, 0, 0, 1],
      [1, 1, 0, 0, 1, 0, 0, 0, 1],
      [1, 0, 0, 0, 0, -1, 0, 1, 1],
      [-1, 0, 0, 0, -1, 0, 0, 0, -1],
    ]);
    return shuffledSites(onAxes(structure, P, [0, 0, 0]), random);
  },
  'rotated lattice': (structure, _, random) => {
    const R = random.rotation();
    return Structure.of({
      lattice: rowsOf(matMul(matOfRows(structure.lattice), transpose(R))),
      sites: structure.sites,
    });
  },
  'whole-cell shifts': (structure, _, random) =>
    moved(structure, () => [random.integer(-3, 3), random.integer(-3, 3), random.integer(-3, 3)]),
  'equivalent origin': (_, crystal, random) => {
    const { shifts, operations } = crystal.group.normalizer();
    const proper = operations.filter((op) => det(op.rot) === 1);
    const shift = random.pick(shifts).map((s) => s / 24);
    const conventional = moved(crystal.toStructure(), () => shift);
    if (proper.length === 0 || random.next() < 0.3) return conventional;
    // x ↦ W x + w is the change of axes and origin (W⁻¹, −W⁻¹ w).
    const { rot, trans } = random.pick(proper);
    const inverted = inverse(rot);
    return onAxes(
      conventional,
      inverted,
      mapped(matVec(inverted, trans), (c) => -c / 24),
    );
  },
  'polar shift': (_, crystal, random) => {
    const { directions } = crystal.group.normalizer();
    const steps = directions.map(() => random.between(-1, 1));
    const t = [0, 1, 2].map((i) => directions.reduce((sum, d, j) => sum + steps[j]! * d[i]!, 0));
    return moved(crystal.toStructure(), () => t);
  },
  noise: (structure, _, random) => {
    const inverted = inverse(matOfRows(structure.lattice));
    return moved(structure, () => {
      // 1e-5 Å in each Cartesian direction.
      const r = scaled([gaussian(random), gaussian(random), gaussian(random)], 1e-5);
      return vecMat(r, inverted);
    });
  },
};
