import './tensors.css';
import { tensorForm } from '@crystal-fourier/spacegroups/tensors';
import type { ReactElement } from 'react';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { Segmented } from '../../ui/Segmented.js';
import type { PartProps } from '../group/partProps.js';
import { ComponentText, TensorLetters } from './TensorLetters.js';
import { TensorLegend } from './TensorLegend.js';
import { isSymmetric } from './tensorMarks.js';
import { TensorPicture } from './TensorPicture.js';
import { type Constants, countText, frameText, tensorProperties, type TensorProperty } from './tensorWords.js';

/** What symmetry leaves of the tensors that describe properties of a crystal. */
export function Tensors({ group, query, onChange }: PartProps): ReactElement {
  const entries = query.entries === 'letters' ? 'letters' : 'dots';
  const constants: Constants = query.constants === 'strain' ? 'strain' : 'stress';
  const properties = tensorProperties(constants);
  return (
    <div className="stack">
      <section className="card" aria-labelledby="groups-tensors">
        <h2 id="groups-tensors">Tensors of crystals with this symmetry</h2>
        <p>
          A property of a crystal has at least the symmetry of its point group, here{' '}
          <HmSymbol symbol={group.pointGroup} /> (Neumann’s principle). This decides which entries are zero, and which
          are equal. {frameText(group, tensorForm(group, 'rank1'))} Pairs of indices are numbered as by Voigt: 1 to 6
          are xx, yy, zz, yz, xz, xy.
        </p>
        <div className="row">
          <Segmented
            legend="Entries"
            options={[
              { value: 'dots', label: 'Dots' },
              { value: 'letters', label: 'Letters' },
            ]}
            value={entries}
            onChange={(value) => onChange({ entries: value === 'dots' ? undefined : value })}
          />
          <Segmented
            legend="Constants"
            options={[
              { value: 'stress', label: 'e and c' },
              { value: 'strain', label: 'd and s' },
            ]}
            value={constants}
            onChange={(value) => onChange({ constants: value === 'stress' ? undefined : value })}
          />
        </div>
        {entries === 'dots' && <TensorLegend forms={properties.map(({ kind }) => tensorForm(group, kind))} />}
      </section>
      <div className="tensors-cards">
        {properties.map((property) => (
          <Property key={property.kind} group={group} property={property} entries={entries} />
        ))}
      </div>
    </div>
  );
}

function Property({
  group,
  property: { kind, title, note },
  entries,
}: Pick<PartProps, 'group'> & {
  readonly property: TensorProperty;
  readonly entries: 'dots' | 'letters';
}): ReactElement {
  const form = tensorForm(group, kind);
  const count = form.independent.length;
  const heading = `groups-tensor-${kind}`;
  const label = `${title}: ${count === 0 ? 'zero by symmetry' : form.independent.join(', ')}`;
  return (
    <section className="card tensors-card" aria-labelledby={heading}>
      <h3 id={heading}>{title}</h3>
      <p className={count === 0 ? 'muted' : undefined}>
        {countText(count)}
        {count > 0 && count < 9 && (
          <>
            :{' '}
            {form.independent.map((name, i) => (
              <span key={name}>
                {i > 0 && ', '}
                <ComponentText text={name} />
              </span>
            ))}
          </>
        )}
      </p>
      {count > 0 &&
        (entries === 'dots' ? (
          <TensorPicture form={form} label={label} />
        ) : (
          <TensorLetters form={form} label={`Matrix of ${title}`} />
        ))}
      <p className="muted small">
        {note}
        {count > 0 && entries === 'dots' && isSymmetric(kind) && ' The lower triangle mirrors the upper one.'}
      </p>
    </section>
  );
}
