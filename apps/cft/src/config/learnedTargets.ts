import type { ConfigFile } from './configSchema.js';

/** A target, and in which scale it is learned. */
export interface LearnedTarget {
  readonly name: string;
  readonly task: 'regression' | 'classification';
  readonly log10: boolean;
}

/** Whether a target is learned as its decimal logarithm. @param log10 as a configuration has it */
export const isLogarithmic = (target: string, log10: ConfigFile['log10'] = false): boolean =>
  typeof log10 === 'boolean' ? log10 : log10.includes(target);

/** Targets in the scale in which a configuration has them learned. @param names defaults to those of the configuration */
export const learnedTargets = (
  { target = [], tensor = {}, log10, model }: ConfigFile,
  names: readonly string[] = [...target, ...Object.keys(tensor)],
): LearnedTarget[] =>
  names.map((name) => ({
    name,
    task: model?.task ?? 'regression',
    log10: target.includes(name) && isLogarithmic(name, log10),
  }));
