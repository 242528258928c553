import fc from 'fast-check';
import { parseXyz, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { mendedOperation, separateOperations } from './operationText.js';

describe('the text of a symmetry operation', () => {
  it.each([
    ['a number before it', '2 -x,-y,-z', '-x,-y,-z'],
    ['a number in brackets', '(12) x,1/2-y,z', 'x,1/2-y,z'],
    ['a number with a bracket', '3) x, y, z', 'x, y, z'],
    ['a number with a colon', '3: x,y,z', 'x,y,z'],
    ['a number with a comma', '3, x, y, z', 'x, y, z'],
    ['a comma at the end', '-X, Y+1/2, -Z+1/2,', '-X, Y+1/2, -Z+1/2'],
    ['a semicolon at the end', '-x , -y , -z ;', '-x , -y , -z'],
    ['brackets', '(x,y,z+1/2)', 'x,y,z+1/2'],
    ['semicolons between its parts', 'x;-y;z+1/2', 'x,-y,z+1/2'],
    ['blanks between its parts', '-x  y+1/2  z', '-x,y+1/2,z'],
    ['typographic minus', '−x,–y,z', '-x,-y,z'],
    ['typographic fractions', '½+x,¾-y,z', '1/2+x,3/4-y,z'],
    ['thirds with two digits', '-y+.33,x-y+0.67,z', '-y+1/3,x-y+2/3,z'],
    ['sixths with two digits', 'x-y,x,z+.17', 'x-y,x,z+1/6'],
    ['sixths that were cut', 'y,-x+y,.83+z', 'y,-x+y,5/6+z'],
    ['quotes inside of quotes', "'x,y,z'", 'x,y,z'],
  ])('is mended: %s', (_, text, expected) => {
    expect(mendedOperation(text)).toBe(expected);
    expect(() => parseXyz(mendedOperation(text)!)).not.toThrow();
  });

  it.each([
    ['two parts', 'x,y,'],
    ['four parts', 'x,y,z,x'],
    ['two operations', 'x,y,z -x,-y,-z'],
    ['a blank inside of a part', 'x y, z, x'],
    ['a fraction that begins with the number of an operation', '1/2 -x,y,z'],
    ['a time reversal', 'x,y,z,+1'],
    ['a letter that is none', 'x,y,w'],
    ['a third with one digit', 'x,y,z+.3'],
    ['a third with three digits', 'x,y,z+.333'],
    ['nothing', ''],
  ])('is left to the parser: %s', (_, text) => {
    expect(mendedOperation(text)).toBeUndefined();
  });

  it.each([
    ['lines of a text field', '\nx,y,z\n-x,-y,-z\n', ['x,y,z', '-x,-y,-z']],
    ['semicolons', 'x,y,z; -x,-y,-z;', ['x,y,z', '-x,-y,-z']],
    ['numbers in front', '1 x,y,z\r\n2 -x,-y,-z', ['1 x,y,z', '2 -x,-y,-z']],
  ])('is separated where a value holds several: %s', (_, text, expected) =>
    expect(separateOperations(text)).toEqual(expected),
  );

  it.each([
    ['one operation', 'x,y,z'],
    ['one operation with a semicolon', 'x,y,z ;'],
    ['semicolons between its parts', 'x;-y;z'],
    ['a line that is none', 'x,y,z\nand its inverse'],
  ])('is not separated: %s', (_, text) => expect(separateOperations(text)).toBeUndefined());

  it('stays as it is in every setting, and comes back from behind a number', () => {
    const all = settings().filter(({ index }) => index !== null);
    fc.assert(
      fc.property(fc.nat(all.length - 1), fc.nat(), fc.integer({ min: 1, max: 192 }), (i, j, number) => {
        const { operations } = spaceGroup(all[i]!.number, { qualifier: all[i]!.qualifier });
        const text = operations[j % operations.length]!.toXyz();
        expect(mendedOperation(text)).toBeUndefined();
        expect(mendedOperation(`${number} ${text}`)).toBe(text);
        expect(mendedOperation(`${text},`)).toBe(text);
      }),
    );
  });
});
