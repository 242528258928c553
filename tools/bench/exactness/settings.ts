import { type Task, TUNING_CASES, TUNING_SIZES } from './cases.ts';
import type { Row } from './experiment.ts';
import type { Method, Setting } from './training.ts';

/** Of each method the settings by size of the training set. */
export type Settings = Readonly<Record<Method, readonly { readonly size: number; readonly setting: Setting }[]>>;

/** For each method and size the setting whose geometric mean of errors over the tuning groups is the least. */
export function chooseSettings(task: Task, rowsOf: (name: string, method: Method) => readonly Row[]): Settings {
  const choose = (method: Method): { size: number; setting: Setting }[] =>
    TUNING_SIZES[task].map((size) => {
      const logs = new Map<string, number>();
      for (const name of TUNING_CASES[task]) {
        for (const row of rowsOf(name, method)) {
          const key = JSON.stringify(row.setting);
          if (row.size === size) logs.set(key, (logs.get(key) ?? 0) + logOf(row.rms));
        }
      }
      const [best] = Array.from(logs).sort(([, a], [, b]) => a - b);
      return { size, setting: JSON.parse(best![0]) as Setting };
    });
  const [none, augmentation, penalty, exact] = [
    choose('none'),
    choose('augmentation'),
    choose('penalty'),
    choose('exact'),
  ];
  return { none, augmentation, penalty, exact };
}

/** A training that diverged has no finite error, which JSON keeps as null: never the best. */
const logOf = (error: number): number => (Number.isFinite(error) ? Math.log(error) : Number.POSITIVE_INFINITY);

/** The setting of the size that is nearest by ratio. */
export function settingFor(settings: Settings, method: Method, size: number): Setting {
  const distance = (other: number): number => Math.abs(Math.log(other / size));
  return settings[method].toSorted((a, b) => distance(a.size) - distance(b.size))[0]!.setting;
}
