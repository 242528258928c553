import type { Crossval } from '@crystal-fourier/model';
import type { ReactElement } from 'react';
import { TableScroll } from '../ui/TableScroll.js';
import { type ErrorPair, errorText, foldLabel, modelRows, smallestOf, type UnseenChoice } from './unseenView.js';

interface Props {
  readonly crossval: Crossval;
  readonly choice: UnseenChoice;
}

/** All models on all folds: networks and baselines side by side. */
export function ErrorTable({ crossval, choice }: Props): ReactElement {
  const rows = modelRows(crossval, choice.target.name);
  const best = [
    ...crossval.folds.map((_, i) => smallestOf(rows.map(({ folds }) => folds[i]))),
    smallestOf(rows.map(({ mean }) => mean)),
  ];
  return (
    <TableScroll label="Errors of all models on all held-out parts">
      <table className="unseen-errors">
        <thead>
          <tr>
            <th scope="col">Model</th>
            {crossval.folds.map(({ name, heldOut }) => (
              <th key={name} scope="col" className="number" aria-current={name === choice.fold ? 'true' : undefined}>
                {foldLabel(name)}
                <span className="muted small">{heldOut} crystals</span>
              </th>
            ))}
            <th scope="col" className="number">
              mean
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ model, kind, folds, mean }) => (
            <tr key={model} aria-current={model === choice.model ? 'true' : undefined}>
              <th scope="row">
                {model} {kind === 'baseline' && <span className="badge">baseline</span>}
              </th>
              {[...folds, mean].map((pair, i) => (
                <ErrorCell key={crossval.folds[i]?.name ?? 'mean'} pair={pair} isBest={pair?.heldOut === best[i]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function ErrorCell({ pair, isBest }: { readonly pair: ErrorPair | undefined; readonly isBest: boolean }): ReactElement {
  if (pair === undefined) return <td className="number muted">not measured</td>;
  const { heldOut, inDistribution, price } = pair;
  return (
    <td className="number">
      {isBest ? <strong>{errorText(heldOut)}</strong> : errorText(heldOut)}
      {inDistribution !== undefined && (
        <span className="muted small">
          {errorText(inDistribution)}
          {price !== undefined && ` × ${price.toFixed(2)}`}
        </span>
      )}
    </td>
  );
}
