import {
  lookup,
  parseAbc,
  planeGroup,
  planeSymmetryElements,
  settings,
  spaceGroup,
  symmetryElements,
} from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';

// Other groups, of which new ones may be made without end.
const GROUPS = new Set(['primitive', 'patterson']);
const METHODS = new Set(['reflectionConditions', 'asymmetricUnit', 'normalizer', 'coordinates']);

/**
 * Paths of the objects that can be changed although a second caller gets the same one: all that properties, getters and
 * methods without parameters give twice as the same object.
 */
function changeable(value: unknown): string[] {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const walk = (one: unknown, other: unknown, path: string): void => {
    if (typeof one !== 'object' || one === null || seen.has(one)) return;
    seen.add(one);
    // An instance without fields of its own has nothing to overwrite.
    if (one === other && !Object.isFrozen(one) && (Array.isArray(one) || Object.keys(one).length > 0)) found.push(path);
    const own = Object.keys(one);
    const getters: string[] = [];
    for (
      let p: unknown = Object.getPrototypeOf(one);
      p !== Object.prototype && p !== Array.prototype && p !== null;
      p = Object.getPrototypeOf(p)
    ) {
      for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(p)))
        if ((get !== undefined && !GROUPS.has(name)) || METHODS.has(name)) getters.push(name);
    }
    for (const key of [...own, ...getters]) {
      const read = (from: object): unknown => {
        const member = (from as Record<string, unknown>)[key];
        return METHODS.has(key) && typeof member === 'function' ? member.call(from) : member;
      };
      walk(read(one), read(other as object), `${path}.${key}`);
    }
  };
  walk(value, value, '');
  return found;
}

describe('nothing that callers share can be changed', () => {
  it.each([1, 14, 38, 146, 152, 178, 225, 227])('space group %i', (number) => {
    expect(changeable(spaceGroup(number))).toEqual([]);
    expect(changeable(symmetryElements(spaceGroup(number)))).toEqual([]);
  });

  it('settings outside the table', () => {
    expect(changeable(spaceGroup(166).primitive)).toEqual([]);
    expect(changeable(spaceGroup(62).changeBasis(parseAbc('2a,b,c;1/8,0,0')))).toEqual([]);
  });

  it('plane groups, settings and what look-ups find', () => {
    for (const number of [1, 5, 8, 17]) {
      expect(changeable(planeGroup(number))).toEqual([]);
      expect(changeable(planeSymmetryElements(planeGroup(number)))).toEqual([]);
    }
    const conditions = [planeGroup(8), planeGroup(8)].map((g) => g.reflectionConditions()[0]);
    expect(conditions[0]).toBe(conditions[1]);
    expect(Object.isFrozen(conditions[0])).toBe(true);
    expect(changeable(settings())).toEqual([]);
    const result = lookup('F d -3 m');
    expect(result.ok && changeable(result.group)).toEqual([]);
  });

  it('single results', () => {
    const group = spaceGroup(14);
    const results: object[] = [
      group.phaseRestriction([1, 0, 0]) as object,
      group.phaseRestriction([1, 0, 0])?.degrees as object,
      group.siteSymmetry([0, 0, 0]).exact as unknown as object,
      group.setting.toReference.P[0] as object,
    ];
    for (const result of results) expect(Object.isFrozen(result)).toBe(true);
    // The attempt throws, and the next caller sees what was there before.
    const fcc = spaceGroup(225).centring.vectors as unknown as number[][];
    expect(() => ((fcc[1] as number[])[1] = 5)).toThrow(TypeError);
    expect(() => ((group.operations[1] as { trans: unknown }).trans = [1, 1, 1])).toThrow(TypeError);
    expect(spaceGroup(216).centring.vectors[1]).toEqual([0, 12, 12]);
    expect(group.operations[1]?.toXyz()).toBe('-x,y+1/2,-z+1/2');
  });

  it('finds what can be changed', () => {
    const shared = Object.freeze({ list: [1] });
    expect(changeable(shared)).toEqual(['.list']);
  });
});
