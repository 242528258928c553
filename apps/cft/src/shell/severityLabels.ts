import type { Severity } from '@crystal-fourier/data';

/** What stands in front of a diagnostic, in the order in which inspection lists them. */
export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  repair: 'repaired',
  note: 'note',
  warning: 'warning',
};
