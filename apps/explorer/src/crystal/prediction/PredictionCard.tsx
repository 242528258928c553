import { type ReactElement, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Loading } from '../../ui/Loading.js';
import { Segmented } from '../../ui/Segmented.js';
import { FailureNotice } from '../FailureNotice.js';
import { crystalSession, modelFile, modelSession, shippedModel } from '../sessions.browser.js';
import { BACKEND_LABELS, BACKENDS, type BackendChoice } from './backendNames.js';
import { ModelCardView } from './ModelCardView.js';
import type { PredictionSubject } from './modelSession.js';
import { FIRST_NETWORK, SHIPPED_NETWORKS } from './shippedNetworks.js';
import { PredictedValues } from './PredictedValues.js';

interface Props {
  /** Number of the report that is shown; null where there is none. */
  readonly version: number | null;
  readonly backend: BackendChoice;
  readonly onBackend: (backend: BackendChoice) => void;
  /** Name of the network of the page that is wanted: a part of the address. */
  readonly wanted: string | null;
  readonly onShipped: (name: string | null) => void;
}

const CHOICES = (['auto', ...BACKENDS] as const).map((value) => ({ value, label: BACKEND_LABELS[value] }));

const NETWORKS = SHIPPED_NETWORKS.map(({ name, title }) => ({ value: name, label: title }));
/** What the networks of the page predict, in words. */
const WORDS = SHIPPED_NETWORKS.map(({ title }) => title.toLowerCase()).join(', ');

/** What a network predicts of the crystal. */
export function PredictionCard({ version, backend, onBackend, wanted, onShipped }: Props): ReactElement {
  const state = useSyncExternalStore(modelSession.subscribe, modelSession.current);
  const input = useRef<HTMLInputElement>(null);
  const { phase, info, source, failure } = state;
  useEffect(() => {
    if (wanted !== null && modelSession.state.source === null) void modelSession.load(shippedModel(wanted));
  }, [wanted]);
  useEffect(() => {
    if (modelSession.state.choice !== backend) void modelSession.choose(backend);
  }, [backend]);
  const subject = useMemo(
    (): PredictionSubject | null =>
      version === null ? null : { key: version, features: (recipe) => crystalSession.features(recipe) },
    [version],
  );
  useEffect(() => {
    void modelSession.about(subject);
  }, [subject]);
  const takeShipped = (name: string): void => {
    onShipped(name);
    void modelSession.load(shippedModel(name));
  };
  return (
    <section className="card crystal-prediction" aria-labelledby="crystal-prediction">
      <h2 id="crystal-prediction">Prediction</h2>
      {phase === 'none' && failure === null && (
        <p className="muted">
          Networks for all space groups, computed here. Those of this page predict {WORDS}; models of your own come from{' '}
          <span className="mono">cft export</span>.
        </p>
      )}
      {failure !== null && (
        <FailureNotice title="The model cannot be used." failure={failure} onRetry={() => void modelSession.retry()} />
      )}
      {phase === 'loading' && <Loading>Loading the model…</Loading>}
      {info !== null && <PredictedValues state={state} info={info} hasSubject={version !== null} />}
      {info !== null && source !== null && source.shipped !== null && SHIPPED_NETWORKS.length > 1 && (
        <Segmented legend="Network of this page" options={NETWORKS} value={source.shipped} onChange={takeShipped} />
      )}
      <div className="row">
        {(source === null || source.shipped === null || phase === 'none') && (
          <button
            type="button"
            className={`button${info === null ? '' : ' button-quiet'}`}
            disabled={phase === 'loading'}
            onClick={() => takeShipped(FIRST_NETWORK.name)}
          >
            Use the model of this page
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={() => input.current?.click()}>
          Open a model file
        </button>
        <input
          ref={input}
          type="file"
          accept=".safetensors"
          hidden
          aria-label="Model file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file === undefined) return;
            onShipped(null);
            void modelSession.load(modelFile(file));
          }}
        />
      </div>
      {info !== null && source !== null && (
        <>
          <ModelCardView info={info} source={source} />
          <Segmented<BackendChoice> legend="Computed by" options={CHOICES} value={state.choice} onChange={onBackend} />
          {state.choice !== 'auto' && state.choice !== state.backend && (
            <p className="small muted">Not as wanted: {state.notes.join('; ')}.</p>
          )}
        </>
      )}
    </section>
  );
}
