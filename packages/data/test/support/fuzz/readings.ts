import {
  atomicNumber,
  elementDescriptors,
  ELEMENT_DESCRIPTORS,
  type LatticeRows,
  Structure,
} from '@crystal-fourier/data';
import {
  fromHall,
  fromOperations,
  lookup,
  settings,
  spaceGroup,
  type SpaceGroup,
  SpaceGroupError,
} from '@crystal-fourier/spacegroups';
import type { Verdict } from './judge.ts';
import { densityOf } from './knownCrystal.ts';
import { isSameCrystal } from './sameCrystal.ts';
import { CELL, gcd, type StatedAtom, type StatedCif } from './statedCif.ts';

/** One way to understand a file: a group, the crystal that it makes of the atoms, and the statements that disagree. */
interface Reading {
  readonly group: SpaceGroup;
  readonly structure: Structure;
  readonly against: readonly string[];
}

/** All ways to understand a CIF, with what the file states against each; made without the reader. */
function readingsOf(stated: StatedCif): Reading[] {
  return statedGroups(stated).flatMap((group) => {
    const expanded = expand(stated, group);
    if (expanded === undefined) return [];
    return [{ group, structure: expanded.structure, against: contradictions(stated, group, expanded) }];
  });
}

/**
 * Whether a CIF states a crystal and no other: where it contradicts one way to understand it but not another, or no way but this one, nobody
 * can know better.
 */
export function verdictOnCif(stated: StatedCif, read: Structure): Verdict {
  const readings = readingsOf(stated);
  const open = readings.filter(({ against }) => against.length === 0);
  const words = readings.map(
    ({ group, against }) => `${group.setting.hmExtended} contradicts ${against.join(', ') || 'nothing'}`,
  );
  return {
    isOnly: open.length > 0 && open.every(({ structure }) => isSameCrystal(structure, read)),
    words: readings.length === 0 ? ['the operations or symbols make no group'] : words,
  };
}

/** The groups that the most explicit statement about the symmetry can mean. */
function statedGroups({ operations, hall, hermannMauguin, number }: StatedCif): readonly SpaceGroup[] {
  const attempt = (make: () => SpaceGroup): readonly SpaceGroup[] => {
    try {
      return [make()];
    } catch (error) {
      if (error instanceof SpaceGroupError) return [];
      throw error;
    }
  };
  if (operations !== undefined) return attempt(() => fromOperations(operations, { complete: true }));
  if (hall !== undefined) return attempt(() => fromHall(hall));
  if (hermannMauguin !== undefined) return groupsOfSymbol(hermannMauguin);
  if (number !== undefined) return settingsOf(number);
  return [spaceGroup(1)];
}

function groupsOfSymbol(text: string): readonly SpaceGroup[] {
  const found = lookup(text, { notation: 'hm' });
  return found.ok ? [found.group, ...found.alternatives] : [];
}

const settingsOf = (number: number): readonly SpaceGroup[] =>
  settings()
    .filter((setting) => setting.number === number)
    .map(({ qualifier }) => spaceGroup(number, { qualifier }));

interface Expanded {
  readonly structure: Structure;
  /** Images of each row; the first is the row itself, on its special position if it has one. */
  readonly images: readonly (readonly (readonly number[])[])[];
}

/** The atoms of the cell: all images of each row, those within three units of the last digit as one. */
function expand({ cell, atoms }: StatedCif, group: SpaceGroup): Expanded | undefined {
  const [a, b, c, alpha, beta, gamma] = CELL.map((name) => Number(cell[name])) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  try {
    const { lattice } = Structure.of({
      lattice: { a, b, c, alpha, beta, gamma },
      sites: [{ position: [0, 0, 0], species: 'H' }],
    });
    const images = atoms.map((atom) => orbitOf(atom, group, lattice));
    const sites = atoms.flatMap(({ type, occupancy }, i) =>
      images[i]!.map((position) => ({ position, species: [{ element: type, occupancy: Number(occupancy) }] })),
    );
    return { structure: shared(Structure.of({ lattice, sites })), images };
  } catch {
    return undefined;
  }
}

const separation = (p: readonly number[], q: readonly number[], lattice: LatticeRows): number => {
  const d = p.map((x, i) => x - q[i]! - Math.round(x - q[i]!));
  return Math.hypot(...[0, 1, 2].map((k) => d.reduce((sum, x, i) => sum + x * lattice[i]![k]!, 0)));
};

function orbitOf({ position }: StatedAtom, group: SpaceGroup, lattice: LatticeRows): number[][] {
  const x = position.map(Number) as [number, number, number];
  const digits = Math.max(...position.map((text) => text.split('.')[1]?.length ?? 0), 4);
  const radius = Math.max(0.01, 3 * 10 ** -digits * Math.hypot(...lattice.flat()));
  const places: number[][][] = [];
  for (const operation of group.operations) {
    const image = operation.apply(x);
    const place = places.find((list) => separation(image, list[0]!, lattice) < radius);
    if (place === undefined) places.push([[...image]]);
    else place.push(image.map((c, i) => c - Math.round(c - place[0]![i]!)));
  }
  return places.map((list) => [0, 1, 2].map((i) => list.reduce((sum, one) => sum + one[i]!, 0) / list.length));
}

/** Rows at one place whose shares add up to 1 at most are one site. */
function shared(structure: Structure): Structure {
  const sites: { position: readonly number[]; species: { element: string; occupancy: number }[] }[] = [];
  for (const { position, species } of structure.sites) {
    const [{ element, occupancy }] = species as unknown as [{ element: string; occupancy: number }];
    const same =
      occupancy < 1
        ? sites.find(
            (site) =>
              separation(site.position, position, structure.lattice) < 0.01 &&
              site.species.reduce((sum, one) => sum + one.occupancy, occupancy) <= 1.001,
          )
        : undefined;
    if (same === undefined) sites.push({ position, species: [{ element, occupancy }] });
    else same.species.push({ element, occupancy });
  }
  return Structure.of({ lattice: structure.lattice, sites });
}

/** Relative: what rounding of the cell explains. */
const METRIC = 2e-3;
const VOLUME = 5e-3;
const DENSITY = 1.5e-2;
const AMOUNT = 1e-2;

/** What a file states against a way to understand it. */
function contradictions(stated: StatedCif, group: SpaceGroup, { structure, images }: Expanded): string[] {
  const found: string[] = [];
  const check = (isTrue: boolean, what: string): void => {
    if (!isTrue) found.push(what);
  };
  const isGroup = (other: SpaceGroup): boolean => sameOperations(group, other);
  if (stated.hall !== undefined) {
    let isSame = false;
    try {
      isSame = isGroup(fromHall(stated.hall));
    } catch {}
    check(isSame, 'Hall');
  }
  if (stated.hermannMauguin !== undefined) check(groupsOfSymbol(stated.hermannMauguin).some(isGroup), 'H-M');
  if (stated.number !== undefined) check(stated.number === group.number, 'number');
  if (stated.system !== undefined) check(stated.system === group.crystalSystem, 'crystal system');
  check(hasMetric(group, structure.lattice), 'metric');
  if (stated.volume !== undefined) check(near(stated.volume, structure.volume, VOLUME), 'volume');
  if (stated.density !== undefined)
    check(near(stated.density, densityOf(structure.amounts, structure.volume), DENSITY), 'density');
  if (stated.formula !== undefined) check(hasFormula(stated.formula, stated.z, structure), 'formula');
  stated.atoms.forEach(({ multiplicity }, i) => {
    if (multiplicity !== undefined) check(multiplicity === images[i]!.length, 'multiplicity');
  });
  check(haveLetters(stated, group, images), 'Wyckoff letters');
  check(!isCrowded(structure), 'distance');
  return found;
}

/** Whether the sites are on the stated positions; another origin that the group allows, the same for all, may exchange the letters. */
function haveLetters({ atoms }: StatedCif, group: SpaceGroup, images: Expanded['images']): boolean {
  if (atoms.every(({ letter }) => letter === undefined)) return true;
  return group.normalizer().shifts.some((shift) =>
    atoms.every(({ letter }, i) => {
      const [x, y, z] = images[i]![0]!.map((c, k) => c + shift[k]! / 24) as [number, number, number];
      return letter === undefined || group.wyckoffOf([x, y, z], 1e-5).position.letter === letter;
    }),
  );
}

const near = (x: number, y: number, tolerance: number): boolean =>
  Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y)) + 0.006;

function hasFormula(formula: ReadonlyMap<string, number>, z: number | undefined, { amounts }: Structure): boolean {
  const elements = [...new Set([...formula.keys(), ...amounts.keys()])];
  const ratios = elements.map((element) => (amounts.get(element) ?? 0) / (formula.get(element) ?? 0));
  const are = (wanted: number): boolean => ratios.every((ratio) => Math.abs(ratio / wanted - 1) <= AMOUNT);
  // pymatgen writes the formula of the whole cell, and the units of the reduced formula that are in it.
  const units = [...amounts.values()].reduce((sum, n) => gcd(sum, Math.round(n)), 0);
  if (z !== undefined) return are(z) || (are(1) && units % z === 0);
  return Math.max(...ratios) <= (1 + AMOUNT) * Math.min(...ratios);
}

function sameOperations(a: SpaceGroup, b: SpaceGroup): boolean {
  if (a.order !== b.order) return false;
  const keys = new Set(a.operations.map((op) => op.reduced().toXyz()));
  return b.operations.every((op) => keys.has(op.reduced().toXyz()));
}

/** Whether the lattice has the rotations of the group. */
function hasMetric(group: SpaceGroup, lattice: LatticeRows): boolean {
  const g = lattice.map((p) => lattice.map((q) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2]));
  return group.generators.every(({ rot }) => {
    for (let i = 0; i < 3; i++) {
      for (let j = i; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) for (let l = 0; l < 3; l++) sum += rot[3 * k + i]! * g[k]![l]! * rot[3 * l + j]!;
        if (Math.abs(sum - g[i]![j]!) > METRIC * Math.sqrt(g[i]![i]! * g[j]![j]!)) return false;
      }
    }
    return true;
  });
}

const COVALENT = ELEMENT_DESCRIPTORS.indexOf('covalentRadius');

/** Whether two sites that are both occupied are nearer than half the sum of their covalent radii. */
export function isCrowded(structure: Structure): boolean {
  const radius = structure.sites.map(({ species }) =>
    Math.min(...species.map(({ element }) => elementDescriptors(atomicNumber(element)).values[COVALENT]!)),
  );
  const share = structure.sites.map(({ species }) => species.reduce((sum, { occupancy }) => sum + occupancy, 0));
  return structure
    .neighbours(3)
    .some((list, i) =>
      list.some(
        ({ site, distance }) => share[i]! + share[site]! > 1.02 && distance < 0.5 * (radius[i]! + radius[site]!),
      ),
    );
}
