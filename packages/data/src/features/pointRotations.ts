import { type Mat3, matMul } from '@crystal-fourier/math3';
import { DataError, show } from '../core/errors.js';
import { hexagonalRotation } from './siteInvariants.js';

/** Operations on the axes of the reference settings; those of hexagonal axes have an h. */
const OPERATIONS = {
  i: [-1, 0, 0, 0, -1, 0, 0, 0, -1],
  '2x': [1, 0, 0, 0, -1, 0, 0, 0, -1],
  '2y': [-1, 0, 0, 0, 1, 0, 0, 0, -1],
  '2z': [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  mx: [-1, 0, 0, 0, 1, 0, 0, 0, 1],
  my: [1, 0, 0, 0, -1, 0, 0, 0, 1],
  '4z': [0, -1, 0, 1, 0, 0, 0, 0, 1],
  '-4z': [0, 1, 0, -1, 0, 0, 0, 0, -1],
  '3d': [0, 0, 1, 1, 0, 0, 0, 1, 0],
  '3h': [0, -1, 0, 1, -1, 0, 0, 0, 1],
  '6h': [1, -1, 0, 1, 0, 0, 0, 0, 1],
  '-6h': [-1, 1, 0, -1, 0, 0, 0, 0, -1],
  // 2 along a, and along a + 2 b; m perpendicular to them.
  '2ah': [1, -1, 0, 0, -1, 0, 0, 0, -1],
  '2bh': [-1, 1, 0, 0, 1, 0, 0, 0, -1],
  mah: [-1, 1, 0, 0, 1, 0, 0, 0, 1],
  mbh: [1, -1, 0, 0, -1, 0, 0, 0, 1],
} as const satisfies Record<string, Mat3>;

/**
 * Generators of the point groups by the last number of the space groups that have them, in the orientation of the reference settings. A table of its own, of a
 * kilobyte: who predicts from features needs none of the tables of space groups.
 */
const GENERATORS: readonly (readonly [last: number, ...(keyof typeof OPERATIONS)[]])[] = [
  [1],
  [2, 'i'],
  [5, '2y'],
  [9, 'my'],
  [15, '2y', 'i'],
  [24, '2z', '2x'],
  [46, 'mx', 'my'],
  [74, '2z', '2x', 'i'],
  [80, '4z'],
  [82, '-4z'],
  [88, '4z', 'i'],
  [98, '4z', '2x'],
  [110, '4z', 'mx'],
  [114, '-4z', '2x'],
  [120, '-4z', 'mx'],
  [122, '-4z', '2x'],
  [142, '4z', '2x', 'i'],
  [146, '3h'],
  [148, '3h', 'i'],
  [149, '3h', '2bh'],
  [150, '3h', '2ah'],
  [151, '3h', '2bh'],
  [152, '3h', '2ah'],
  [153, '3h', '2bh'],
  [155, '3h', '2ah'],
  [156, '3h', 'mah'],
  [157, '3h', 'mbh'],
  [158, '3h', 'mah'],
  [159, '3h', 'mbh'],
  [161, '3h', 'mah'],
  [163, '3h', '2bh', 'i'],
  [167, '3h', '2ah', 'i'],
  [173, '6h'],
  [174, '-6h'],
  [176, '6h', 'i'],
  [182, '6h', '2ah'],
  [186, '6h', 'mah'],
  [188, '-6h', 'mah'],
  [190, '-6h', '2ah'],
  [194, '6h', '2ah', 'i'],
  [199, '2z', '3d'],
  [206, '2z', '3d', 'i'],
  [214, '4z', '3d'],
  [220, '-4z', '3d'],
  [230, '4z', '3d', 'i'],
];

const IDENTITY: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const FIRST_TRIGONAL = 143;
const LAST_HEXAGONAL = 194;

const known = new Map<number, readonly Mat3[]>();

/**
 * The point group of a space group as orthogonal matrices in the Cartesian frame of standard cells, improper ones too; the same for every cell.
 *
 * @param groupNumber of the International Tables, as `OrbitFeatures` has it
 * @returns row-major: vectors change to `r′ = R r`
 * @throws DataError `bad-argument` for a number that is none from 1 to 230
 */
export function pointRotations(groupNumber: number): readonly Mat3[] {
  let rotations = known.get(groupNumber);
  if (rotations === undefined) {
    const [, ...names] = GENERATORS.find(([last]) => groupNumber >= 1 && groupNumber <= last) ?? [0];
    if (!Number.isInteger(groupNumber) || groupNumber < 1 || groupNumber > 230)
      throw new DataError(
        'bad-argument',
        `pointRotations: the number of a space group must be from 1 to 230, got ${show(groupNumber)}`,
      );
    const isHexagonal = groupNumber >= FIRST_TRIGONAL && groupNumber <= LAST_HEXAGONAL;
    const group = generated(names.map((name) => OPERATIONS[name]));
    rotations = Object.freeze(isHexagonal ? group.map(hexagonalRotation) : group);
    known.set(groupNumber, rotations);
  }
  return rotations;
}

/** All products of integer matrices, the identity first. */
function generated(generators: readonly Mat3[]): Mat3[] {
  const group = new Map([[IDENTITY.join(), IDENTITY]]);
  // The list grows while it is gone through.
  for (const operation of group.values())
    for (const generator of generators) {
      // −0 is 0.
      const product = matMul(generator, operation).map((entry) => entry + 0) as readonly number[] as Mat3;
      if (!group.has(product.join())) group.set(product.join(), product);
    }
  return [...group.values()];
}
