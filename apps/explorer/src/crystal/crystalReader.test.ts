import { featureRecipe, readCif, readPoscar, readPymatgenJson } from '@crystal-fourier/data';
import { describe, expect, test } from 'vitest';
import { crystalReader } from './crystalReader.js';
import { FailureError } from './failure.js';
import { exampleText } from './testing/exampleResults.js';

const DISORDERED = exampleText('caesium-chloride').replace(/ 1 1$/gm, ' 0.5 1');

const failure = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error instanceof FailureError ? error.failure : error;
  }
  return 'no failure';
};

describe('the worker that reads', () => {
  test('reads texts and blobs, and remembers them', async () => {
    const reader = crystalReader();
    const answer = await reader.read({
      files: [
        { name: 'a.cif', content: exampleText('rutile') },
        { name: 'b.cif', content: new Blob([exampleText('halite')]) },
      ],
      mode: 'lenient',
    });
    expect(answer).toMatchObject({ found: 2, refused: [] });
    expect((await reader.analyse({ entry: 1, symprec: 0.01 })).symmetry.group.number).toBe(225);
    expect((await reader.features({ entry: 0, recipe: featureRecipe() })).features.groupNumber).toBe(136);
    expect(await failure(() => reader.analyse({ entry: 2, symprec: 0.01 }))).toMatchObject({ kind: 'fault' });
  });

  test('computes the powder pattern of an entry; deuterium is read from the file', async () => {
    const reader = crystalReader();
    const halite = exampleText('halite');
    const hydride = halite.replaceAll(/^(\s*)Cl\S*/gm, '$1D1').replaceAll(/\bCl\S*/g, 'D');
    await reader.read({
      files: [
        { name: 'halite.cif', content: halite },
        { name: 'hydride.cif', content: hydride },
      ],
      mode: 'lenient',
    });
    const lines = await reader.powder({ entry: 0, symprec: 0.01, options: { radiation: 'Cu Kα1' } });
    expect(lines.lines.find(({ relative }) => relative === 100)!.reflections[0]!.hkl).toEqual([2, 0, 0]);
    const options = { radiation: { kind: 'neutron', wavelength: 1.5 } } as const;
    const neutrons = await reader.powder({ entry: 1, symprec: 0.01, options });
    // Na − D and Na + D: 3.63 and 6.671 fm.
    expect(neutrons.lines[0]!.reflections[0]!.squared).toBeCloseTo((4 * (3.63 - 6.671)) ** 2, 6);
    const refused = await failure(() =>
      reader.powder({ entry: 0, symprec: 0.01, options: { radiation: 'neutron 9' } }),
    );
    expect(refused).toMatchObject({ kind: 'input', file: 'halite.cif' });
  });

  test('what the browser cannot give, or is too large, is refused with its name', async () => {
    const unreadable = Object.assign(new Blob(['']), {
      arrayBuffer: () => Promise.reject(new Error('it is a folder')),
    });
    const large = Object.defineProperty(new Blob(['']), 'size', { value: 2 ** 30 });
    const { refused } = await crystalReader().read({
      files: [
        { name: 'folder', content: unreadable },
        { name: 'large.xyz', content: large },
      ],
      mode: 'lenient',
    });
    expect(refused.map(({ file, reason }) => `${file}: ${reason}`)).toEqual([
      expect.stringMatching(/^folder: .*it is a folder/),
      expect.stringMatching(/^large\.xyz: .*at most 256 MiB.* 1024/),
    ]);
  });

  test('a crystal without a group, or with shared sites, is refused with its file', async () => {
    const reader = crystalReader();
    await reader.read({ files: [{ name: 'mixed.cif', content: DISORDERED }], mode: 'lenient' });
    const call = { entry: 0, symprec: 0.01 };
    expect((await reader.analyse(call)).isOrdered).toBe(false);
    expect(await failure(() => reader.features({ entry: 0, recipe: featureRecipe() }))).toMatchObject({
      kind: 'input',
      file: 'mixed.cif',
    });
    expect(await failure(() => reader.write({ ...call, format: 'poscar' }))).toMatchObject({ code: 'unsupported' });
    expect(await failure(() => reader.analyse({ entry: 0, symprec: -1 }))).toMatchObject({ file: 'mixed.cif' });
  });

  test('features mean what the recipe says, and come with what was found in the file and in the crystal', async () => {
    const reader = crystalReader();
    const close = 'close\n1\n4 0 0\n0 4 0\n0 0 4\nNa Cl\n1 1\ndirect\n0 0 0\n0.14 0 0\n';
    const repaired = exampleText('halite').replace(/_space_group_IT_number +225/, '_space_group_IT_number 221');
    await reader.read({
      files: [
        { name: 'POSCAR', content: close },
        { name: 'repaired.cif', content: repaired },
      ],
      mode: 'lenient',
    });
    const recipe = featureRecipe({ symprec: 0.02, radial: { bins: 8 } });
    const codes = async (entry: number): Promise<string[]> =>
      (await reader.features({ entry, recipe })).diagnostics.map(({ code }) => code);
    const { features } = await reader.features({ entry: 1, recipe: structuredClone(recipe) });
    expect(features).toMatchObject({ recipe, binCount: 8, groupNumber: 225 });
    expect(await codes(0)).toContain('short-distance');
    const { diagnostics } = (await reader.analyse({ entry: 1, symprec: 0.02 })).symmetry;
    expect(await codes(1)).toEqual(diagnostics.map(({ code }) => code));
    expect(await codes(1)).toContain('symmetry-conflict');
  });

  test('a structure whose symmetry cannot be found says what the reader found', async () => {
    const reader = crystalReader();
    const content = exampleText('halite').replace(/_space_group_IT_number +225/, '_space_group_IT_number 221');
    await reader.read({ files: [{ name: 'a.cif', content }], mode: 'lenient' });
    expect(await failure(() => reader.analyse({ entry: 0, symprec: -1 }))).toMatchObject({
      file: 'a.cif',
      diagnostics: [{ code: 'symmetry-conflict' }],
    });
  });

  test('the standard cell is written so that it comes back', async () => {
    const reader = crystalReader();
    await reader.read({ files: [{ name: 'c.cif', content: exampleText('corundum') }], mode: 'lenient' });
    const call = { entry: 0, symprec: 0.01 };
    const [cif, poscar, json] = await Promise.all(
      (['cif', 'poscar', 'json'] as const).map((format) => reader.write({ ...call, format })),
    );
    expect(cif!.name).toBe('corundum-standard.cif');
    const [{ structure, symmetry }] = readCif(cif!.text, { mode: 'strict' }) as [ReturnType<typeof readCif>[number]];
    expect(symmetry!.group.number).toBe(167);
    expect(structure.sites).toHaveLength(30);
    expect(readPoscar(poscar!.text).structure.sites).toHaveLength(30);
    expect(readPymatgenJson(json!.text)).toBeDefined();
  });
});
