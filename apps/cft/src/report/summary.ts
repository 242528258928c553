import type { ComparedModel, TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { isClassification, type Score } from '../evaluation/score.js';
import type { RunSource } from '../runs/runFolder.js';
import { countText, shortNumber } from '../shell/numberText.js';
import { dateText } from './dateText.js';
import { html, type Markup } from './html.js';
import type { ReportData } from './reportData.js';

/** The number that models are compared by; smaller is better. */
const lossOf = ({ metrics, log10 }: Score): number =>
  isClassification(metrics) ? metrics.logLoss : (log10 ?? metrics).mae;

/** One card per target: its error, and how it stands beside the baselines. */
export function summaryCards(targets: readonly TargetEvaluation[]): Markup {
  return html`<div class="cards">${targets.map(card)}</div>`;
}

function card({ name, task, log10, count, models, tensor }: TargetEvaluation): Markup {
  const [own, ...others] = models as [ComparedModel, ...ComparedModel[]];
  const { metrics } = own.score;
  const [value, unit] = isClassification(metrics)
    ? [metrics.auc.toFixed(3), 'area under the ROC curve']
    : [
        shortNumber(lossOf(own.score)),
        log10 ? 'mean error, log10 units' : tensor === undefined ? 'mean absolute error' : 'mean Frobenius error',
      ];
  const also = isClassification(metrics)
    ? `accuracy ${metrics.accuracy.toFixed(3)}, of ${countText(count)} records`
    : log10
      ? `a factor of ${(10 ** lossOf(own.score)).toFixed(2)}; R² ${(own.score.log10 ?? metrics).r2.toFixed(3)}, ${countText(count)} records`
      : `R² ${metrics.r2.toFixed(3)}, ${countText(count)} records`;
  return html`<section class="card">
    <h3>${name}</h3>
    <div class="value">${value} <span class="unit">${unit}</span></div>
    <p class="soft">${also}</p>
    ${others.map(
      (other) => html`<p>${comparison(lossOf(own.score), lossOf(other.score))} <b>${other.name}</b></p>`,
    )}${task === 'regression' || others.length === 0 ? '' : html`<p class="soft">compared by log loss</p>`}
  </section>`;
}

/** `32 % less error than`. */
export function comparison(own: number, other: number): string {
  if (!(other > 0)) return 'no better than';
  const change = Math.round(100 * (own / other - 1));
  if (change === 0) return 'as much error as';
  return change < 0 ? `${-change} % less error than` : `${change} % more error than`;
}

/** `moduli (SHA-256 …); heads kept: K; new heads: last_peak`: the trained network that a run began with. */
function sourceText({ path, name = path, sha256, kept, added }: RunSource): string {
  const heads = (what: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `; ${what}: ${names.join(', ')}`;
  return `${name} (SHA-256 ${sha256})${heads('heads kept', kept)}${heads('new heads', added)}`;
}

/** Where a run comes from, and all settings. */
export function runDetails({ record, config, split, compared }: ReportData): Markup {
  const { data, versions, backend, seed, started, finished, command, status, source } = record;
  const parts = Object.entries(data.parts)
    .map(([part, count]) => `${part} ${countText(count)}`)
    .join(', ');
  const entries: [string, string | undefined][] = [
    ['Data', data.path],
    ['SHA-256', data.hash],
    ['Records', `${countText(data.records)} (${parts})`],
    ['Split', split.by === 'given' ? 'as the data set gives it' : `by ${split.by}, seed ${split.seed}`],
    ['Began with', source === undefined ? undefined : sourceText(source)],
    ['Compared on', compared !== undefined && compared.dataPath !== data.path ? compared.dataPath : undefined],
    ['Command', `cft ${command.join(' ')}`],
    ['Backend', backend],
    ['Seed', String(seed)],
    ['Started', dateText(started)],
    ['Finished', finished === undefined ? status : `${dateText(finished)}, ${status}`],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
  ];
  return html`<div class="panel">
      <dl>
        ${entries.map(([term, value]) =>
          value === undefined
            ? ''
            : html`<dt>${term}</dt>
                <dd>${value}</dd>`,
        )}
      </dl>
    </div>
    <div class="panel">
      <details>
        <summary>Complete configuration</summary>
        <pre tabindex="0">${JSON.stringify(config, null, 2)}</pre>
      </details>
    </div>`;
}
