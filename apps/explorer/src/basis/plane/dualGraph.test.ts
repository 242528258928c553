import { expect, test } from 'vitest';
import { absenceSentence, absenceText, operationName, operationText } from './absence.js';
import { drawnEdges, dualGraph, exampleNode, neighbourStar } from './dualGraph.js';
import { edgeLabelAt, edgePath, GRAPH_SIDE, graphLayout } from './graphGeometry.js';
import { findPlaneGroup, PLANE_GROUPS } from './planeGroups.js';
import { planeModel } from './planeModel.js';

test.each(PLANE_GROUPS)('the edges of the generators of %s join exactly the stars', (group) => {
  const model = planeModel(group, 5);
  const { nodes, edges, generators } = dualGraph(model);
  expect(nodes).toHaveLength(model.set.count);
  expect(edges).toHaveLength(nodes.length * generators.length);
  const root = nodes.map((_, i) => i);
  const find = (i: number): number => (root[i] === i ? i : find(root[i]!));
  for (const { from, to } of edges) root[find(from)] = find(to);
  const components = new Map<number, Set<number>>();
  for (const { index, star } of nodes) {
    const known = components.get(find(index)) ?? new Set();
    components.set(find(index), known.add(star));
  }
  expect(components.size).toBe(model.counts.stars);
  expect([...components.values()].every((stars) => stars.size === 1)).toBe(true);
});

test.each(PLANE_GROUPS)('each edge of %s is k → kR with weight k·t', (group) => {
  const { nodes, edges, generators } = dualGraph(planeModel(group, 4));
  for (const { from, to, generator, phase } of edges) {
    const op = generators[generator]!;
    const k = nodes[from]!.frequency;
    expect(nodes[to]!.frequency).toEqual(op.applyHk(k).map((c) => c + 0));
    expect(phase).toBe(op.phaseShift(k));
  }
});

test.each(PLANE_GROUPS)('absent frequencies of %s are those of its reflection conditions', (group) => {
  const model = planeModel(group, 6);
  const isEven = (n: number): boolean => n % 2 === 0;
  for (const { frequency, absent } of dualGraph(model).nodes) {
    const [h, k] = frequency;
    const allowed = group.reflectionConditions().every(({ reflections, condition }) => {
      const concerned = reflections === 'hk' || (reflections === 'h0' ? k === 0 : h === 0);
      const sum = condition === 'h+k=2n' ? h + k : condition === 'h=2n' ? h : k;
      return !concerned || isEven(sum);
    });
    expect(absent, `${h} ${k}`).toBe(!allowed);
    expect(absenceText(model, frequency) !== null, `${h} ${k}`).toBe(absent);
    expect(group.isAbsent(frequency)).toBe(absent);
  }
});

test('an absent frequency names the operation that kills it', () => {
  const model = planeModel(findPlaneGroup('p2gg')!, 3);
  expect(absenceText(model, [1, 0])).toEqual({
    operation: 'x+1/2, −y+1/2',
    name: 'glide reflection',
    translation: '(1/2, 1/2)',
    product: '1/2',
    result: '−c(k)',
  });
  expect(absenceSentence(model, [1, 0])).toBe(
    '(1 0) is absent: the glide reflection x+1/2, −y+1/2 keeps it, kR = k, with k·t = 1/2, so c(k) = −c(k) = 0.',
  );
  expect(absenceSentence(model, [1, 1])).toBeNull();
  expect(absenceSentence(planeModel(findPlaneGroup('c2mm')!, 3), [1, 2])).toContain('translation x+1/2, y+1/2');
});

test('operations in words', () => {
  const words = (symbol: string): Set<string> => new Set(findPlaneGroup(symbol)!.operations.map(operationName));
  expect(words('p4gm')).toEqual(
    new Set(['translation', '2-fold rotation', '4-fold rotation', 'glide reflection', 'reflection']),
  );
  expect(findPlaneGroup('p2gg')!.operations.map(operationText)).toContain('−x+1/2, y+1/2');
});

test('a pair of edges there and back is drawn once', () => {
  for (const group of PLANE_GROUPS) {
    const { edges, generators } = dualGraph(planeModel(group, 4));
    const drawn = drawnEdges(edges);
    const key = (g: number, a: number, b: number, phase: number): string =>
      `${g} ${Math.min(a, b)} ${Math.max(a, b)} ${phase}`;
    const keys = new Set(drawn.map(({ generator, from, to, phase }) => key(generator, from, to, phase)));
    expect(keys.size).toBe(drawn.length);
    for (const { generator, from, to, phase } of edges) expect(keys.has(key(generator, from, to, phase))).toBe(true);
    for (const { isTwoWay, generator, from, to } of drawn)
      expect(isTwoWay).toBe(generators[generator]!.order === 2 || from === to);
    const ways = drawn.map(({ from, to, lane }) => `${Math.min(from, to)} ${Math.max(from, to)} ${lane}`);
    expect(new Set(ways).size).toBe(drawn.length);
    if (generators.some((op) => op.order === 2)) expect(drawn.length).toBeLessThan(edges.length);
  }
});

test('arrow keys go around the stars', () => {
  expect([neighbourStar(0, -1, 5), neighbourStar(4, 1, 5), neighbourStar(2, 1, 5)]).toEqual([4, 0, 3]);
});

test('arcs stay in the picture, and have their label on them', () => {
  for (const group of PLANE_GROUPS) {
    const model = planeModel(group, 5);
    const graph = dualGraph(model);
    const layout = graphLayout(5);
    for (const edge of drawnEdges(graph.edges)) {
      const numbers = edgePath(graph, edge, layout)
        .match(/-?\d+(?:\.\d+)?/g)!
        .map(Number);
      expect(numbers.every(Number.isFinite)).toBe(true);
      const [x, y] = edgeLabelAt(graph, edge, layout);
      expect(Math.hypot(x - GRAPH_SIDE / 2, y - GRAPH_SIDE / 2)).toBeLessThan(0.65 * GRAPH_SIDE);
    }
    for (const { at } of graph.nodes)
      for (const c of layout.toPicture(at))
        expect(Math.abs(c - GRAPH_SIDE / 2)).toBeLessThan(GRAPH_SIDE / 2 - layout.node);
  }
});

test('no two lines are the same', () => {
  for (const group of PLANE_GROUPS) {
    const graph = dualGraph(planeModel(group, 4));
    const layout = graphLayout(4);
    const drawn = drawnEdges(graph.edges);
    const paths = drawn.map((edge) => edgePath(graph, edge, layout));
    expect(new Set(paths).size).toBe(paths.length);
  }
});

test.each(PLANE_GROUPS)('the star that explains %s has as many frequencies as any that is not absent', (group) => {
  const model = planeModel(group, 5);
  const node = dualGraph(model).nodes[exampleNode(model)]!;
  expect(node.absent).toBe(false);
  const { stars } = model.constraints;
  expect(model.set.at(exampleNode(model))).not.toEqual([0, 0]);
  const largest = Math.max(...stars.map(({ consistent, members }) => (consistent ? members.length : 0)));
  expect(stars[node.star]!.members.length).toBe(largest);
});
