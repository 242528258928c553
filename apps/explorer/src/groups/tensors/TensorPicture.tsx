import type { TensorForm } from '@crystal-fourier/spacegroups/tensors';
import type { ReactElement } from 'react';
import { type TensorMark, tensorMarks } from './tensorMarks.js';

/** Side of the square of an entry, in units of the drawing and pixels. */
const CELL = 32;
const MARGIN = 22;

const centre = ({ row, column }: TensorMark): [x: number, y: number] => [
  MARGIN + CELL * (column + 0.5),
  MARGIN + CELL * (row + 0.5),
];

/** The matrix with dots for its entries, and lines that join equal ones. */
export function TensorPicture({ form, label }: { readonly form: TensorForm; readonly label: string }): ReactElement {
  const [rows, columns] = form.shape;
  const { marks, joins } = tensorMarks(form);
  const [width, height] = [MARGIN + CELL * columns + 4, MARGIN + CELL * rows + 4];
  return (
    <svg
      className="tensors-picture"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {Array.from({ length: columns }, (_, column) => (
        <text key={column} x={MARGIN + CELL * (column + 0.5)} y={14}>
          {column + 1}
        </text>
      ))}
      {rows > 1 &&
        Array.from({ length: rows }, (_, row) => (
          <text key={row} x={9} y={MARGIN + CELL * (row + 0.5) + 4}>
            {row + 1}
          </text>
        ))}
      {joins.map(({ from, to }) => {
        const [[x1, y1], [x2, y2]] = [centre(from), centre(to)];
        return <line key={`${from.row}${from.column}${to.row}${to.column}`} {...{ x1, y1, x2, y2 }} />;
      })}
      {marks.map((mark) => (
        <MarkShape key={`${mark.row}${mark.column}`} mark={mark} />
      ))}
    </svg>
  );
}

/** A mark at its place in a matrix. */
export function MarkShape({ mark }: { readonly mark: TensorMark }): ReactElement {
  const [x, y] = centre(mark);
  return (
    <g transform={`translate(${x} ${y})`} className={`tensors-${mark.look}`}>
      {mark.text !== '' && <title>{mark.text === '·' ? '0' : mark.text}</title>}
      {/* Small dots are hard to point at. */}
      <rect x={-CELL / 2} y={-CELL / 2} width={CELL} height={CELL} className="tensors-target" />
      {mark.look === 'sum' ? <path d="M-5 -5 5 5M5 -5 -5 5" /> : <circle r={mark.look === 'zero' ? 2 : 5.5} />}
      {mark.isDouble && <circle r={9} className="tensors-ring" />}
    </g>
  );
}
