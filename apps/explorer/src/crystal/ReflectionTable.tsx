import type { ReactElement } from 'react';
import { TableScroll } from '../ui/TableScroll.js';
import { twoTheta } from './copper.js';
import { Hkl } from './Hkl.js';
import type { Reflection } from './reflections.js';
import { type PlotHeight, relativeHeights } from './stickPlot.js';

interface Props {
  readonly reflections: readonly Reflection[];
  readonly height: PlotHeight;
  readonly selected: number | null;
  readonly onSelect: (index: number | null) => void;
}

/** All reflections that the group allows, one of each set of equivalents. */
export function ReflectionTable({ reflections, height, selected, onSelect }: Props): ReactElement {
  const shares = relativeHeights(reflections, height);
  return (
    <TableScroll label="Reflections">
      <table>
        <thead>
          <tr>
            <th scope="col">hkl</th>
            <th scope="col" className="number">
              d (Å)
            </th>
            <th scope="col" className="number">
              2θ (°)
            </th>
            <th scope="col" className="number">
              Multiplicity
            </th>
            <th scope="col" className="number">
              |F|²
            </th>
            <th scope="col" className="number">
              Of 100
            </th>
          </tr>
        </thead>
        <tbody>
          {reflections.map((reflection, i) => (
            <tr key={reflection.hkl.join()} className={i === selected ? 'crystal-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="crystal-orbit"
                  aria-pressed={i === selected}
                  onClick={() => onSelect(i === selected ? null : i)}
                >
                  <Hkl hkl={reflection.hkl} />
                </button>
              </th>
              <td className="number">{reflection.d.toFixed(4)}</td>
              <td className="number">{twoTheta(reflection.d)?.toFixed(3) ?? '–'}</td>
              <td className="number">{reflection.multiplicity}</td>
              {reflection.isDark ? (
                <td colSpan={2} className="muted crystal-dark">
                  dark: the group allows it, but the atoms cancel each other where they are
                </td>
              ) : (
                <>
                  <td className="number">{reflection.squared.toFixed(1)}</td>
                  <td className="number">{shares[i]!.toFixed(1)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
