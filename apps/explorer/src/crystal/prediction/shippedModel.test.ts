import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeTensors, unpackModel } from '@crystal-fourier/model';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../public/models');

/** What `tools/pretrained/pretrain.mjs` writes beside the model. */
interface Sheet {
  readonly bytes: number;
  readonly data: { readonly records: number; readonly parts: Readonly<Record<string, number>>; readonly hash: string };
  readonly test: {
    readonly records: number;
    readonly models: readonly { readonly model: string; readonly mae: number }[];
  };
  readonly symprec: number;
}

test('the sheet beside the shipped model tells what the model itself tells, and a page can afford its size', () => {
  const bytes = readFileSync(join(folder, 'ionic.safetensors'));
  const sheet = JSON.parse(readFileSync(join(folder, 'ionic.json'), 'utf8')) as Sheet;
  const { card } = unpackModel(decodeTensors(bytes));
  expect(bytes.length).toBe(sheet.bytes);
  expect(bytes.length).toBeLessThanOrEqual(450_000);
  expect(card).toMatchObject({
    symprec: sheet.symprec,
    finished: true,
    data: { parts: sheet.data.parts, hash: sheet.data.hash },
  });
  expect(card?.evaluation).toMatchObject({ part: 'test', records: sheet.test.records });
  const told = card!.evaluation!.targets[0]!.models.map(({ name, metrics }) => [
    name.replace(/^network.*/, 'network'),
    metrics['mae'],
  ]);
  expect(told.length).toBeGreaterThan(1);
  for (const { model, mae } of sheet.test.models) {
    const own = told.find(([name]) => name === model.replace(/^network.*/, 'network'));
    expect(own?.[1], model).toBeCloseTo(mae, 3);
  }
});
