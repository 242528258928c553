import { locateOperations } from '@crystal-fourier/spacegroups/locations';
import type { ReactElement } from 'react';
import { CopyButton } from '../../ui/CopyButton.js';
import { Segmented } from '../../ui/Segmented.js';
import { TableScroll } from '../../ui/TableScroll.js';
import { translationText } from '../fractionText.js';
import { DownloadButton } from './DownloadButton.js';
import type { PartProps } from './partProps.js';
import { OperationCell } from './OperationCell.js';
import {
  FORMATS,
  type OperationFormat,
  operationsAsCsv,
  operationsAsJson,
  operationsAsText,
} from './operationFormats.js';
import { operationWords } from './operationWords.js';

const LABELS: Readonly<Record<OperationFormat, string>> = {
  triplet: 'Triplet',
  seitz: 'Seitz',
  matrix: 'Matrix 3×4',
  matrix4: '4×4',
};

/** All operations, in three notations, with what each does and where. */
export function Operations({ group, query, onChange }: PartProps): ReactElement {
  const located = locateOperations(group);
  const format = FORMATS.find((format) => format === query.format) ?? 'triplet';
  const { vectors } = group.centring;
  const isCentred = vectors.length > 1;
  const count = query.ops === 'all' ? group.order : group.representatives.length;
  const shown = group.operations.slice(0, count);
  const file = `${group.number}-${group.setting.hmExtended.replace(/[^\w-]+/g, '_')}`;
  return (
    <section className="card stack groups-operations-card" aria-label="Operations">
      <div className="row groups-toolbar">
        <Segmented
          legend="Written as"
          options={FORMATS.map((value) => ({ value, label: LABELS[value] }))}
          value={format}
          onChange={(value) => onChange({ format: value === 'triplet' ? undefined : value })}
        />
        {isCentred && (
          <Segmented
            legend="Centring"
            options={[
              { value: 'general', label: `left out (${group.representatives.length})` },
              { value: 'all', label: `included (${group.order})` },
            ]}
            value={query.ops === 'all' ? 'all' : 'general'}
            onChange={(value) => onChange({ ops: value === 'all' ? 'all' : undefined })}
          />
        )}
        <div className="row groups-toolbar-end">
          <CopyButton text={() => operationsAsText(shown, format)}>Copy</CopyButton>
          <DownloadButton name={`${file}.txt`} type="text/plain" text={() => operationsAsText(shown, format)}>
            txt
          </DownloadButton>
          <DownloadButton name={`${file}.csv`} type="text/csv" text={() => operationsAsCsv(group, count)}>
            CSV
          </DownloadButton>
          <DownloadButton name={`${file}.json`} type="application/json" text={() => operationsAsJson(group, count)}>
            JSON
          </DownloadButton>
        </div>
      </div>
      {isCentred && count < group.order && (
        <p className="muted small">To each, add {vectors.map((v) => `(${translationText(v)})`).join(' ')}.</p>
      )}
      <TableScroll label="Operations">
        <table className="groups-operations">
          <thead>
            <tr>
              <th scope="col" className="number">
                No.
              </th>
              <th scope="col">{LABELS[format]}</th>
              <th scope="col">Symbol</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((operation, i) => (
              <tr key={operation.toXyz()}>
                <td className="number muted">{i + 1}</td>
                <td>
                  <OperationCell operation={operation} format={format} />
                </td>
                <td className="mono groups-nowrap">{located[i]!.symbol}</td>
                <td>{operationWords(located[i]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="muted small">
        Symbols after the International Tables A: type, screw or glide part in brackets, axis or plane, and for
        rotoinversions the point. Each is the element of the listed operation itself: with a lattice vector added, an
        operation acts elsewhere, and its screw or glide part can be another.
      </p>
    </section>
  );
}
