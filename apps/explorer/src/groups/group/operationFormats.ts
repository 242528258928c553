import type { SpaceGroup, SymOp } from '@crystal-fourier/spacegroups';
import { type LocatedOperation, locateOperations } from '@crystal-fourier/spacegroups/locations';
import { fractionText, translationText } from '../fractionText.js';
import { operationWords, pointText } from './operationWords.js';

export const FORMATS = ['triplet', 'seitz', 'matrix', 'matrix4'] as const;
export type OperationFormat = (typeof FORMATS)[number];

/** (W | w): three rows of three integers and a fraction; with `square` the row 0 0 0 1 below. */
export const matrixRows = ({ rot, trans }: SymOp, square = false): string[][] => [
  ...[0, 1, 2].map((i) => [...rot.slice(3 * i, 3 * i + 3).map(String), fractionText(trans[i]!, 24)]),
  ...(square ? [['0', '0', '0', '1']] : []),
];

/** The parts of a Seitz symbol as it is printed: {4⁺₀₀₁ | 0,0,1/4}. */
export interface SeitzParts {
  readonly type: string;
  readonly sense: '' | '+' | '−';
  /** Indices of the axis; null for 1 and −1. */
  readonly axis: readonly number[] | null;
  readonly translation: string;
}

export const seitzParts = ({ type, sense, axis, trans }: SymOp): SeitzParts => ({
  type,
  sense: sense === 0 ? '' : sense > 0 ? '+' : '−',
  axis,
  translation: translationText(trans),
});

/** One operation as plain text. */
export function operationText(operation: SymOp, format: OperationFormat): string {
  if (format === 'triplet') return operation.toXyz();
  if (format === 'seitz') return operation.toSeitz();
  const rows = matrixRows(operation, format === 'matrix4');
  const width = Math.max(...rows.flat().map(({ length }) => length));
  return rows.map((row) => row.map((entry) => entry.padStart(width)).join(' ')).join('\n');
}

/** Operations as plain text, one a line; matrices have a blank line between them. */
export const operationsAsText = (operations: readonly SymOp[], format: OperationFormat): string =>
  `${operations.map((operation) => operationText(operation, format)).join(format.startsWith('matrix') ? '\n\n' : '\n')}\n`;

const COLUMNS = 'number,triplet,seitz,type,axis,sense,locus,point,symbol,W11,W12,W13,W21,W22,W23,W31,W32,W33,w1,w2,w3';

/** A table with a header, comma-separated as RFC 4180 has it. */
export function operationsAsCsv(group: SpaceGroup, count = group.order): string {
  const located = locateOperations(group);
  const rows = group.operations.slice(0, count).map((operation, i) => {
    const { locus, point, symbol } = located[i]!;
    return [
      i + 1,
      operation.toXyz(),
      operation.toSeitz(),
      operation.type,
      operation.axis?.join(' ') ?? '',
      operation.sense,
      locus ?? '',
      point === null ? '' : pointText(point),
      symbol,
      ...operation.rot,
      ...operation.trans.map((t) => fractionText(t, 24)),
    ].map((value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)));
  });
  return `${[COLUMNS, ...rows.map((row) => row.join(','))].join('\r\n')}\r\n`;
}

/** Everything about the operations as JSON; translations in units of 1/24, matrices row by row. */
export function operationsAsJson(group: SpaceGroup, count = group.order): string {
  const { number, setting } = group;
  const located: readonly LocatedOperation[] = locateOperations(group);
  return `${JSON.stringify(
    {
      number,
      symbol: setting.hmExtended,
      hall: setting.hall,
      translationUnit: '1/24',
      operations: group.operations.slice(0, count).map((operation, i) => {
        const { locus, point, symbol } = located[i]!;
        return {
          triplet: operation.toXyz(),
          seitz: operation.toSeitz(),
          rotation: operation.rot,
          translation: operation.trans,
          type: operation.type,
          axis: operation.axis,
          sense: operation.sense,
          locus,
          point: point === null ? null : pointText(point),
          symbol,
          description: operationWords(located[i]!),
        };
      }),
    },
    null,
    2,
  )}\n`;
}
