import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fromHall, fromOperations, lookup, parseXyz, settings, spaceGroup, SymOp } from '@crystal-fourier/spacegroups';
import { SpaceGroupsData } from '@chemistry/space-groups';
import { hall_symbol_entry, initSync, operations_from_number, space_group_type } from '@spglib/moyo-wasm';
import { beforeAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const keys = (operations: readonly SymOp[]): string =>
  operations
    .map((op) => op.reduced().toXyz())
    .sort()
    .join(' ');

/** The rows of a dump under tools/tables/sources; its header names the command, tool and version that made it. */
function dump(name: string): unknown[][] {
  return (
    JSON.parse(readFileSync(new URL(`../../../tools/tables/sources/${name}.json`, import.meta.url), 'utf8')) as {
      rows: unknown[][];
    }
  ).rows;
}

beforeAll(() => {
  initSync({ module: readFileSync(require.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm')) });
});

describe('the 530 settings', () => {
  it('have the operations of moyo, which stores rotations column-major', () => {
    for (const setting of settings()) {
      const theirs = operations_from_number(
        setting.number,
        { type: 'HallNumber', value: (setting.index as number) + 1 },
        false,
      ).map(({ rotation, translation }) => {
        const rowMajor = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => rotation[3 * j + i] as number));
        const units = translation.map((t) => Math.round(t * 24));
        expect(Math.max(...translation.map((t, i) => Math.abs(t * 24 - (units[i] as number))))).toBeLessThan(1e-6);
        return SymOp.of(rowMajor, units);
      });
      expect(keys(spaceGroup(setting.number, { qualifier: setting.qualifier }).operations), setting.hmExtended).toBe(
        keys(theirs),
      );
    }
  });

  it('have the operations of @chemistry/space-groups where that lists the Hall symbol', () => {
    let compared = 0;
    for (const setting of settings()) {
      const entry = SpaceGroupsData.find((g) => g.id === setting.number && g.hs === setting.hall);
      if (entry === undefined) continue;
      compared++;
      expect(keys(entry.s.map((text: string) => parseXyz(text))), setting.hmExtended).toBe(
        keys(fromHall(setting.hall).operations),
      );
    }
    expect(compared).toBe(530);
  });

  it('list the operations of the reference settings in the order of the International Tables', () => {
    for (const [number, operations] of dump('operations-ase') as [number, string][]) {
      expect(spaceGroup(number).operations.join(' ')).toBe(operations);
    }
  });

  it('carry the names of gemmi, cctbx, spglib and moyo', () => {
    const [gemmi, cctbx, spglib, moyo] = ['settings-gemmi', 'settings-cctbx', 'settings-spglib', 'settings-moyo'].map(
      dump,
    ) as [unknown[][], unknown[][], unknown[][], unknown[][]];
    settings().forEach((setting, i) => {
      expect(setting.hall).toBe(gemmi[i]?.[3]);
      expect(setting.hmExtended).toBe(gemmi[i]?.[4]);
      expect(setting.hmExtended).toBe(String(cctbx[i]?.[4]).replace(' :', ':'));
      expect(setting.schoenflies).toBe(cctbx[i]?.[7]);
      expect(setting.schoenflies).toBe(spglib[i]?.[7]);
      expect(setting.qualifier).toBe(spglib[i]?.[2]);
      expect(setting.hmFull).toBe(String(moyo[i]?.[6]).replaceAll('_', ''));
    });
    // moyo's short symbols are those of the reference setting for monoclinic groups; Hall number 331 keeps the old letter.
    const shorts = settings().filter((s, i) => s.number > 15 && s.hmShort !== String(moyo[i]?.[5]).replaceAll('_', ''));
    expect(shorts.map((s) => s.hmShort)).toEqual(['B b e b']);
    const monoclinic = settings().filter(
      (s, i) => s.number <= 15 && s.isReference && s.hmShort !== String(moyo[i]?.[5]).replaceAll('_', ''),
    );
    expect(monoclinic).toEqual([]);
  });

  it('find themselves again by every name and by their shuffled operations', () => {
    const first = new Map<string, string>();
    const shared: string[] = [];
    for (const setting of settings()) {
      const group = spaceGroup(setting.number, { qualifier: setting.qualifier });
      expect(group.setting.hmExtended).toBe(setting.hmExtended);
      for (const name of [setting.hmExtended, `${setting.number}:${setting.qualifier}`.replace(/:$/, '')]) {
        const found = lookup(name);
        expect(found.ok && found.group, name).toBe(group);
      }
      const operations = keys(group.operations);
      const expected = first.get(operations) ?? setting.hmExtended;
      if (expected === setting.hmExtended) first.set(operations, expected);
      else shared.push(setting.hmExtended);
      expect(fromHall(setting.hall).setting.hmExtended).toBe(expected);
      const byHall = lookup(setting.hall, { notation: 'hall' });
      expect(byHall.ok && byHall.group.setting.hmExtended).toBe(expected);
      const shuffled = group.operations.toSorted(
        (a, b) => (((a.key as number) * 7919) % 1009) - (((b.key as number) * 7919) % 1009),
      );
      expect(fromOperations(shuffled.map((op) => op.translated([24, -48, 0]))).setting.hmExtended).toBe(expected);
    }
    expect(shared).toEqual(['C c c b:1', 'A c a a:1', 'B b a b:1']);
  });

  it('lead to the reference setting by their change of basis, and back', () => {
    for (const setting of settings()) {
      const group = spaceGroup(setting.number, { qualifier: setting.qualifier });
      const reference = spaceGroup(setting.number);
      expect(group.changeBasis(setting.toReference)).toBe(reference);
      expect(keys(reference.changeBasis(setting.toReference.inverse()).operations)).toBe(keys(group.operations));
    }
  });

  it('are closed: products and inverses stay in the group', () => {
    for (const setting of settings()) {
      const group = spaceGroup(setting.number, { qualifier: setting.qualifier });
      const generators = group.generators;
      const leaving = group.operations.filter(
        (op) => !group.has(op.inverse()) || generators.some((g) => !group.has(g.mul(op))),
      );
      expect(leaving.map(String)).toEqual([]);
      expect(keys(fromOperations(generators).operations)).toBe(keys(group.operations));
      expect(new Set(group.operations.map((op) => op.key)).size).toBe(group.order);
    }
  });
});

describe('counting facts', () => {
  const groups = Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1));
  const count = (test: (group: (typeof groups)[number]) => boolean): number => groups.filter(test).length;

  it('of the 230 groups', () => {
    expect(settings()).toHaveLength(530);
    expect(new Set(groups.map((g) => g.pointGroup)).size).toBe(32);
    expect(new Set(groups.map((g) => g.laueClass)).size).toBe(11);
    expect(new Set(groups.map((g) => g.bravais)).size).toBe(14);
    expect(new Set(groups.map((g) => g.arithmeticClass)).size).toBe(73);
    expect(count((g) => g.isSymmorphic)).toBe(73);
    expect(count((g) => g.isSohncke)).toBe(65);
    expect(count((g) => g.isCentrosymmetric)).toBe(92);
    expect(count((g) => g.isEnantiomorphic)).toBe(22);
    expect(count((g) => settings().some((s) => s.number === g.number && s.qualifier === '1'))).toBe(24);
    expect(count((g) => g.polarDirections.length > 0)).toBe(68);
    expect(groups.reduce((sum, g) => sum + g.order, 0)).toBe(4425);
    expect(settings().reduce((sum, s) => sum + spaceGroup(s.number, { qualifier: s.qualifier }).order, 0)).toBe(7388);
  });

  it('agree group by group with moyo', () => {
    for (const group of groups) {
      const type = space_group_type(group.number);
      expect(group.arithmeticClass).toBe(type.arithmetic_symbol);
      // The Tables write the class D3h as -62m, moyo as -6m2.
      expect(group.pointGroup).toBe(type.geometric_crystal_class.replace('-6m2', '-62m'));
      expect(group.bravais.replace('S', 'C')).toBe(type.bravais_class.replace(/[AS]/, 'C'));
      expect(group.crystalSystem).toBe(type.crystal_system.toLowerCase());
      expect(group.setting.hall).toBe(
        hall_symbol_entry((group.setting.index as number) + 1).hall_symbol.replaceAll('=', '"'),
      );
    }
  });

  it('agree for the symmorphic and polar groups with their definition', () => {
    for (const group of groups) {
      // A symmorphic group has an origin at which every operation has a representative without translation.
      const linear = fromOperations([
        ...group.representatives.map((op) => SymOp.of(op.rot, [0, 0, 0])),
        ...group.centring.vectors.map((t) => SymOp.identity.translated(t)),
      ]);
      expect(group.isSymmorphic).toBe(linear.number === group.number);
      for (const v of group.polarDirections)
        for (const op of group.representatives) expect(SymOp.of(op.rot, [0, 0, 0]).apply(v)).toEqual(v);
    }
  });

  it('mirror images: inverting the axes of an enantiomorphic group gives its partner', () => {
    for (const group of groups.filter((g) => g.isEnantiomorphic)) {
      const inverted = fromOperations(
        group.operations.map((op) =>
          SymOp.of(
            op.rot,
            op.trans.map((t) => -t),
          ),
        ),
      );
      expect(inverted.number).toBe(group.enantiomorph);
    }
  });
});

describe('patterson and primitive', () => {
  it('patterson is symmorphic, centrosymmetric, of the same Laue class and lattice', () => {
    for (const setting of settings()) {
      const group = spaceGroup(setting.number, { qualifier: setting.qualifier });
      const { patterson } = group;
      expect(patterson.isSymmorphic && patterson.isCentrosymmetric).toBe(true);
      expect(patterson.laueClass).toBe(group.laueClass);
      expect(patterson.centring).toEqual(group.centring);
      for (const op of group.operations) expect(patterson.has(SymOp.of(op.rot, [0, 0, 0]))).toBe(true);
    }
    expect(String(spaceGroup(62).patterson)).toBe('P m m m (47)');
    expect(String(spaceGroup(41).patterson)).toBe('A m m m (65)');
    expect(String(spaceGroup(161).patterson)).toBe('R -3 m:H (166)');
  });

  it('the primitive cell has one operation per element of the point group', () => {
    for (const setting of settings()) {
      const group = spaceGroup(setting.number, { qualifier: setting.qualifier });
      const { primitive } = group;
      expect(primitive.order).toBe(group.representatives.length);
      expect(primitive.number).toBe(group.number);
      expect(primitive.centring.vectors).toHaveLength(1);
      const [n, d] = group.toPrimitive.volumeRatio;
      expect(n * group.centring.vectors.length).toBe(d);
    }
  });
});
