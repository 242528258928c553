import { type OrbitFeatures, pointRotations, tensorFacts, type TensorKind } from '@crystal-fourier/data';
import { det, harmonicRotation, type Mat3 } from '@crystal-fourier/math3';

/** Entries below are what rounding leaves of 0. */
const ROUNDING = 1e-14;
/** How far components that are stored with 32 bits may be from what an operation makes of them. */
const SAME = 1e-5;
/** Highest degree of angular moments, and of a part of a tensor. */
const MOST_DEGREE = 4;

interface Operation {
  readonly isImproper: boolean;
  /** D^l of harmonics, by degree, row-major. */
  readonly harmonics: readonly Float64Array[];
}

const operationsOf = remembered((groupNumber: number): readonly Operation[] =>
  pointRotations(groupNumber).map((R) => ({
    isImproper: det(R) < 0,
    harmonics: Array.from({ length: MOST_DEGREE + 1 }, (_, degree) => harmonicRotation(degree, R as Mat3)),
  })),
);

/** Values of a function by its argument, each computed once. */
function remembered<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}

/** The mean of what some operations do with the irreducible components of a kind: (size, size), row-major, symmetric. */
function meanOf(kind: TensorKind, operations: readonly Operation[]): Float64Array {
  const { rank, parts, size } = tensorFacts(kind);
  const mean = new Float64Array(size * size);
  for (const { degree, offset } of parts) {
    const width = 2 * degree + 1;
    for (const { isImproper, harmonics } of operations) {
      // A tensor has the parity of its rank, harmonics that of their degree.
      const sign = isImproper && (rank + degree) % 2 === 1 ? -1 : 1;
      const D = harmonics[degree]!;
      for (let m = 0; m < width; m++)
        for (let n = 0; n < width; n++)
          mean[(offset + m) * size + offset + n]! += (sign * D[m * width + n]!) / operations.length;
    }
  }
  return mean.map((entry) => (Math.abs(entry) < ROUNDING ? 0 : entry));
}

const groupProjections = remembered((kind: TensorKind) =>
  remembered((groupNumber: number) => meanOf(kind, operationsOf(groupNumber))),
);

/**
 * The projection of irreducible components of a tensor, in the standard frame, on those that the point group of a crystal leaves as they are: what
 * Neumann's principle allows.
 *
 * @returns (size, size), row-major, symmetric
 */
export const groupProjection = (kind: TensorKind, groupNumber: number): Float64Array =>
  groupProjections(kind)(groupNumber);

const siteProjectionsOf = remembered((kind: TensorKind) =>
  remembered((key: string) => {
    const [groupNumber, ...indices] = key.split(' ').map(Number) as [number, ...number[]];
    const operations = operationsOf(groupNumber);
    return meanOf(
      kind,
      indices.map((index) => operations[index]!),
    );
  }),
);

/**
 * For each orbit the projection on what the site symmetry of its representative leaves.
 *
 * The site symmetry is known by the components of moments that it leaves: operations of the point group that change none of them. These are the operations of
 * the site, or more where degrees up to 4 do not tell (6/m and 6/mmm): what is left then has the symmetry of the site all the more.
 *
 * @param features with moments
 */
export function siteProjections(kind: TensorKind, { groupNumber, moments, orbitCount }: OrbitFeatures): Float64Array[] {
  const { counts, basis } = moments!;
  const degrees = counts.length / orbitCount;
  const operations = operationsOf(groupNumber);
  let start = 0;
  return Array.from({ length: orbitCount }, (_, i) => {
    const rows: { readonly degree: number; readonly row: ArrayLike<number> }[] = [];
    for (let degree = 1; degree <= degrees; degree++)
      for (let a = 0; a < counts[i * degrees + degree - 1]!; a++) {
        rows.push({ degree, row: basis.subarray(start, start + 2 * degree + 1) });
        start += 2 * degree + 1;
      }
    const kept = operations.flatMap(({ harmonics }, index) =>
      rows.every(({ degree, row }) => isUnchanged(row, harmonics[degree]!)) ? [index] : [],
    );
    return siteProjectionsOf(kind)([groupNumber, ...kept].join(' '));
  });
}

function isUnchanged(row: ArrayLike<number>, D: Float64Array): boolean {
  for (let m = 0; m < row.length; m++) {
    let image = 0;
    for (let n = 0; n < row.length; n++) image += D[m * row.length + n]! * row[n]!;
    if (Math.abs(image - row[m]!) > SAME) return false;
  }
  return true;
}

/** A matrix (size, size) times a part of a list of numbers. */
export function projected(projection: Float64Array, values: ArrayLike<number>, start = 0): Float64Array {
  const size = Math.sqrt(projection.length);
  return Float64Array.from({ length: size }, (_, m) => {
    let sum = 0;
    for (let n = 0; n < size; n++) sum += projection[m * size + n]! * values[start + n]!;
    return sum;
  });
}
