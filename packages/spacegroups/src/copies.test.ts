import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as own from './index.js';

/** The package once more: the same code with classes of its own, as two installed copies have. */
let other: typeof own;

beforeAll(async () => {
  vi.resetModules();
  other = await import('./index.js');
});

const errorOf = (make: () => unknown): own.SpaceGroupError => {
  try {
    make();
  } catch (error) {
    return error as own.SpaceGroupError;
  }
  throw new Error('nothing was thrown');
};

/** As sent to a worker thread. */
const sent = <T>(value: T): T => structuredClone(value);
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A value of the class of another version: its mark says so. */
function ofAnotherVersion<T extends object>(value: T): T {
  const key = Symbol.for('crystal-fourier/spacegroups');
  const mark = (value as Record<symbol, string>)[key]!;
  return { [key]: mark.replace('1', '99') } as unknown as T;
}

describe('values of another copy of the package', () => {
  it('are other objects of other classes', () => {
    expect(other.SymOp).not.toBe(own.SymOp);
    expect(other.spaceGroup(225)).not.toBeInstanceOf(own.SpaceGroup);
  });

  it('are known, and are not what lost its class', () => {
    for (const group of [own.spaceGroup(62), other.spaceGroup(62), other.spaceGroup(14).primitive])
      expect(own.isSpaceGroup(group)).toBe(true);
    for (const value of [sent(own.spaceGroup(1)), stored(own.spaceGroup(1)), {}, null, 1, own.SymOp.identity])
      expect(own.isSpaceGroup(value)).toBe(false);
    expect(own.isSpaceGroup(ofAnotherVersion(own.spaceGroup(1)))).toBe(false);
  });

  it('operations work with those of this one', () => {
    const [g, h] = [own.parseXyz('-y,x,z+1/4'), other.parseXyz('-x,-y,z+1/2')];
    expect(g.mul(h).toXyz()).toBe('y,-x,z+3/4');
    expect(g.mul(h)).toBeInstanceOf(own.SymOp);
    expect(g.mul(g).equals(h)).toBe(true);
    const group = own.spaceGroup(76);
    expect(group.has(h)).toBe(true);
    expect(group.indexOf(other.spaceGroup(76).operations[3]!)).toBe(3);
    expect(own.fromOperations([h, g])).toBe(group);
    expect(
      own.PlaneOp.of([0, -1, 1, 0], [0, 0])
        .mul(other.PlaneOp.of([0, -1, 1, 0], [0, 0]))
        .toXy(),
    ).toBe('-x,-y');
  });

  it('changes of basis work with this one', () => {
    const change = other.parseAbc('b,c,a;1/4,0,0');
    expect(own.spaceGroup(62).changeBasis(change).toString()).toBe(other.spaceGroup(62).changeBasis(change).toString());
    expect(own.parseAbc('c,a,b').followedBy(change).equals(change)).toBe(false);
    expect(change.conjugate(own.parseXyz('x,-y,z') as never).toXyz()).toBe(
      own.parseAbc('b,c,a;1/4,0,0').conjugate(own.parseXyz('x,-y,z')).toXyz(),
    );
  });

  it('become values of this one by from', () => {
    expect(own.fromJson(other.spaceGroup(167, { axes: 'R' }))).toBe(own.spaceGroup(167, { axes: 'R' }));
    expect(own.SymOp.from(other.parseXyz('x,y,-z'))).toBeInstanceOf(own.SymOp);
    expect(own.PlaneOp.from(other.planeGroup(4).operations[1]!)).toBeInstanceOf(own.PlaneOp);
    expect(own.fromJson(own.spaceGroup(5))).toBe(own.spaceGroup(5));
  });
});

describe('one error', () => {
  const op = own.parseXyz('-x,y,-z');
  const uses: Record<string, (value: object) => unknown> = {
    'SymOp.mul': (value) => op.mul(value as own.SymOp),
    'SymOp.equals': (value) => op.equals(value as own.SymOp),
    'SymOp.from': (value) => own.SymOp.from(value as own.SymOp),
    indexOf: (value) => own.spaceGroup(3).indexOf(value as own.SymOp),
    fromOperations: (value) => own.fromOperations([value as own.SymOp]),
    'ChangeOfBasis.conjugate': (value) => own.ChangeOfBasis.identity.conjugate(value as own.SymOp),
    fromJson: (value) => own.fromJson(value as own.SpaceGroup),
  };

  it.each(Object.entries(uses))('%s: what went through structuredClone is named, with what to do', (_, use) => {
    const { code, message } = errorOf(() => use(sent(op)));
    expect(code).toBe('foreign-value');
    expect(message).toMatch(/^expected a (SymOp|SpaceGroup), got a Object; /);
    expect(message).toMatch(/it lost its methods in structuredClone .*: use its toJSON\(\)$/);
  });

  it('operations of the plane name what they need', () => {
    const [, g] = own.planeGroup(2).operations;
    expect(errorOf(() => g!.mul(sent(g!)))).toMatchObject({
      code: 'bad-operation',
      message: expect.stringMatching(/PlaneOp\.of: rot must be 4 integers, row-major, and trans 2, got undefined/),
    });
  });

  it('another version is named, with what to do', () => {
    const values = {
      'SymOp.mul': op,
      fromJson: own.spaceGroup(1),
    };
    for (const [name, value] of Object.entries(values)) {
      const { code, message } = errorOf(() => uses[name]!(ofAnotherVersion(value)));
      expect(code).toBe('foreign-value');
      expect(message).toMatch(/expected a (\w+), got \1 99; .* another version made it: use its toJSON/);
    }
  });
});

describe('plain data', () => {
  it('of the 530 settings makes the same group again', () => {
    for (const { number, qualifier } of own.settings()) {
      const group = own.spaceGroup(number, { qualifier });
      expect(own.fromJson(sent(group.toJSON()))).toBe(group);
      expect(own.fromJson(stored(group.toJSON())).setting).toEqual(group.setting);
    }
  });

  it('of settings outside the table makes an equal group again', () => {
    for (const number of [1, 5, 14, 62, 68, 88, 146, 167, 199, 227, 230]) {
      for (const change of ['a+b,b,c;1/8,0,0', 'a,b,a+c;1/2,0,0', 'b,c,a;0,1/3,1/6']) {
        const group = own.spaceGroup(number).primitive.changeBasis(own.parseAbc(change));
        const again = own.fromJson(stored(group.toJSON()));
        expect(again.toJSON()).toEqual(group.toJSON());
        expect(again.operations.map(String)).toEqual(group.operations.map(String));
        expect(again.setting.toReference.equals(group.setting.toReference)).toBe(true);
      }
    }
  });

  it('of operations and changes of basis makes equal ones again', () => {
    for (const group of [own.spaceGroup(230), own.spaceGroup(166).primitive]) {
      for (const g of group.operations) expect(own.SymOp.from(stored(g.toJSON())).equals(g)).toBe(true);
      const { toReference } = group.setting;
      expect(own.parseAbc(stored(toReference.toJSON())).equals(toReference)).toBe(true);
    }
    for (let number = 1; number <= 17; number++) {
      const group = own.planeGroup(number);
      expect(own.planeGroup(stored(group.toJSON()).number)).toBe(group);
      for (const g of group.operations) expect(own.PlaneOp.from(sent(g.toJSON())).equals(g)).toBe(true);
    }
  });

  it('that does not fit is refused', () => {
    expect(errorOf(() => own.fromJson({ number: 231, hall: '', hm: 'P 1' })).code).toBe('bad-number');
    const error = errorOf(() => own.fromJson({ number: 14, hall: '', hm: 'P n m a' }));
    expect(error.code).toBe('bad-setting');
    expect(error.message).toMatch(/no setting of No\. 14 has the hm "P n m a"/);
    expect(errorOf(() => own.SymOp.from({ rot: [1, 0, 0], trans: [0, 0, 0] })).code).toBe('bad-operation');
  });
});
