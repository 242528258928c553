import { learnedTargets } from '../config/learnedTargets.js';
import { networkLabel } from '../config/networkLabel.js';
import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { countText, percent } from '../shell/numberText.js';
import { calibrationFigure } from './calibrationFigure.js';
import { choiceSection } from './choiceSection.js';
import { coverageFigure } from './coverageFigure.js';
import { comparedRecords } from './compared.js';
import { learningCurves } from './curves.js';
import { dateText } from './dateText.js';
import { errorBars } from './errorBars.js';
import { errorDistribution } from './errorDistribution.js';
import { framedPage, type Section } from './frame.js';
import { html, type Markup } from './html.js';
import { parity } from './parity.js';
import type { ReportData } from './reportData.js';
import { runDetails, summaryCards } from './summary.js';
import { degreeTable, leftOutTables, modelTable, worstTable } from './tables.js';

const PART_NAMES: Readonly<Record<string, string>> = {
  val: 'validation part',
  test: 'test part',
  train: 'training part',
  data: 'another data set',
};

const STATUS_NOTES: Readonly<Record<string, string>> = {
  running: 'This run is not finished, or was cut off: what is shown is as far as it got.',
  interrupted: 'This run was interrupted: what is shown is as far as it got. It goes on with cft train --resume.',
  diverged: 'This run diverged: its loss was not finite or exploded, and training stopped.',
};

/** The report of a run: one page without scripts that loads no other file. */
export function reportPage(data: ReportData): string {
  const { name, record, choice, epochs, leftOut, compared, created, version } = data;
  const targets = compared?.targets ?? [];
  const curves = learningCurves(epochs, compared?.targets ?? learnedTargets(data.config));
  const status = STATUS_NOTES[record.status];
  const where = compared === undefined ? '' : (PART_NAMES[compared.part] ?? `part ${compared.part}`);
  const sections: Section[] = [];
  if (curves.length > 0)
    sections.push(['learning', 'Learning curves', html`<div class="figures three">${curves}</div>`]);
  targets.forEach((target, t) => sections.push([`target-${t + 1}`, target.name, targetSection(data, target)]));
  if (leftOut.length > 0)
    sections.push([
      'left-out',
      'Records left out',
      html`<p class="soft">
          Nothing is clipped or guessed: what cannot be learned from or compared is left out, and listed.
        </p>
        <div class="panel">${leftOutTables(leftOut)}</div>`,
    ]);
  if (choice !== undefined) sections.push(['variant', 'Choice of the variant', choiceSection(choice)]);
  sections.push(['run', 'Configuration and origin', runDetails(data)]);
  return framedPage({
    title: `${name}: report of a run`,
    header: html`<h1>${name}</h1>
      <p class="soft">
        ${[
          variantOf(data),
          compared === undefined
            ? 'no predictions yet'
            : `${countText(compared.records.length)} records of the ${where}`,
          record.backend,
          dateText(record.started),
        ].join(' · ')}
      </p>
      ${status === undefined ? '' : html`<p class="notice">${status}</p>`}
      ${compared?.part === 'val' ? html`<p class="notice">The weights were chosen by the validation records, which are shown here: expect somewhat larger errors on other crystals.</p>` : ''}`,
    lead:
      targets.length === 0
        ? html`<p class="notice">There is nothing to compare yet: the run has no predictions.</p>`
        : summaryCards(targets),
    sections,
    created,
    version,
  });
}

function targetSection({ compared }: ReportData, target: TargetEvaluation): Markup {
  const { records, targets, hasBaselines } = compared!;
  const { tensor } = target;
  const pairs = comparedRecords(records, target);
  const isClass = target.task === 'classification';
  const figures = [
    ...(isClass || tensor !== undefined
      ? []
      : [parity(target, pairs, targets.length), errorDistribution(target, pairs)]),
    errorBars(target, 'system'),
    errorBars(target, 'group'),
    coverageFigure(target),
    calibrationFigure(target),
  ];
  const hint = hasBaselines
    ? 'All models are trained on the same records and compared on the same others.'
    : 'cft evaluate adds baselines trained on the same records.';
  return html`<p class="soft">
      ${target.count} records with a true
      value${target.leftOut === 0 ? '' : `, ${target.leftOut} without`}${target.log10 ? '; learned as decimal logarithm' : ''}.
    </p>
    <div class="panel">
      <h3>Models</h3>
      ${modelTable(target)}
      <p class="soft">${hint}</p>
    </div>
    ${tensor === undefined ? '' : tensorPanel(target, tensor)}
    <div class="figures">${figures}</div>
    ${
      tensor !== undefined
        ? ''
        : html`<div class="panel">
            <h3>Largest errors</h3>
            ${worstTable(target, pairs)}
          </div>`
    }`;
}

/** Errors of a tensor by degree of its irreducible parts. */
function tensorPanel(target: TargetEvaluation, tensor: NonNullable<TargetEvaluation['tensor']>): Markup {
  const stable =
    tensor.stable === undefined ? '' : ` ${percent(tensor.stable)} of the predicted stiffnesses are positive definite.`;
  return html`<div class="panel">
    <h3>Irreducible parts</h3>
    ${degreeTable(target, tensor)}
    <p class="soft">
      Errors are Frobenius norms, over all Cartesian components${tensor.kind === 'born' ? ' and the sites' : ''}. Every
      prediction has the symmetry of its crystal.${stable} Numbers that follow from the tensor have sections of their
      own.
    </p>
  </div>`;
}

function variantOf({ config }: ReportData): string {
  const { ensemble = 1 } = config;
  const members = ensemble > 1 ? `, ensemble of ${ensemble}` : '';
  return `variant ${networkLabel(config)}${members}`;
}
