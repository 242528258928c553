import type { Crossval, CrossvalFold, CrossvalTarget, MeanError } from '@crystal-fourier/model';
import { framedPage, type Section } from '../report/frame.js';
import { html, type Markup } from '../report/html.js';
import { table } from '../report/tables.js';
import { dateText } from '../report/dateText.js';
import { countText, shortNumber } from '../shell/numberText.js';
import { measureText } from './crossvalText.js';
import { foldBars } from './foldBars.js';
import { foldParity, MOST_POINTS } from './foldParity.js';

const IN_DISTRIBUTION: Readonly<Record<Crossval['inDistribution']['form'], string>> = {
  shared:
    'the held-out crystals of all folds are divided at random into parts; networks that train on everything but one part predict it. All folds share these trainings, which have as many records as the held-out ones in the mean over the crystals, or what the parts leave',
  own: 'the crystals of a fold are divided at random into parts; one is predicted, the others join the training, and as many other records are taken out of it',
  none: 'there are none',
};

/** The page of a cross-validation: without scripts, and loading no other file. @param version of the program */
export function crossvalPage(result: Crossval, version: string): string {
  const { data, holdOut, folds, targets, models, finished, backend, created } = result;
  const sections = targets.map((target, t): Section => [`target-${t + 1}`, target.name, targetSection(result, target)]);
  return framedPage({
    title: `${data.name}: held out by ${holdOut.by}`,
    header: html`<h1>${data.name}: held out by ${holdOut.by}</h1>
      <p class="soft">
        ${[
          `${countText(data.records)} crystals in ${folds.length} ${folds.length === 1 ? 'fold' : 'folds'}`,
          models.map(({ name }) => name).join(', '),
          backend,
          dateText(created),
        ].join(' · ')}
      </p>
      <p>
        Each fold is held out once: models are trained on the rest and predict it. Beside it stands the error of the
        same crystals in distribution, of models that saw crystals like these. The ratio of the two is the price of
        never having seen such crystals.
      </p>
      ${finished ? '' : html`<p class="notice">Not all trainings are done: what is shown is as far as it got. The same command goes on.</p>`}`,
    lead: cards(result),
    sections: [...sections, ['origin', 'How it was made', origin(result)]],
    created,
    version,
  });
}

/** The best model of each target, by its mean over the folds. */
function cards({ targets, mean, folds }: Crossval): Markup {
  const found = targets.flatMap((target) => {
    const [best] = Object.entries(mean)
      .flatMap(([name, { [target.name]: error }]) => (error === undefined ? [] : [{ name, error }]))
      .toSorted((a, b) => a.error.heldOut - b.error.heldOut);
    return best === undefined ? [] : [{ target, ...best }];
  });
  return html`<div class="cards">
    ${found.map(
      ({ target, name, error }) =>
        html`<div class="card">
          <h3>${target.name}</h3>
          <div class="value">${shortNumber(error.heldOut)} <span class="unit">${measureText(target)}</span></div>
          <p>
            ${name} has the smallest
            error${folds.length === 1 ? '' : ' in the mean of the folds'}${error.price === undefined ? '' : `, ${error.price.toFixed(2)} times that in distribution`}.
          </p>
        </div> `,
    )}
  </div>`;
}

function targetSection(result: Crossval, target: CrossvalTarget): Markup {
  const { folds, models, targets } = result;
  const shown = models.find(({ kind }) => kind !== 'baseline') ?? models[0]!;
  const most = Math.max(150, Math.floor(MOST_POINTS / (folds.length * targets.length)));
  const scatter = folds.map((fold) => foldParity(fold, target, shown.name, most));
  return html`<div class="wide">${foldBars(result, target)}</div>
    <div class="panel">
      <h3>Held-out error and price</h3>
      ${foldTable(result, target)}
    </div>
    ${
      scatter.every((one) => one === undefined)
        ? ''
        : html`<h3 class="over">Predicted and true, each fold when it was held out</h3>
            <div class="figures three">${scatter}</div>`
    }`;
}

function foldTable({ folds, models, mean, inDistribution }: Crossval, target: CrossvalTarget): Markup {
  const hasPrice = inDistribution.form !== 'none';
  const cells = (
    error:
      | {
          readonly heldOut: number;
          readonly deviation?: number;
          readonly inDistribution?: number;
          readonly price?: number;
        }
      | undefined,
  ): string[] => {
    if (error === undefined) return hasPrice ? ['–', '–'] : ['–'];
    const held = `${shortNumber(error.heldOut)}${error.deviation === undefined ? '' : ` ± ${shortNumber(error.deviation)}`}`;
    return hasPrice ? [held, error.price === undefined ? '–' : error.price.toFixed(2)] : [held];
  };
  const ofFold = ({ errors }: CrossvalFold, model: string): MeanError | undefined => {
    const error = errors[model]?.[target.name];
    if (error === undefined) return undefined;
    const { heldOut, price } = error;
    return {
      heldOut: heldOut.mean,
      ...(heldOut.deviation === undefined ? {} : { deviation: heldOut.deviation }),
      ...(price === undefined ? {} : { price }),
    };
  };
  const rows = folds.map((fold) => [
    fold.name,
    countText(fold.heldOut),
    countText(fold.train),
    ...models.flatMap(({ name }) => cells(ofFold(fold, name))),
  ]);
  const means =
    folds.length < 2
      ? []
      : [['mean of the folds', '', '', ...models.flatMap(({ name }) => cells(mean[name]?.[target.name]))]];
  return table(
    `Errors of ${target.name}`,
    [
      { head: 'held out' },
      { head: 'crystals', isNumber: true },
      { head: 'trained on', isNumber: true },
      ...models.flatMap(({ name }) => [
        { head: name, isNumber: true },
        ...(hasPrice ? [{ head: 'price', isNumber: true }] : []),
      ]),
    ],
    [...rows, ...means],
    (row) => row === folds.length,
  );
}

function origin({ data, holdOut, validationShare, inDistribution, models, versions, backend }: Crossval): Markup {
  const networks = models.filter(({ kind }) => kind !== 'baseline');
  return html`<div class="panel">
    <dl>
      <dt>data</dt>
      <dd>
        ${data.name}, ${countText(data.records)}
        records${data.sample === undefined ? '' : `, ${countText(data.sample)} drawn at random`}${data.leftOut === 0 ? '' : `; ${countText(data.leftOut)} without a target left out`};
        SHA-256 <code>${data.hash}</code>
      </dd>
      <dt>held out</dt>
      <dd><code>${JSON.stringify(holdOut)}</code></dd>
      <dt>validation</dt>
      <dd>${Math.round(100 * validationShare)} % of the records that are not held out, at random</dd>
      <dt>in distribution</dt>
      <dd>
        ${inDistribution.form === 'none' ? '' : `${inDistribution.parts} parts: `}${IN_DISTRIBUTION[inDistribution.form]}
      </dd>
      <dt>models</dt>
      <dd>
        ${models.map(({ name, seeds, seconds }) => `${name} (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}; ${Math.round(seconds)} s)`).join(', ')}
      </dd>
      <dt>versions</dt>
      <dd>
        ${Object.entries(versions)
          .map(([name, text]) => `${name} ${text}`)
          .join(', ')};
        ${backend}
      </dd>
    </dl>
    ${networks.map(
      ({ name, options }) =>
        html`<details>
          <summary>Options of ${name}</summary>
          <pre>${JSON.stringify(options, null, 2)}</pre>
        </details>`,
    )}
  </div>`;
}
