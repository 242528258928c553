import { spaceGroup, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { asymmetricUnitText } from '@crystal-fourier/spacegroups/locations';
import type { ReactElement, ReactNode } from 'react';
import { olderSymbol, settingSymbol } from '../../ui/doubleGlide.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { SymmetryDiagram } from '../diagram/SymmetryDiagram.js';
import { translationText } from '../fractionText.js';
import { groupHref, settingText } from '../groupAddress.js';
import { Schoenflies } from '../Schoenflies.js';
import type { PartProps } from './partProps.js';
import { asymmetricUnitVolume, normalizerText } from './normalizerText.js';
import { directionText } from './operationWords.js';

/** Symbols, classification, generators and the parts of space. */
export function Overview({ group }: PartProps): ReactElement {
  return (
    <div className="stack">
      <SymmetryDiagram group={group} />
      <div className="split">
        <section className="card">
          <h2>Symbols</h2>
          <Symbols group={group} />
        </section>
        <section className="card">
          <h2>Classification</h2>
          <Classification group={group} />
        </section>
      </div>
      <section className="card">
        <h2>In the cell</h2>
        <Cell group={group} />
      </section>
    </div>
  );
}

type Facts = readonly (readonly [term: string, value: ReactNode])[];

function FactList({ facts }: { readonly facts: Facts }): ReactElement {
  return (
    <dl className="facts">
      {facts.map(([term, value]) => (
        <div key={term} className="groups-fact">
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Symbols({ group }: { readonly group: SpaceGroup }): ReactElement {
  const { hmShort, hmFull, hall, schoenflies } = group.setting;
  const older = olderSymbol(group.setting);
  return (
    <FactList
      facts={[
        ['Short', <HmSymbol key="" symbol={hmShort} />],
        ['Full', <HmSymbol key="" symbol={hmFull} />],
        ['Plain text', <code key="">{settingSymbol(group.setting)}</code>],
        ...(older === null ? [] : [['Before 1992', <code key="">{older}</code>] as const]),
        ['Hall', <code key="">{hall}</code>],
        ['Schoenflies', <Schoenflies key="" symbol={schoenflies} />],
        ['Setting', settingText(group) || 'standard'],
      ]}
    />
  );
}

/** A group as a link, `2 P −1`. */
function GroupLink({ group }: { readonly group: SpaceGroup }): ReactElement {
  return (
    <a className="groups-hm-link" href={groupHref(group)}>
      <HmSymbol symbol={settingSymbol(group.setting)} /> ({group.number})
    </a>
  );
}

function Classification({ group }: { readonly group: SpaceGroup }): ReactElement {
  const { enantiomorph, polarDirections } = group;
  return (
    <FactList
      facts={[
        ['Crystal system', group.crystalSystem],
        ['Point group', <HmSymbol key="" symbol={group.pointGroup} />],
        ['Laue class', <HmSymbol key="" symbol={group.laueClass} />],
        ['Bravais lattice', group.bravais],
        ['Arithmetic class', <HmSymbol key="" symbol={group.arithmeticClass} />],
        ['Centrosymmetric', group.isCentrosymmetric ? 'yes' : 'no'],
        ['Symmorphic', group.isSymmorphic ? 'yes' : 'no'],
        ['Keeps handedness', group.isSohncke ? 'yes (Sohncke group)' : 'no'],
        [
          'Mirror image',
          enantiomorph === null ? 'the same group' : <GroupLink key="" group={spaceGroup(enantiomorph)} />,
        ],
        ['Polar', polarText(polarDirections.map(directionText))],
        ['Patterson group', <GroupLink key="" group={group.patterson} />],
      ]}
    />
  );
}

function polarText(directions: readonly string[]): string {
  if (directions.length === 0) return 'no';
  if (directions.length === 1) return `yes, along ${directions[0]}`;
  return directions.length === 2 ? `yes, in the plane of ${directions.join(' and ')}` : 'yes, in all directions';
}

function Cell({ group }: { readonly group: SpaceGroup }): ReactElement {
  const { centring, order, generators } = group;
  return (
    <FactList
      facts={[
        [
          'Operations',
          `${order} per cell${centring.vectors.length > 1 ? `, ${order / centring.vectors.length} × ${centring.vectors.length} by centring` : ''}`,
        ],
        [
          'Centring',
          `${centring.symbol ?? 'unusual'}: ${centring.vectors.map((v) => `(${translationText(v)})`).join(' ')}`,
        ],
        ['Generators', <code key="">{generators.map((op) => op.toXyz()).join('; ')}</code>],
        [
          'Asymmetric unit',
          <span key="">
            <code>{asymmetricUnitText(group.asymmetricUnit())}</code>
            <span className="muted small groups-fact-note">{asymmetricUnitVolume(group)}</span>
            <span className="muted small groups-fact-note">
              With its boundary, where brackets say which part of a plane belongs to it:{' '}
              <code>{group.asymmetricUnit().toString()}</code>
            </span>
          </span>,
        ],
        ['Normalizer', normalizerText(group)],
      ]}
    />
  );
}
