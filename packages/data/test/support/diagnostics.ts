import { type Diagnostic, diagnosticText, type Severity } from '../../src/core/diagnostics.js';

/** What is said of a structure, as lines of text; of one severity alone, or all. */
export const textsOf = (
  { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
  severity?: Severity,
): readonly string[] =>
  diagnostics.filter((one) => severity === undefined || one.severity === severity).map(diagnosticText);
