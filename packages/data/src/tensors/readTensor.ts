import { DataError, show } from '../core/errors.js';
import { tensorFacts, type TensorKind } from './tensorKinds.js';
import { fromVoigt } from './voigt.js';

/** The shapes in which files write a tensor of a kind; n sites. */
const SHAPES: Readonly<Record<TensorKind, string>> = {
  dielectric: '3 × 3, 9 or 6 numbers (xx, yy, zz, yz, xz, xy)',
  rank2: '3 × 3 or 9 numbers',
  born: 'a list of 3 × 3 for the sites of the structure, also 9 numbers each or one after another',
  piezoelectric: '3 × 6 or 18 numbers in Voigt’s notation (xx, yy, zz, yz, xz, xy), 3 × 3 × 3 or 27 numbers',
  elastic:
    '6 × 6, 36 or 21 numbers (the upper triangle, row by row) in Voigt’s notation (xx, yy, zz, yz, xz, xy), 3 × 3 × 3 × 3 or 81 numbers',
};

/**
 * The Cartesian components of a tensor as files write it: lists of numbers, nested or flat, or their JSON text. Matrices in Voigt's notation are of
 * stiffness and of piezoelectric constants of the stress kind, without factors of 2.
 *
 * @returns 3^rank components, the last index faster; (sites, 9) for a tensor of each site
 * @throws DataError `bad-value` for other shapes, and for what is no finite number
 */
export function readTensor(kind: TensorKind, value: unknown): Float64Array {
  const { rank, isPerSite } = tensorFacts(kind);
  const given = typeof value === 'string' ? jsonOf(value) : value;
  const shape = shapeOf(given);
  const numbers = shape === undefined ? [] : ([given].flat(4) as unknown[]);
  const wrong = numbers.find((one) => typeof one !== 'number' || !Number.isFinite(one));
  if (wrong !== undefined) throw refusal(kind, `a component ${show(wrong)}`);
  const values = Float64Array.from(numbers as number[]);
  if (isPerSite && isListOfSites(shape)) return values;
  switch (isPerSite ? '' : shape?.join()) {
    case '6':
    case '9':
    case '3,3':
      if (rank === 2 && (values.length === 9 || kind === 'dielectric'))
        return values.length === 9 ? values : fromVoigt(values);
      break;
    case '18':
    case '3,6':
      if (rank === 3) return fromVoigt(values);
      break;
    case '27':
    case '3,3,3':
      if (rank === 3) return values;
      break;
    case '21':
      if (rank === 4) return fromVoigt(fromTriangle(values));
      break;
    case '36':
    case '6,6':
      if (rank === 4) return fromVoigt(values);
      break;
    case '81':
    case '3,3,3,3':
      if (rank === 4) return values;
  }
  throw refusal(kind, shape === undefined ? show(value) : `a list of ${shape.join(' × ')}`);
}

const refusal = (kind: TensorKind, found: string): DataError =>
  new DataError('bad-value', `a tensor of kind ${kind} must be ${SHAPES[kind]}, got ${found}`);

function isListOfSites(shape: readonly number[] | undefined): boolean {
  if (shape === undefined) return false;
  const [first = 0, ...rest] = shape;
  return rest.length === 0 ? first % 9 === 0 && first > 0 : rest.join() === '3,3' || rest.join() === '9';
}

/** 6 × 6 of the 21 numbers of its upper triangle. */
function fromTriangle(values: ArrayLike<number>): number[] {
  const row = (i: number): number => (i * (11 - i)) / 2;
  return Array.from({ length: 36 }, (_, at) => {
    const [i, j] = [Math.floor(at / 6), at % 6];
    return values[row(Math.min(i, j)) + Math.max(i, j)]!;
  });
}

/** Lengths of nested lists from the outside; undefined for what is no list, or whose lists differ in their lengths. */
function shapeOf(value: unknown): number[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (!value.some((one) => Array.isArray(one))) return [value.length];
  const inner = value.map(shapeOf);
  const [first] = inner;
  if (first === undefined || inner.some((shape) => shape?.join() !== first.join())) return undefined;
  return [value.length, ...first];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
