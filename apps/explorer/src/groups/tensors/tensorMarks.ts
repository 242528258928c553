import { type TensorForm, type TensorKind, tensorEntryText } from '@crystal-fourier/spacegroups/tensors';

/** How an entry of a tensor's matrix is drawn. */
export interface TensorMark {
  readonly row: number;
  readonly column: number;
  /** `sum`: of several components, such as (c11 − c12)/2. */
  readonly look: 'zero' | 'same' | 'opposite' | 'sum';
  /** True for an entry that is twice a component. */
  readonly isDouble: boolean;
  /** `c11` */
  readonly text: string;
}

/** A line between two entries of the same component. */
export interface TensorJoin {
  readonly from: TensorMark;
  readonly to: TensorMark;
}

/** Matrices that are symmetric by definition: the upper triangle is drawn. */
const SYMMETRIC: ReadonlySet<TensorKind> = new Set(['dielectric', 'gyration', 'elastic', 'compliance']);

export const isSymmetric = (kind: TensorKind): boolean => SYMMETRIC.has(kind);

/** The picture of a form in the manner of J. F. Nye: a mark for each entry, and lines that join what is equal up to sign. */
export function tensorMarks(form: TensorForm): {
  readonly marks: readonly TensorMark[];
  readonly joins: readonly TensorJoin[];
} {
  const marks: TensorMark[] = [];
  const classes = new Map<string, TensorMark[]>();
  form.entries.forEach((entries, row) =>
    entries.forEach((terms, column) => {
      if (column < row && isSymmetric(form.kind)) return;
      const [term, more] = terms;
      const text = tensorEntryText(terms);
      if (term === undefined || more !== undefined) {
        marks.push({ row, column, look: term === undefined ? 'zero' : 'sum', isDouble: false, text });
        return;
      }
      const [n, d] = term.factor;
      const mark: TensorMark = {
        row,
        column,
        look: n < 0 ? 'opposite' : 'same',
        isDouble: Math.abs(n) === 2 * d,
        text,
      };
      marks.push(mark);
      const known = classes.get(term.name);
      if (known === undefined) classes.set(term.name, [mark]);
      else known.push(mark);
    }),
  );
  return { marks, joins: [...classes.values()].flatMap((members) => joined(members, marks)) };
}

/** The shortest lines that join all members (Prim's algorithm); one that would run through another entry counts twice its length. */
function joined(members: readonly TensorMark[], marks: readonly TensorMark[]): TensorJoin[] {
  const [first, ...rest] = members;
  if (first === undefined) return [];
  const inside = [first];
  const outside = new Set(rest);
  const joins: TensorJoin[] = [];
  while (outside.size > 0) {
    let best: { from: TensorMark; to: TensorMark; cost: number } | undefined;
    for (const from of inside)
      for (const to of outside) {
        const length = Math.hypot(to.row - from.row, to.column - from.column);
        const cost = marks.some((mark) => isBetween(mark, from, to)) ? 2 * length : length;
        if (best === undefined || cost < best.cost) best = { from, to, cost };
      }
    const { from, to } = best as { from: TensorMark; to: TensorMark };
    joins.push({ from, to });
    inside.push(to);
    outside.delete(to);
  }
  return joins;
}

function isBetween(mark: TensorMark, from: TensorMark, to: TensorMark): boolean {
  const [r, c] = [to.row - from.row, to.column - from.column];
  const [mr, mc] = [mark.row - from.row, mark.column - from.column];
  const along = r * mr + c * mc;
  return r * mc === c * mr && along > 0 && along < r * r + c * c;
}
