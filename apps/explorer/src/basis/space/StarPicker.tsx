import { memo, type ReactElement, type SubmitEvent, useMemo, useState } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import { indices } from '../fractions.js';
import type { SpaceModel } from './spaceModel.js';
import { parseIndices } from './spaceState.js';
import { starRows } from './starTable.js';

type Frequency = readonly [number, number, number];

interface Props {
  readonly model: SpaceModel;
  readonly frequency: Frequency | null;
  readonly onPick: (frequency: Frequency) => void;
}

/** Chooses a star by any of its frequencies, or from the list of all. */
export function StarPicker({ model, frequency, onPick }: Props): ReactElement {
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const picked = parseIndices(text);
    setWrong(picked === null);
    if (picked !== null) onPick(picked);
  };
  const { set, constraints } = model;
  const node = frequency === null ? -1 : set.indexOf(frequency);
  const star = node < 0 ? -1 : constraints.starOf[node]!;
  return (
    <div className="stack space-stars">
      <form className="row" onSubmit={submit}>
        <div className="field">
          <label htmlFor="space-hkl">Star of a frequency h k l</label>
          <input
            id="space-hkl"
            type="text"
            inputMode="text"
            autoComplete="off"
            placeholder="1 -1 0"
            value={text}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? 'space-hkl-wrong' : undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <button type="submit" className="button button-quiet">
          Show
        </button>
      </form>
      {isWrong && (
        <p id="space-hkl-wrong" role="alert" className="small">
          A frequency is three whole numbers from −99 to 99, such as “1 −1 0”.
        </p>
      )}
      <StarTable model={model} star={star < 0 ? -1 : Math.min(star, constraints.opposite[star]!)} onPick={onPick} />
    </div>
  );
}

interface TableProps {
  readonly model: SpaceModel;
  /** The one that is shown, −1 for none. */
  readonly star: number;
  readonly onPick: (frequency: Frequency) => void;
}

const StarTable = memo(function StarTable({ model, star, onPick }: TableProps): ReactElement {
  const rows = useMemo(() => starRows(model), [model]);
  return (
    <TableScroll label="Stars up to the cutoff">
      <table>
        <thead>
          <tr>
            <th scope="col">First of the star</th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col">Centric</th>
            <th scope="col">Functions</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.star} className={row.star === star ? 'space-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="space-star mono"
                  aria-pressed={row.star === star}
                  onClick={() => onPick(row.representative)}
                >
                  {indices(row.representative)}
                </button>
              </th>
              <td className="number">{row.centric ? row.size : `2 × ${row.size}`}</td>
              <td>{row.centric ? 'yes' : 'no'}</td>
              <td>{row.functions === 0 ? <span className="space-absent">absent</span> : row.functions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
});
