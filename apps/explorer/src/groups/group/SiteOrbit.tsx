import type { SpaceGroup, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { specialConditions } from '@crystal-fourier/spacegroups/reflections';
import { type ReactElement, useId, useMemo } from 'react';
import { CopyButton } from '../../ui/CopyButton.js';
import { Notice } from '../../ui/Notice.js';
import { TableScroll } from '../../ui/TableScroll.js';
import { coordinateText } from '../fractionText.js';
import { useTyped } from '../useTyped.browser.js';
import { OrbitPlan } from './OrbitPlan.js';
import { orbitModel, orbitText, parametersOf, readParameterTexts } from './orbitModel.js';
import type { PageQuery } from './pageQuery.js';

interface Props {
  readonly group: SpaceGroup;
  readonly position: WyckoffPosition;
  /** Values of x, y, z as the address has them. */
  readonly at: string | null;
  readonly onChange: (changes: PageQuery) => void;
}

/** The equivalent points of a position for values that the user sets. */
export function SiteOrbit({ group, position, at, onChange }: Props): ReactElement {
  const id = useId();
  const typed = useTyped(at ?? '', (text) => onChange({ at: text }));
  const texts = readParameterTexts(typed.text);
  const parameters = parametersOf(texts, position);
  const orbit = parameters === undefined ? undefined : orbitModel(group, position, parameters);
  return (
    <section className="card groups-orbit" aria-labelledby="groups-orbit">
      <h2 id="groups-orbit">
        Orbit of {position.multiplicity}
        <i>{position.letter}</i>
      </h2>
      <SpecialReflections group={group} position={position} />
      {position.parameters.length > 0 && (
        <div className="groups-parameters">
          {(['x', 'y', 'z'] as const).map(
            (letter, i) =>
              position.parameters.includes(letter) && (
                <div className="field" key={letter}>
                  <label htmlFor={`${id}-${letter}`}>
                    <i>{letter}</i>
                  </label>
                  <input
                    id={`${id}-${letter}`}
                    type="text"
                    inputMode="decimal"
                    value={texts[i]}
                    onChange={(event) =>
                      typed.type(
                        texts
                          .map((text, j) => (j === i ? event.currentTarget.value.replaceAll(',', '.') : text))
                          .join(','),
                      )
                    }
                  />
                </div>
              ),
          )}
        </div>
      )}
      {orbit === undefined ? (
        <Notice kind="warning">
          <p>Expected numbers or fractions, such as 0.25 or 1/4.</p>
        </Notice>
      ) : (
        <>
          {orbit.special !== null && (
            <Notice kind="info">
              <p>
                At these values the point is on {orbit.special.multiplicity}
                <i>{orbit.special.letter}</i>, site symmetry {orbit.special.siteSymmetry.replaceAll('-', '−')}: several
                images coincide.
              </p>
            </Notice>
          )}
          <OrbitPlan group={group} orbit={orbit} />
          <TableScroll label="Equivalent points">
            <table>
              <thead>
                <tr>
                  <th scope="col">Image</th>
                  <th scope="col">Fractional coordinates</th>
                </tr>
              </thead>
              <tbody>
                {orbit.points.map(({ map, at }) => (
                  <tr key={map}>
                    <td className="mono">{map}</td>
                    <td className="mono groups-nowrap">{at.map(coordinateText).join('  ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          <CopyButton text={() => orbitText(orbit)}>Copy points</CopyButton>
        </>
      )}
    </section>
  );
}

/** Which reflections atoms on the position leave out, beside those that the group does. */
function SpecialReflections({ group, position }: Pick<Props, 'group' | 'position'>): ReactElement {
  // Values that are typed do not change it.
  const lines = useMemo(() => specialConditions(group, position).text, [group, position]);
  return (
    <p className="small">
      <span className="muted">Reflections, beside the general conditions: </span>
      {lines.length === 0
        ? 'no extra conditions'
        : lines.map((line, i) => (
            <span key={line}>
              {i > 0 && '; '}
              <code>{line.replaceAll('-', '−')}</code>
            </span>
          ))}
    </p>
  );
}
