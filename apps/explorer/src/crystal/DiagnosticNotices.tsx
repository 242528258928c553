import { type Diagnostic, diagnosticText, type Severity } from '@crystal-fourier/data';
import type { ReactElement } from 'react';
import { Notice } from '../ui/Notice.js';

const TITLES: Readonly<Record<Severity, string>> = {
  warning: 'Warnings',
  repair: 'Repaired on reading',
  note: 'Notes',
};
const SEVERITIES = Object.keys(TITLES) as Severity[];

/** What was found in a file and its crystal, by severity. @param props `only`: the severities that are shown, all by default */
export function DiagnosticNotices(props: {
  readonly diagnostics: readonly Diagnostic[];
  readonly only?: readonly Severity[];
}): ReactElement {
  const { diagnostics, only = SEVERITIES } = props;
  return (
    <>
      {SEVERITIES.filter((severity) => only.includes(severity)).map((severity) => {
        const texts = new Set(diagnostics.filter((one) => one.severity === severity).map(diagnosticText));
        if (texts.size === 0) return null;
        return (
          <Notice key={severity} kind={severity === 'note' ? 'info' : 'warning'} title={TITLES[severity]}>
            <ul className="crystal-remarks">
              {[...texts].map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Notice>
        );
      })}
    </>
  );
}
