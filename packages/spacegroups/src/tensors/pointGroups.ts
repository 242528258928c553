// Generators on the conventional axes: letters behind the type are the direction of the axis, of the normal for m; d is [110], e is [1-10].
const ELEMENTS: Readonly<Record<string, string>> = {
  '-1': '-x,-y,-z',
  '2x': 'x,-y,-z',
  '2y': '-x,y,-z',
  '2z': '-x,-y,z',
  '2d': 'y,x,-z',
  '2e': '-y,-x,-z',
  my: 'x,-y,z',
  md: '-y,-x,z',
  me: 'y,x,z',
  '3z': '-y,x-y,z',
  '3': 'z,x,y',
  '4z': '-y,x,z',
  '-4z': 'y,-x,-z',
  '6z': 'x-y,x,z',
  '-6z': 'y-x,-x,-z',
};

const GENERATORS: Readonly<Record<PointGroupSymbol, string>> = {
  '1': '',
  '-1': '-1',
  '2': '2y',
  m: 'my',
  '2/m': '2y -1',
  '222': '2z 2y',
  mm2: '2z my',
  mmm: '2z 2y -1',
  '4': '4z',
  '-4': '-4z',
  '4/m': '4z -1',
  '422': '4z 2x',
  '4mm': '4z my',
  '-42m': '-4z 2x',
  '-4m2': '-4z my',
  '4/mmm': '4z 2x -1',
  '3': '3z',
  '-3': '3z -1',
  '32': '3z 2d',
  '321': '3z 2d',
  '312': '3z 2e',
  '3m': '3z md',
  '3m1': '3z md',
  '31m': '3z me',
  '-3m': '3z 2d -1',
  '-3m1': '3z 2d -1',
  '-31m': '3z 2e -1',
  '6': '6z',
  '-6': '-6z',
  '6/m': '6z -1',
  '622': '6z 2d',
  '6mm': '6z md',
  '-62m': '-6z me',
  '-6m2': '-6z md',
  '6/mmm': '6z 2d -1',
  '23': '2z 3',
  'm-3': '2z 3 -1',
  '432': '4z 3',
  '-43m': '-4z 3',
  'm-3m': '4z 3 -1',
};

/**
 * Symbol of a crystallographic point group: one of 32, or of the eight that name the other orientation on the conventional axes or say which
 * it is, such as `-4m2`, `-6m2`, `321`, `31m`. Unique axis of 2, m and 2/m: b.
 */
export type PointGroupSymbol =
  | '1'
  | '-1'
  | '2'
  | 'm'
  | '2/m'
  | '222'
  | 'mm2'
  | 'mmm'
  | '4'
  | '-4'
  | '4/m'
  | '422'
  | '4mm'
  | '-42m'
  | '-4m2'
  | '4/mmm'
  | '3'
  | '-3'
  | '32'
  | '321'
  | '312'
  | '3m'
  | '3m1'
  | '31m'
  | '-3m'
  | '-3m1'
  | '-31m'
  | '6'
  | '-6'
  | '6/m'
  | '622'
  | '6mm'
  | '-62m'
  | '-6m2'
  | '6/mmm'
  | '23'
  | 'm-3'
  | '432'
  | '-43m'
  | 'm-3m';

/** Coordinate triplets that generate a point group on its conventional axes; undefined if the symbol is none. @internal */
export function pointGroupGenerators(symbol: string): string[] | undefined {
  if (!Object.hasOwn(GENERATORS, symbol)) return undefined;
  const words = GENERATORS[symbol as PointGroupSymbol].split(' ');
  return words.filter((word) => word !== '').map((word) => ELEMENTS[word] as string);
}
