import { describe, expect, test } from 'vitest';
import { parseConfig, readConfigFile } from './configFile.js';
import { CliError, EXIT } from '../shell/failure.js';

function failureOf(text: string): CliError {
  try {
    parseConfig(text, 'run.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(CliError);
    expect((error as CliError).exitCode).toBe(EXIT.usage);
    return error as CliError;
  }
  throw new Error(`no error for ${text}`);
}

describe('parseConfig', () => {
  test('reads YAML and JSON alike', () => {
    const yaml = `# moduli
target: [bulk, shear]
log10: true
split: formula
seed: 7
symprec: 0.05
backend: wasm
ensemble: 3
model:
  variant: full
  width: 64
training:
  epochs: 20
  learningRate: 1e-3
`;
    const value = parseConfig(yaml, 'run.yaml');
    expect(value).toEqual({
      target: ['bulk', 'shear'],
      log10: true,
      split: 'formula',
      seed: 7,
      symprec: 0.05,
      backend: 'wasm',
      ensemble: 3,
      model: { variant: 'full', width: 64 },
      training: { epochs: 20, learningRate: 0.001 },
    });
    expect(parseConfig(JSON.stringify(value, null, '\t'), 'run.json')).toEqual(value);
    expect(parseConfig('', 'empty.yaml')).toEqual({});
    expect(parseConfig('target: bulk, shear', 'run.yaml').target).toEqual(['bulk', 'shear']);
  });

  test('suggests a key for one it does not know, with its line', () => {
    expect(failureOf('seed: 1\ntraining:\n  epoch: 3\n').message).toBe(
      'run.yaml:3: training has no key "epoch"; did you mean "epochs"?',
    );
    expect(failureOf('trainig: {}\n').message).toBe(
      'run.yaml:1: the configuration has no key "trainig"; did you mean "training"?',
    );
    expect(failureOf('training:\n  seed: 3\n').message).toBe(
      'run.yaml:2: training has no key "seed"; it belongs at the top',
    );
    expect(failureOf('epochs: 3\n').message).toBe(
      'run.yaml:1: the configuration has no key "epochs"; it belongs into the section training',
    );
    expect(failureOf('model:\n  xyzzy: 3\n').message).toContain('its keys are variant, task, width');
  });

  test.each([
    ['model: { width: 1.5 }', 'model.width must be an integer from 1 to 4096, got 1.5'],
    ['model: { width: "64" }', 'model.width must be an integer from 1 to 4096, got "64"'],
    ['model: { dropout: 1 }', 'model.dropout must be a number from 0 to below 1, got 1'],
    ['training: { learningRate: 0 }', 'training.learningRate must be a number above 0 and at most 1, got 0'],
    ['training: { learningRate: .nan }', 'training.learningRate must be a number above 0 and at most 1, got NaN'],
    ['training: { loss: l2 }', 'training.loss must be one of l1, huber, mse, got "l2"'],
    ['model: 3', 'model must be a section with keys of its own, got 3'],
    ['target: [a, a]', 'target must be a name or a list of different names, got ["a","a"]'],
    ['target: [a, 3]', 'target must be a name or a list of different names, got ["a",3]'],
    ['target: []', 'target must be a name or a list of different names, got []'],
    ['log10: 2', 'log10 must be true (all targets), false, or a list of targets, got 2'],
    ['seed: -1', 'seed must be an integer from 0 to 4294967295, got -1'],
    ['backend: gpu', 'backend must be one of tensorflow, wasm, cpu, got "gpu"'],
    ['ensemble: 0', 'ensemble must be an integer from 1 to 64, got 0'],
  ])('%s is told in words', (text, message) => {
    expect(failureOf(text).message).toBe(`run.yaml:1: ${message}`);
  });

  test('names all problems at once, in the order of the file', () => {
    const { message, details } = failureOf('sed: 4\nmodel:\n  width: 0\n  heads: two\ntraining:\n  epochs: 0.5\n');
    expect(message).toBe('run.yaml: the configuration has 4 problems');
    expect(details.map((line) => line.split(':')[1])).toEqual(['1', '3', '4', '6']);
  });

  test('refuses what is no YAML, repeats a key, or is no list of keys', () => {
    expect(failureOf('model: {width: 3').message).toMatch(/^run\.yaml:1: JSON or YAML is expected: /);
    expect(failureOf('seed: 1\nseed: 2\n').message).toMatch(/^run\.yaml:2: .*unique/);
    expect(failureOf('- 1\n- 2\n').message).toContain('must have keys and values, got [1,2]');
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`;
    expect(failureOf(bomb).message).toContain('alias');
  });

  test('a file that is not there is told', async () => {
    await expect(readConfigFile('no-such.yaml')).rejects.toThrow('no-such.yaml: a configuration is expected');
  });
});
