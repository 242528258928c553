import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { elasticModuli } from './elasticModuli.js';
import { longitudinalPiezo } from './longitudinalPiezo.js';
import { readTensor } from './readTensor.js';
import { refraction } from './refraction.js';

const shared = join(import.meta.dirname, '../../../../../shared/data');
const recordsOf = <T>(set: string): T[] =>
  JSON.parse(gunzipSync(readFileSync(join(shared, set, 'val.json.gz'))).toString()) as T[];

describe.skipIf(!existsSync(shared))('scalars of tensors in ../shared/data', () => {
  it('are the refractive indices of the set, which are rounded to 0.01', () => {
    const records = recordsOf<{ e_electronic: unknown; n: number }>('dielectric-tensor');
    for (const { e_electronic, n } of records)
      expect(Math.abs(refraction(readTensor('dielectric', e_electronic)).index - n)).toBeLessThan(0.00501);
  });

  it('are the largest constants of the set, which were looked for on a grid of directions', () => {
    const records = recordsOf<{ piezoelectric_tensor: unknown; e_max: number }>('piezoelectric-tensor');
    for (const { piezoelectric_tensor, e_max } of records) {
      const { value } = longitudinalPiezo(readTensor('piezoelectric', piezoelectric_tensor), 'de-jong');
      expect(Math.abs(value - e_max)).toBeLessThan(0.012 * e_max + 0.001);
    }
  });

  it('are the Voigt moduli of the set, of which components and moduli are rounded to 1 GPa', () => {
    const records = recordsOf<{ elastic_tensor: unknown; bulk_modulus_voigt: number; shear_modulus_voigt: number }>(
      'elastic-tensor',
    );
    for (const { elastic_tensor, bulk_modulus_voigt, shear_modulus_voigt } of records) {
      const { bulk, shear } = elasticModuli(readTensor('elastic', elastic_tensor));
      expect(Math.abs(bulk.voigt - bulk_modulus_voigt)).toBeLessThan(1);
      expect(Math.abs(shear.voigt - shear_modulus_voigt)).toBeLessThan(1);
    }
  });
});
