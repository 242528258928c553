import { tensorForm } from '@crystal-fourier/spacegroups/tensors';
import { describe, expect, test } from 'vitest';
import { tensorMarks } from './tensorMarks.js';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { frameText, textParts } from './tensorWords.js';

/** `c11–c22`: the entries that lines join, by row and column. */
const joinsOf = (...[group, kind]: Parameters<typeof tensorForm>): string[] =>
  tensorMarks(tensorForm(group, kind))
    .joins.map(({ from, to }) => [from, to].map(({ row, column }) => `${row + 1}${column + 1}`).join('–'))
    .toSorted();

// J. F. Nye, Physical Properties of Crystals, tables 8 and 9.
describe('pictures of tensors', () => {
  test('an independent component is a dot, what is equal is joined', () => {
    const { marks } = tensorMarks(tensorForm('m-3m', 'elastic'));
    expect(marks).toHaveLength(21);
    expect(marks.filter(({ look }) => look === 'same')).toHaveLength(9);
    expect(joinsOf('m-3m', 'elastic')).toEqual(['11–22', '12–13', '13–23', '22–33', '44–55', '55–66']);
  });

  test('opposite signs, sums and double values are marked', () => {
    const picture = tensorMarks(tensorForm('32', 'compliance'));
    const markOf = (row: number, column: number): unknown =>
      picture.marks.find((mark) => mark.row === row - 1 && mark.column === column - 1);
    expect(markOf(1, 4)).toMatchObject({ look: 'same', isDouble: false, text: 's14' });
    expect(markOf(2, 4)).toMatchObject({ look: 'opposite', isDouble: false, text: '−s14' });
    expect(markOf(5, 6)).toMatchObject({ look: 'same', isDouble: true, text: '2s14' });
    expect(markOf(6, 6)).toMatchObject({ look: 'sum', text: '2(s11−s12)' });
    expect(markOf(3, 4)).toMatchObject({ look: 'zero' });
    expect(markOf(4, 1)).toBeUndefined();
    expect(joinsOf('32', 'compliance')).toContain('14–24');
    expect(
      tensorMarks(tensorForm('3', 'piezoelectricStrain')).marks.find(({ text }) => text === '−2d11'),
    ).toMatchObject({
      look: 'opposite',
      isDouble: true,
    });
  });

  test('a general tensor is drawn whole', () => {
    expect(tensorMarks(tensorForm('4', 'rank2')).marks).toHaveLength(9);
    expect(joinsOf('4', 'rank2')).toEqual(['11–22', '12–21']);
  });

  test('lines keep away from entries that they do not belong to', () => {
    // e11 is joined to −e12 and that to −e26, although −e22 of row 2 is nearer to some of them.
    const { marks, joins } = tensorMarks(tensorForm('3', 'piezoelectric'));
    const crossed = joins.filter(({ from, to }) =>
      marks.some(
        (mark) =>
          mark.row === from.row && from.row === to.row && (mark.column - from.column) * (mark.column - to.column) < 0,
      ),
    );
    expect(crossed).toEqual([]);
  });
});

describe('words', () => {
  test('letters and indices', () => {
    expect(textParts('−(c11−c12)/2')).toEqual([
      { plain: '−(' },
      { letter: 'c', indices: '11' },
      { plain: '−' },
      { letter: 'c', indices: '12' },
      { plain: ')/2' },
    ]);
    expect(textParts('ε33')).toEqual([{ letter: 'ε', indices: '33' }]);
  });

  test('the frame', () => {
    const text = (number: number): string =>
      frameText(spaceGroup(number), tensorForm(spaceGroup(number), 'rank1')).replaceAll('\u00a0', ' ');
    expect(text(2)).toContain('the same in every Cartesian frame');
    expect(text(14)).toBe('Cartesian frame: y along [0 1 0], z along [0 0 1], x across both.');
    expect(text(157)).toBe('Cartesian frame: x along [1 −1 0], z along [0 0 1], y across both.');
  });
});
