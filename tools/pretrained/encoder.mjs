// The encoder that ships in the model package, as a network of packages/models: its file and its card.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from './steps.mjs';

export const ENCODER = 'orbit-distance';

/** Writes the file and the card into a folder. */
export function writeEncoder(/** @type {string} */ out) {
  const source = readFileSync(join(root, 'packages/model/src/files/orbitEncoder.generated.ts'), 'utf8');
  const bytes = Buffer.from(/'([A-Za-z0-9+/=]+)'/.exec(source)?.[1] ?? '', 'base64');
  const { options, parameters, errors } = readJson(join(root, 'docs/generalisation/pretraining.json')).metric;
  const unit = 'Å';
  const measured = (/** @type {{ pairs: number, mae: number }} */ { mae }) => [
    { name: 'orbit_distance', unit, models: [{ name: 'encoder, metric', mae }] },
  ];
  /** @type {import('@crystal-fourier/models').NetworkCard} */
  const card = {
    name: ENCODER,
    title: 'Distance of orbits',
    kind: 'encoder',
    predicts: [
      {
        name: 'orbit_distance',
        quantity: 'smallest distance of a point from all points of an orbit, for any group and cell',
        unit,
        log10: false,
      },
    ],
    limits: [
      'It is a part of networks, and does not predict properties: `cft train --variant fourier --encoder pretrained` uses it.',
    ],
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    data: {
      sources: [
        {
          name: 'random cells, groups and points',
          records: options.pairs,
          source: 'exact distances, computed',
          publisher: 'this project',
          licence: 'MIT',
        },
      ],
      split: 'Thirty space groups of all crystal systems were left out of the training.',
      parts: { train: options.pairs },
      hash: '',
    },
    errors: {
      what: 'pairs that the training did not have, of the groups that it had',
      records: errors.trained.pairs,
      targets: measured(errors.trained),
    },
    heldOut: {
      what: 'pairs of the space groups that were left out of the training',
      records: errors.heldOut.pairs,
      groups: options.heldOut,
      targets: measured(errors.heldOut),
    },
    elements: [],
    groups: Array.from({ length: 230 }, (_, i) => i + 1).filter((group) => !options.heldOut.includes(group)),
    training: {
      command: 'cft pretrain --seed 1 --pairs 4000000',
      variant: 'metric',
      epochs: 1,
      seed: options.seed,
      weights: parameters,
      date: '2026-11-30',
      backend: 'tensorflow 4.22.0',
      versions: {},
    },
    rounding: {},
    references: [],
  };
  writeFileSync(join(out, `${ENCODER}.safetensors`), bytes);
  writeFileSync(join(out, `${ENCODER}.json`), `${JSON.stringify(card, null, 2)}\n`);
}
