import { expect, test } from 'vitest';
import { DataError } from '../core/errors.js';
import type { PowderLine } from './powderPattern.js';
import { powderProfile, type ProfileOptions } from './powderProfile.js';

const line = (twoTheta: number, relative: number): PowderLine => ({
  reflections: [],
  d: 1,
  twoTheta,
  wavelength: 1,
  multiplicity: 1,
  intensity: relative,
  relative,
});
const pattern = (...lines: PowderLine[]) => ({ lines, twoTheta: [10, 50] as const });

test('a peak has its height at the line, half of it at half of its width, and 100 at the top', () => {
  for (const eta of [0, 0.4, 1]) {
    const { twoTheta, intensity } = powderProfile(pattern(line(30, 100)), { fwhm: 0.2, eta, step: 0.01 });
    const at = (angle: number): number => intensity[Math.round((angle - 10) / 0.01)]!;
    expect(twoTheta).toHaveLength(4001);
    expect(at(30)).toBeCloseTo(100, 9);
    expect(at(30.1)).toBeCloseTo(50, 6);
    expect(at(29.9)).toBeCloseTo(50, 6);
  }
});

test('areas are as the intensities of the lines, whatever their widths', () => {
  const { intensity } = powderProfile(pattern(line(20, 100), line(40, 25)), {
    caglioti: [0.2, 0, 0.01],
    eta: 0,
    step: 0.01,
  });
  const area = (from: number, to: number): number =>
    intensity
      .slice(Math.round((from - 10) / 0.01), Math.round((to - 10) / 0.01))
      .reduce((sum, value) => sum + value, 0);
  expect(area(30, 50) / area(10, 30)).toBeCloseTo(0.25, 9);
});

test('widths follow the formula of Caglioti', () => {
  const [u, v, w] = [0.05, -0.01, 0.02];
  const { intensity } = powderProfile(pattern(line(40, 100)), { caglioti: [u, v, w], step: 0.001 });
  const half = intensity.findIndex((value) => value >= 50);
  const tangent = Math.tan((20 * Math.PI) / 180);
  expect(2 * (40 - (10 + half * 0.001))).toBeCloseTo(Math.sqrt(u * tangent ** 2 + v * tangent + w), 2);
});

test('without a line there is a flat curve', () => {
  expect([...powderProfile(pattern(), { step: 10 }).intensity]).toEqual([0, 0, 0, 0, 0]);
});

test.each<[ProfileOptions, RegExp]>([
  [{ fwhm: 0 }, /fwhm must be above 0 and at most 10 degrees, got 0/],
  [{ caglioti: [0, 0, -1] }, /caglioti gives a squared width of -1 at 2θ = 20.00°/],
  [{ eta: 1.5 }, /eta must be from 0 to 1, got 1.5/],
  [{ step: 0 }, /step must be above 0 degrees/],
  [{ step: 1e-9 }, /at most 1000000 points/],
])('refuses %o', (options, message) => {
  expect(() => powderProfile(pattern(line(20, 100)), options)).toThrow(DataError);
  expect(() => powderProfile(pattern(line(20, 100)), options)).toThrow(message);
});
