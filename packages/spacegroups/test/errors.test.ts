import {
  ChangeOfBasis,
  fromHall,
  fromOperations,
  parseAbc,
  parseXyz,
  spaceGroup,
  SpaceGroupError,
} from '@crystal-fourier/spacegroups';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** The error that a call throws, which must be this package's. */
function errorOf(run: () => unknown): SpaceGroupError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(SpaceGroupError);
    return error as SpaceGroupError;
  }
  throw new Error('nothing was thrown');
}

describe('text that means nothing throws a SpaceGroupError that says so', () => {
  // Every entry is one way to get it wrong.
  const triplets = [
    '',
    'x',
    'x,y',
    'x,y,z,',
    'x,y,z,w',
    'x,y,',
    ',,',
    'x,y,q',
    'x,y,z z',
    'x,,z',
    'x+,y,z',
    'x,y,1/0',
    'x,y,z+1/5',
    'x,y,z+0.3',
    'x,y,z+.1',
    'x+x,y,z',
    'x,x,z',
    'x,y,0',
    '2x,y,z',
    'x+y,y,z',
    'x/2,y,z',
    '1/2x,y,z',
    'x y z',
    'a,b,c',
    'h,k,l',
    'x;y;z',
    'x,y,z;',
    'x,y,z+1/7',
    'x,y,z+99999',
    '+,y,z',
    '-,y,z',
    'x,y,--z',
    'x,y,z+1/',
    'x,y,z+/2',
    'x,y,z+1//2',
    'x,y,*z',
    'x,y,z*',
    '(x),y,z',
    'x,y,z²',
    'x,y,∞',
    'x,y,NaN',
    'x,y,1e3',
    'X,Y,Z+1/48',
    'x,y,z+0.123',
    '0,0,0',
    'y,x,x',
    'x+y+z,y,z',
    '3x,y,z',
    'x,y,z+1/2+',
    'x.,y,z',
    'x,y,z\u0000',
    '1,1,1',
    'x,y,z+½',
    'z,z,z',
    'x−y,x,z',
    `x,y,z${'+1'.repeat(200)}`,
  ];
  it.each(triplets)('triplet %j', (text) => {
    const { code, message } = errorOf(() => parseXyz(text));
    expect(['bad-xyz', 'bad-operation']).toContain(code);
    // Long text is cut.
    expect(message).toContain(text.length > 60 ? text.slice(0, 40) : JSON.stringify(text));
  });

  const halls = [
    '',
    ' ',
    '-',
    'P',
    '-P',
    'Q 1',
    'P 5',
    'P 7',
    'P 0',
    'P 2q',
    'P 2 2 2 2 2',
    'P 25',
    'P 33',
    'P 44',
    'P 2*',
    "P 3'",
    'P 4"',
    'P 3*1',
    'P x',
    'P 2y3',
    'P 2 3 2',
    'P 2 2 2',
    'P 1 (',
    'P 1 (0 0)',
    'P 1 (0 0 0',
    'P 1 (0 0 0.5)',
    'P 1 (a b c)',
    'P 1 (x,y)',
    'P 1 (x,y,y)',
    'P 1 (0 0 0) x',
    'P 2 (x,y,z',
    'P 2 (1,2,3)',
    'P 2 ()',
    'PP 2',
    'P2y b',
    'P --2',
    'P 2ybcx',
    'P 3x 2z 4',
    'P 6 4',
    'P 2yy',
    'P 4 3',
    'P 2 (5x,y,z)',
    'P 1 1 1 1 1',
    'F',
    'P 2 ,',
    'X',
    '1',
    'P -',
    'P 2 -',
    'P 3*x',
    "P 2y'2",
    'P 2 2 6',
    'P 61 65',
    '-P 1 (x+1/5,y,z)',
    'P 6 3* 2',
    'P 2x 3',
    'P 8',
    'R*',
    'P 23',
    'I 4 5',
  ];
  it.each(halls)('Hall symbol %j', (text) => {
    const { code, message } = errorOf(() => fromHall(text));
    expect(['bad-hall', 'not-a-group']).toContain(code);
    if (code === 'bad-hall') expect(message).toContain(JSON.stringify(text));
  });

  const bases = [
    '',
    'a',
    'a,b',
    'a,b,c,d',
    'a,b,b',
    'a,b,0',
    'a,b,c;1,2',
    'a,b,c;1/0,0,0',
    'a,b,c;x,0,0',
    'a,b,c;0,0,0;0,0,0',
    'a+1/2,b,c',
    'x,y,z',
    'a,b,c;;',
    'a b c',
    'a,b,c+',
    '1,2,3',
    'a,a+b,b',
    'a-b,b-c,c-a',
    'a,b,c;a,b,c',
    'a,b,1/0*c',
  ];
  it.each(bases)('change of basis %j', (text) => {
    const { code, message } = errorOf(() => parseAbc(text));
    expect(code).toBe('bad-basis');
    // The part that is wrong, or all of it.
    expect(
      text.split(';').some((part) => message.includes(JSON.stringify(part))) || message.includes(JSON.stringify(text)),
    ).toBe(true);
  });

  it('lists that are no group', () => {
    expect(() => fromOperations([])).toThrow(/at least the identity/);
    expect(() => fromOperations('x,y,z' as unknown as string[])).toThrow(/expected a list/);
    expect(() => fromOperations([7 as unknown as string])).toThrow(SpaceGroupError);
    expect(() => fromOperations(['-x,y,z', 'x,-x-y,z', 'y,x,z'])).toThrow(/infinite order|more than/);
    expect(() =>
      fromOperations(['x,y,z', 'x+1/2,y,-z', '-y,x,z', 'z,x,y+1/24', 'x+1/24,y,z', 'x,y+1/24,z', 'y,-x+1/24,z']),
    ).toThrow(SpaceGroupError);
    expect(() => fromOperations(['x,y,z', '-x,y+1/2,-z', '-x,-y,-z'], { complete: true })).toThrow(
      /1 products are missing, first x,-y\+1\/2,z/,
    );
    expect(fromOperations(['-x,y+1/2,-z', '-x,-y,-z']).number).toBe(11);
  });

  it('numbers and options outside the table', () => {
    for (const number of [0, 231, -1, 1.5, Number.NaN, '14' as unknown as number])
      expect(() => spaceGroup(number)).toThrow(/integer from 1 to 230/);
    expect(() => spaceGroup(225, { origin: 1 })).toThrow(
      'spaceGroup: group 225 has no setting with origin choice 1; its qualifiers are ""',
    );
    expect(() => spaceGroup(14, { axes: 'R' })).toThrow(/no setting with "R" axes/);
    expect(() => spaceGroup(14, { cellChoice: 4 as 3 })).toThrow(/no setting/);
    expect(() => spaceGroup(3, { cellChoice: 2 })).toThrow(/no setting/);
    expect(() => spaceGroup(227, { orgin: 1 } as object)).toThrow(/unknown option "orgin"/);
  });

  it('fast-check finds no other error and no hang', () => {
    const pieces = (symbols: string): fc.Arbitrary<string> =>
      fc.oneof(
        fc.string({ unit: fc.constantFrom(...symbols), maxLength: 40 }),
        fc.string({ maxLength: 40, unit: 'binary' }),
      );
    const calm = (run: () => unknown): void => {
      try {
        run();
      } catch (error) {
        expect(error).toBeInstanceOf(SpaceGroupError);
      }
    };
    fc.assert(
      fc.property(pieces('xyz,,+-/1234.* '), (text) => calm(() => parseXyz(text))),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(pieces('PIRF  -123460xyz\'"*abcnuvwd(),/+'), (text) => calm(() => fromHall(`P 1${text}`))),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(pieces('PIRF  -123460xyz\'"*abcnuvwd'), (text) => calm(() => fromHall(text))),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(pieces('abc,,;+-/1234* '), (text) => calm(() => spaceGroup(225).changeBasis(parseAbc(text)))),
      { numRuns: 2000 },
    );
  });
});

describe('the only error is SpaceGroupError', () => {
  it.each([
    ['P 61 2 (0,0,5)', /linearly independent/],
    ['P 1 (x,x,z)', /linearly independent/],
    ['-P 1 (x+1/5,y,z)', /1\/24/],
    ['P 2 (2*x,y,z)', /lattice vectors/],
  ])('fromHall(%j) is bad-hall and names the symbol', (symbol, reason) => {
    const { code, message } = errorOf(() => fromHall(symbol));
    expect(code).toBe('bad-hall');
    expect(message).toContain(JSON.stringify(symbol));
    expect(message).toMatch(reason);
  });

  it('rotations that belong to no common group are not-a-group', () => {
    expect(errorOf(() => fromHall('P 6 4x')).code).toBe('not-a-group');
  });

  it('null and values of other types where objects are expected', () => {
    const nothing = null as never;
    expect(spaceGroup(1, nothing)).toBe(spaceGroup(1));
    expect(fromOperations(['x,y,z'], nothing)).toBe(spaceGroup(1));
    for (const value of [null, undefined, 5, 'a,b,c', [null, 1, 1, 1, 1, 1, 1, 1, 1], ['1', 0, 0, 0, 1, 0, 0, 0, 1]])
      expect(errorOf(() => ChangeOfBasis.of(value as never)).code).toBe('bad-basis');
    expect(errorOf(() => ChangeOfBasis.of([1, 0, 0, 0, 1, 0, 0, 0, 1], nothing)).code).toBe('bad-basis');
    for (const value of ['a,b,c', null, undefined, {}])
      expect(errorOf(() => spaceGroup(1).changeBasis(value as never))).toMatchObject({
        code: 'bad-basis',
        message: expect.stringMatching(/changeBasis: expected a ChangeOfBasis/),
      });
    for (const value of [null, undefined, 7, 'x'])
      expect(
        errorOf(() =>
          spaceGroup(1)
            .asymmetricUnit()
            .contains(value as never),
        ).code,
      ).toBe('bad-point');
  });

  it('tolerances of orbit', () => {
    for (const tolerance of [Number.NaN, -1, 0.2])
      expect(errorOf(() => spaceGroup(1).orbit([0, 0, 0], tolerance))).toMatchObject({
        code: 'bad-point',
        message: expect.stringMatching(/orbit: the tolerance/),
      });
  });

  it('cells with too many operations', () => {
    expect(errorOf(() => spaceGroup(225).changeBasis(parseAbc('6a,6b,6c')))).toMatchObject({
      code: 'bad-basis',
      message: expect.stringMatching(/41472 operations .* at most 13824/),
    });
    expect(errorOf(() => fromHall('F 4 2 3 -1 (x/6,y/6,z/6)')).code).toBe('bad-hall');
  });
});
