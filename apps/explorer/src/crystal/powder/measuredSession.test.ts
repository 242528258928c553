import { expect, test } from 'vitest';
import { isMeasuredFile, MeasuredSession } from './measuredSession.js';

const scan = Array.from({ length: 30 }, (_, i) => `${10 + i / 10}, ${i * i}`).join('\n') + '\n';
const file = (name: string, text: string): File => new File([text], name);

test.each([
  ['scan.xy', 'whatever', true],
  ['scan.csv', `two_theta,intensity\n${scan}`, true],
  ['scan.dat', scan, true],
  ['scan.txt', '1 2\n2 3\n', false],
  ['POSCAR.txt', `NaCl\n1.0\n${'0.5 0.5 0.5\n'.repeat(20)}`, false],
  ['quartz.cif', scan, false],
])('%s: by name and content', async (name, text, expected) => {
  expect(await isMeasuredFile(file(name, text))).toBe(expected);
});

test('the last file is shown; one that cannot be read leaves the one before', async () => {
  const session = new MeasuredSession();
  await session.open(file('scan.xy', scan));
  expect(session.state.name).toBe('scan.xy');
  expect(session.state.pattern!.twoTheta).toHaveLength(30);
  await session.open(file('broken.xy', 'no numbers'));
  expect(session.state.name).toBe('scan.xy');
  expect(session.state.failure).toMatchObject({ kind: 'input', file: 'broken.xy' });
  session.remove();
  expect(session.state).toEqual({ name: null, pattern: null, failure: null });
});
