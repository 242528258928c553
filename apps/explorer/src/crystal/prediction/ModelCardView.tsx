import type { ReactElement } from 'react';
import type { ModelInfo } from './modelHost.js';
import type { ModelSource } from './modelSession.js';
import { partWords, scoreOf, targetLabel, valueText } from './predictionWords.js';

interface Props {
  readonly info: ModelInfo;
  readonly source: ModelSource;
}

/** Where a model comes from and how well it did on crystals that were not in the training. */
export function ModelCardView({ info, source }: Props): ReactElement {
  const { card, elements, groups, members, variant, bytes } = info;
  const evaluation = card?.evaluation;
  return (
    <details className="crystal-card">
      <summary>
        Model card: <span className="mono">{card?.name ?? source.name}</span>
      </summary>
      {evaluation !== undefined && (
        <>
          <p className="small">Errors on {partWords(evaluation)}, beside those of simple models:</p>
          {evaluation.targets.map((target) => (
            <Scores key={target.name} target={target} unit={card?.units[target.name]} />
          ))}
        </>
      )}
      <dl className="facts small">
        {card !== null && (
          <>
            <dt>Trained on</dt>
            <dd>
              {(card.data.parts['train'] ?? card.data.records).toLocaleString('en')} crystals of a data set of{' '}
              {card.data.records.toLocaleString('en')}
              {!card.finished && '; the training did not come to its end'}
            </dd>
          </>
        )}
        <dt>Covers</dt>
        <dd>
          {elements.length} elements, {groups.length} space groups
        </dd>
        <dt>Network</dt>
        <dd>
          {variant}
          {members > 1 && `, the mean of ${members}`}; {(bytes / 1024).toFixed(0)} KiB
          {card !== null && `; seed ${card.seed}`}
        </dd>
        <dt>Symmetry</dt>
        <dd>
          found within {info.recipe.symprec} Å, as in the training;{' '}
          {info.recipe.handedness === 'merge'
            ? 'a crystal and its mirror image are the same'
            : 'a crystal and its mirror image are two crystals'}
        </dd>
      </dl>
    </details>
  );
}

type Target = NonNullable<NonNullable<ModelInfo['card']>['evaluation']>['targets'][number];

/** The error of the network beside those of simple models. */
function Scores({ target, unit }: { readonly target: Target; readonly unit: string | undefined }): ReactElement {
  const scores = target.models.map((model) => ({ model: model.name, score: scoreOf(model) }));
  const kind = scores.find(({ score }) => score !== null)?.score;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{targetLabel(target.name)}</th>
          <th scope="col" className="number">
            {kind?.name}
            {unit !== undefined && kind?.isError === true && `, ${unit}`}
          </th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ model, score }) => (
          <tr key={model}>
            <td>{model}</td>
            <td className="number">{score === null ? '–' : valueText(score.value, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
