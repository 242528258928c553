import type { ReactElement } from 'react';
import { Loading } from '../../ui/Loading.js';
import { Notice } from '../../ui/Notice.js';
import { DiagnosticNotices } from '../DiagnosticNotices.js';
import { FailureNotice } from '../FailureNotice.js';
import { BACKEND_LABELS } from './backendNames.js';
import type { ModelInfo } from './modelHost.js';
import type { ModelState } from './modelSession.js';
import { shippedNetwork } from './shippedNetworks.js';
import { errorSentence, noveltyWords, targetLabel, valueText } from './predictionWords.js';

interface Props {
  readonly state: ModelState;
  readonly info: ModelInfo;
  /** Whether there is a crystal to predict. */
  readonly hasSubject: boolean;
}

/** The values of a prediction, and how far to trust them. */
export function PredictedValues({ state, info, hasSubject }: Props): ReactElement {
  const { predicted, refusal, isPredicting, diagnostics, source } = state;
  const limits = shippedNetwork(source?.shipped ?? null)?.limits ?? [];
  if (!hasSubject) return <p className="muted">The model is loaded; it predicts the next structure that is shown.</p>;
  return (
    <div aria-live="polite" aria-busy={isPredicting} className="stack crystal-tight">
      {isPredicting && predicted === null && <Loading>Predicting…</Loading>}
      {refusal !== null && <FailureNotice title="There is no prediction." failure={refusal} withDiagnostics={false} />}
      {predicted !== null && (
        <>
          <ul className="crystal-values">
            {info.targets.map(({ name, unit, log10 }) => {
              const spread = predicted.spread?.[name];
              return (
                <li key={name}>
                  <span className="muted">
                    {info.task === 'classification' ? `Probability of ${targetLabel(name)}` : targetLabel(name)}
                  </span>
                  <strong data-target={name} data-value={predicted.values[name]}>
                    {valueText(predicted.values[name]!)}
                    {info.task === 'regression' && unit !== null && <span className="crystal-unit"> {unit}</span>}
                  </strong>
                  {spread !== undefined && (
                    <span className="small muted">
                      ± {valueText(spread, 2)} {log10 ? 'in log₁₀' : ''} between {info.members} networks
                    </span>
                  )}
                  <span className="small">{errorSentence(info.card, name)}</span>
                </li>
              );
            })}
          </ul>
          {limits.length > 0 && (
            <ul className="small">
              {limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          )}
          <DiagnosticNotices diagnostics={diagnostics} only={['warning']} />
          <Trust predicted={predicted} hasError={info.card?.evaluation !== undefined} />
          <p className="small muted">
            {BACKEND_LABELS[predicted.backend]}, {predicted.time.toFixed(0)} ms; nothing left this browser.
          </p>
        </>
      )}
    </div>
  );
}

interface TrustProps {
  readonly predicted: NonNullable<ModelState['predicted']>;
  /** Whether the model says how wrong it was in a test. */
  readonly hasError: boolean;
}

/** How near the crystal is to those of the training. */
function Trust({ predicted, hasError }: TrustProps): ReactElement {
  const { novelty, unknownElements, unknownGroup } = predicted;
  const words = noveltyWords(novelty);
  const doubts = [
    ...(unknownElements.length > 0
      ? [`The training had no ${unknownElements.join(', no ')}: the value is a guess by kinship of elements.`]
      : []),
    ...(unknownGroup
      ? ['No training crystal has this space group; the value is as well defined, but less tested.']
      : []),
  ];
  const text = (
    <>
      This crystal is {words.text}: novelty {novelty === null ? 'without bound' : novelty.toFixed(2)}, where up to 1 is
      usual.
    </>
  );
  if (words.level !== 'far' && doubts.length === 0) return <p className="small">{text}</p>;
  return (
    <Notice kind="warning" title="Read this value with care.">
      <p>{text}</p>
      {words.level === 'far' && hasError && (
        <p>The error given above is that of crystals like those of the training, not of this one.</p>
      )}
      {doubts.map((doubt) => (
        <p key={doubt}>{doubt}</p>
      ))}
    </Notice>
  );
}
