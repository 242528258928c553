import { SpaceGroupError, show } from '../algebra/errors.js';
import type { TensorForm } from './tensorForm.js';

function checkLength(values: ArrayLike<number>, length: number, what: string, where: string): void {
  if (values?.length === length) return;
  throw new SpaceGroupError(
    'bad-tensor',
    `${where}: expected ${length} numbers, ${what}, got ${show(Array.isArray(values) ? values : values?.length)}`,
  );
}

/**
 * The matrix of a tensor, row by row, from the values of its independent components.
 *
 * @param values one for each of `form.independent`
 * @throws SpaceGroupError `bad-tensor` for another number of values
 */
export function tensorFromComponents(form: TensorForm, values: ArrayLike<number>): Float64Array {
  checkLength(
    values,
    form.independent.length,
    `one for each of ${form.independent.join(', ')}`,
    'tensorFromComponents',
  );
  const valueOf = new Map(form.independent.map((name, i) => [name, values[i] as number]));
  const entries = form.entries.flat().map((terms) =>
    terms.reduce((sum, { name, factor: [n, d], root3 }) => {
      return sum + ((valueOf.get(name) as number) * n * (root3 ? Math.sqrt(3) : 1)) / d;
    }, 0),
  );
  return Float64Array.from(entries);
}

/**
 * The independent components of a tensor in the frame of a form, in the order of `form.independent`: the entries of the matrix with these names.
 *
 * @param tensor the matrix of the kind, row by row
 * @throws SpaceGroupError `bad-tensor` for another number of entries
 */
export function tensorComponents(form: TensorForm, tensor: ArrayLike<number>): number[] {
  const [rows, columns] = form.shape;
  checkLength(tensor, rows * columns, `${rows} rows of ${columns}, one row after the other`, 'tensorComponents');
  return form.independent.map((name) => {
    const digits = name.slice(-2);
    const [row, column] = rows === 1 ? [1, Number(digits[1])] : [Number(digits[0]), Number(digits[1])];
    return tensor[(row - 1) * columns + column - 1] as number;
  });
}
