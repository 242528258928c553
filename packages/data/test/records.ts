/** Rock salt, caesium chloride, zinc blende and a triclinic cell in turn, of other sizes and elements. */
export function structureRecord(i: number): unknown {
  const a = 3 + i / 100;
  const cubic = [
    [a, 0, 0],
    [0, a, 0],
    [0, 0, a],
  ];
  const centred = [
    [0, a, a],
    [a, 0, a],
    [a, a, 0],
  ];
  const kinds: [number[][], number[]][] = [
    [centred, [0.5, 0.5, 0.5]],
    [cubic, [0.5, 0.5, 0.5]],
    [centred, [0.25, 0.25, 0.25]],
    [
      [
        [a, 0, 0],
        [0.3, a + 1, 0],
        [0.5, 0.7, a + 2],
      ],
      [0.31, 0.17, 0.43],
    ],
  ];
  const [matrix, second] = kinds[i % 4] as [number[][], number[]];
  const site = (element: string, abc: number[]) => ({ species: [{ element, occu: 1 }], abc });
  return { lattice: { matrix }, sites: [site('Na', [0, 0, 0]), site(['Cl', 'Br', 'I'][i % 3] as string, second)] };
}
