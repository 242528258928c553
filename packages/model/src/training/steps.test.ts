import { describe, expect, it } from 'vitest';
import { runSteps, type StepResult } from './steps.js';

const loss = (step: number): number => 1 + step / 4;
const norm = (step: number): number => (step * 37) % 64;
const step = (index: number): Promise<StepResult> => Promise.resolve({ loss: loss(index), gradientNorm: norm(index) });

describe('runSteps', () => {
  it.each([1, 31, 32, 33, 100])('runs %i steps in order, and looks at the numbers of each once', async (count) => {
    const [ran, announced]: [number[], [number, number][]] = [[], []];
    const checked: [number, number, number][] = [];
    const summary = await runSteps(
      count,
      (index) => {
        ran.push(index);
        return step(index);
      },
      (index, result) => void checked.push([index, result.loss, result.gradientNorm]),
      { onStep: (index, all) => void announced.push([index, all]) },
    );
    const steps = Array.from({ length: count }, (_, i) => i);
    expect(ran).toEqual(steps);
    expect(announced).toEqual(steps.map((i) => [i, count]));
    expect(checked).toEqual(steps.map((i) => [i, loss(i), norm(i)]));
    expect(summary.loss).toBeCloseTo(steps.reduce((sum, i) => sum + loss(i), 0) / count, 10);
    expect(summary.gradientNorm).toBe(Math.max(...steps.map(norm)));
  });

  it('ends when a step, a check or the caller stops it', async () => {
    const none = (): void => undefined;
    const broken = (index: number): Promise<StepResult> => {
      if (index === 40) throw new Error('broken step');
      return step(index);
    };
    await expect(runSteps(50, broken, none, {})).rejects.toThrow('broken step');
    const refused = (index: number): void => {
      if (index === 35) throw new Error('refused');
    };
    await expect(runSteps(50, step, refused, {})).rejects.toThrow('refused');
    const controller = new AbortController();
    const ran: number[] = [];
    const stopped = runSteps(
      50,
      (index) => {
        ran.push(index);
        if (index === 20) controller.abort(new Error('stopped'));
        return step(index);
      },
      none,
      { signal: controller.signal },
    );
    await expect(stopped).rejects.toThrow('stopped');
    expect(ran.at(-1)).toBe(20);
  });
});
