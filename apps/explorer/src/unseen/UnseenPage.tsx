import { type ReactElement, useRef, useState } from 'react';
import { PageTitle } from '../shell/PageTitle.js';
import { hrefOf, navigate, useRoute } from '../shell/route.js';
import { Loading } from '../ui/Loading.js';
import { Segmented } from '../ui/Segmented.js';
import { useWidth } from '../ui/useWidth.browser.js';
import { ErrorTable } from './ErrorTable.js';
import { GroupTable } from './GroupTable.js';
import { parityPoints, type Training } from './parity.js';
import { ParityPicture } from './ParityPicture.js';
import { resultLabel, type Result } from './readResults.js';
import { useShippedResults } from './shippedResults.browser.js';
import './unseen.css';
import { choiceOf, foldLabel, groupRows, measureText, type UnseenChoice } from './unseenView.js';

/** `#/unseen`: what it costs a network never to have seen a space group. */
export function UnseenPage(): ReactElement {
  const loaded = useShippedResults();
  return (
    <div className="stack unseen">
      <div>
        <PageTitle title="Unseen groups">Unseen groups</PageTitle>
        <p className="lead">
          One network for all space groups should also predict crystals of groups that it never saw. Here is how well it
          does, beside simpler models.
        </p>
      </div>
      {loaded.state === 'loading' && <Loading />}
      {loaded.state === 'failed' && (
        <p className="notice notice-error" role="alert">
          The measured errors could not be read: {loaded.reason}. Load the page again.
        </p>
      )}
      {loaded.state === 'loaded' && <Results results={loaded.results} />}
    </div>
  );
}

function Results({ results }: { readonly results: readonly Result[] }): ReactElement {
  const choice = choiceOf(results, useRoute().query);
  if (choice === undefined)
    return (
      <p className="notice notice-info">
        Nothing was measured for this build of the page. The command <code>cft crossval</code> makes such results, for
        any data set.
      </p>
    );
  const { crossval } = choice.result;
  const groups = groupRows(crossval, choice);
  return (
    <>
      <Choices results={results} choice={choice} />
      {!crossval.finished && (
        <p className="notice notice-warning">
          Not all trainings of this experiment are done: some numbers are missing.
        </p>
      )}
      <section className="card" aria-labelledby="unseen-errors">
        <h2 id="unseen-errors">All models</h2>
        <p className="muted">
          {upperFirst(measureText(choice.target))} of {choice.target.name} on crystals that were held out; the smallest
          of each column is bold. Below it the error on the same crystals in distribution, times the price.
        </p>
        <ErrorTable crossval={crossval} choice={choice} />
      </section>
      <div className="unseen-fold">
        <ParityCard choice={choice} />
        <section className="card" aria-labelledby="unseen-groups">
          <h2 id="unseen-groups">Price by group: {choice.model}</h2>
          {groups.length === 0 ? (
            <p className="muted">Not measured for this property.</p>
          ) : (
            <GroupTable rows={groups} />
          )}
        </section>
      </div>
      <Explanation choice={choice} />
    </>
  );
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface ChoicesProps {
  readonly results: readonly Result[];
  readonly choice: UnseenChoice;
}

function Choices({ results, choice }: ChoicesProps): ReactElement {
  const { result, target, fold, model } = choice;
  const { targets, folds, models } = result.crossval;
  const change = (changes: Readonly<Record<string, string>>): void =>
    navigate(hrefOf(['unseen'], { run: result.name, target: target.name, fold, model, ...changes }), { replace: true });
  const field = (
    label: string,
    name: string,
    value: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ): ReactElement => (
    <div className="unseen-field">
      <label htmlFor={`unseen-${name}`}>{label}</label>
      <select id={`unseen-${name}`} value={value} onChange={(event) => change({ [name]: event.target.value })}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
  const named = (list: readonly { readonly name: string }[]): { value: string; label: string }[] =>
    list.map(({ name }) => ({ value: name, label: foldLabel(name) }));
  return (
    <div className="unseen-choices">
      {field(
        'Experiment',
        'run',
        result.name,
        results.map((one) => ({ value: one.name, label: resultLabel(one) })),
      )}
      {field('Property', 'target', target.name, named(targets))}
      {field('Held out', 'fold', fold, named(folds))}
      {field(
        'Model',
        'model',
        model,
        models.map(({ name }) => ({ value: name, label: name })),
      )}
    </div>
  );
}

const TRAININGS = [
  { value: 'heldOut', label: 'never seen' },
  { value: 'inDistribution', label: 'in distribution' },
] as const;

function ParityCard({ choice }: { readonly choice: UnseenChoice }): ReactElement {
  const [training, setTraining] = useState<Training>('heldOut');
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 480);
  const fold = choice.result.crossval.folds.find(({ name }) => name === choice.fold);
  const lists = {
    heldOut: parityPoints(fold, choice, 'heldOut'),
    inDistribution: parityPoints(fold, choice, 'inDistribution'),
  };
  const shown = lists[training] === undefined ? 'heldOut' : training;
  const other = shown === 'heldOut' ? 'inDistribution' : 'heldOut';
  return (
    <section className="card" aria-labelledby="unseen-parity">
      <h2 id="unseen-parity">
        {foldLabel(choice.fold)}: {choice.model}
      </h2>
      {lists.inDistribution !== undefined && (
        <Segmented<Training> legend="Training" hideLegend options={TRAININGS} value={shown} onChange={setTraining} />
      )}
      <div ref={frame}>
        {lists[shown] === undefined ? (
          <p className="muted">Single predictions were not kept for this experiment; the errors above were.</p>
        ) : (
          <ParityPicture points={lists[shown]} others={lists[other] ?? []} target={choice.target} width={width} />
        )}
      </div>
    </section>
  );
}

function Explanation({ choice: { result, model } }: { readonly choice: UnseenChoice }): ReactElement {
  const { data, models, inDistribution, backend } = result.crossval;
  const seeds = models.find(({ name }) => name === model)?.seeds.length ?? 1;
  return (
    <section className="card unseen-words" aria-labelledby="unseen-words">
      <h2 id="unseen-words">What the numbers are</h2>
      <dl>
        <dt>Held out</dt>
        <dd>
          The model was trained on all crystals but these, and chose its weights without them. The error is that of
          predictions for them.
        </dd>
        <dt>In distribution</dt>
        <dd>
          {inDistribution.form === 'none'
            ? 'Was not measured in this experiment.'
            : 'The error on the same crystals, of models of the same kind, trained on about as many crystals, but with others of these groups among them. No crystal is predicted by a model that was trained on it.'}
        </dd>
        <dt>Price</dt>
        <dd>
          Held out over in distribution: what it costs never to have seen such crystals. 1 means that nothing is lost; a
          high price can also come from a very small error in distribution.
        </dd>
        <dt>From</dt>
        <dd>
          {data.records} crystals of {data.name};{' '}
          {seeds === 1 ? 'one training for each number' : `means of ${seeds} trainings`}; computed with {backend}.
          Groups with few crystals have uncertain prices.
        </dd>
      </dl>
    </section>
  );
}
