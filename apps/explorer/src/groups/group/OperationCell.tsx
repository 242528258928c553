import type { SymOp } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { matrixRows, type OperationFormat, seitzParts } from './operationFormats.js';

interface Props {
  readonly operation: SymOp;
  readonly format: OperationFormat;
}

/** An operation as it is printed. */
export function OperationCell({ operation, format }: Props): ReactElement {
  if (format === 'triplet') return <code className="groups-nowrap">{operation.toXyz()}</code>;
  if (format === 'seitz') return <Seitz operation={operation} />;
  const rows = matrixRows(operation, format === 'matrix4');
  return (
    <span
      className="groups-matrix groups-matrix-last mono"
      role="img"
      aria-label={`Matrix ${rows.map((row) => row.join(' ')).join('; ')}`}
    >
      {rows.map((row, i) => (
        <span key={i}>
          {row.map((entry, j) => (
            <span key={j}>{entry.replace('-', '−')}</span>
          ))}
        </span>
      ))}
    </span>
  );
}

function Seitz({ operation }: { readonly operation: SymOp }): ReactElement {
  const { type, sense, axis, translation } = seitzParts(operation);
  return (
    <span className="groups-nowrap groups-seitz">
      <span className="visually-hidden">{operation.toSeitz()}</span>
      <span aria-hidden="true">
        {'{ '}
        {type.startsWith('-') ? <span className="hm-bar">{type.slice(1)}</span> : type === 'm' ? <i>m</i> : type}
        {sense !== '' && <sup>{sense}</sup>}
        {axis !== null && (
          <sub>
            {axis.map((c, i) => (
              <span key={i} className={c < 0 ? 'hm-bar' : undefined}>
                {Math.abs(c)}
              </span>
            ))}
          </sub>
        )}
        {' | '}
        {translation.replaceAll(',', ' ')}
        {' }'}
      </span>
    </span>
  );
}
