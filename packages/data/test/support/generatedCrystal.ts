import { spaceGroup, type Vec3 } from '@crystal-fourier/spacegroups';
import { standardize } from '../../src/standardize/standardize.ts';
import { Structure } from '../../src/structure/structure.ts';
import type { RandomGeometry } from './randomGeometry.ts';

const ELEMENTS = [
  'Na',
  'Mg',
  'Al',
  'Si',
  'Ti',
  'Fe',
  'Cu',
  'Zn',
  'Sr',
  'Zr',
  'Ag',
  'Sn',
  'Ba',
  'Au',
  'O',
  'F',
  'S',
  'Cl',
];
/** Å³ per site, and the least distance of two sites in Å. */
const VOLUME = 16;
const LEAST = 1.1;

function cellOf(
  number: number,
  random: RandomGeometry,
): { a: number; b: number; c: number; alpha: number; beta: number; gamma: number } {
  const { crystalSystem } = spaceGroup(number);
  const [a, b, c] = [random.between(0.8, 1.2), random.between(0.8, 1.2), random.between(0.8, 1.3)];
  const angle = (): number => random.between(75, 105);
  switch (crystalSystem) {
    case 'triclinic':
      return { a, b, c, alpha: angle(), beta: angle(), gamma: angle() };
    case 'monoclinic':
      return { a, b, c, alpha: 90, beta: random.between(92, 110), gamma: 90 };
    case 'orthorhombic':
      return { a, b, c, alpha: 90, beta: 90, gamma: 90 };
    case 'tetragonal':
      return { a, b: a, c, alpha: 90, beta: 90, gamma: 90 };
    case 'cubic':
      return { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 };
    default:
      return { a, b: a, c, alpha: 90, beta: 90, gamma: 120 };
  }
}

/**
 * A crystal whose space group is this one and no higher, in the reference setting. More orbits, and orbits on the general position, are
 * tried until there is one.
 */
export function crystalOfGroup(number: number, random: RandomGeometry): Structure {
  for (let attempt = 0; attempt < 300; attempt++) {
    const orbits = 2 + (Math.floor(attempt / 30) % 3);
    const made = randomCrystal(number, random, { orbits, general: Math.floor(attempt / 60) % 3 });
    if (made !== undefined && made.sites.length <= 400 && standardize(made).group.number === number) return made;
  }
  throw new Error(`no crystal of group ${number} in 300 attempts`);
}

/**
 * A crystal of a group in its reference setting: orbits on random Wyckoff positions at random parameters, one of them at least on the
 * general position if `general`, in a random cell of the crystal system. Its symmetry may be higher by chance.
 */
function randomCrystal(
  number: number,
  random: RandomGeometry,
  { orbits, general }: { orbits: number; general: number },
): Structure | undefined {
  const positions = spaceGroup(number).wyckoff;
  const last = positions[positions.length - 1]!;
  const chosen = [
    ...Array.from({ length: general }, () => last),
    ...Array.from({ length: orbits - general }, () => random.pick(positions)),
  ];
  const isFixedTwice = chosen.some((position, i) => position.dimension === 0 && chosen.indexOf(position) !== i);
  if (isFixedTwice) return undefined;
  const elements = random.shuffled(ELEMENTS);
  const sites = chosen.flatMap((position, i) => {
    const parameters: Vec3 = [random.next(), random.next(), random.next()];
    return position.orbit(parameters).map((x) => ({ position: x, species: elements[i % elements.length]! }));
  });
  const shape = cellOf(number, random);
  const scale = Math.cbrt(
    (VOLUME * sites.length) / Structure.of({ lattice: scaled(shape, 1), sites: [sites[0]!] }).volume,
  );
  const structure = Structure.of({ lattice: scaled(shape, scale), sites });
  return structure.neighbours(LEAST).every((list) => list.length === 0) ? structure : undefined;
}

const scaled = (shape: ReturnType<typeof cellOf>, scale: number): ReturnType<typeof cellOf> => ({
  ...shape,
  a: shape.a * scale,
  b: shape.b * scale,
  c: shape.c * scale,
});
