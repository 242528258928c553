import { spaceGroup, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { type ReactElement, useId } from 'react';
import { PageTitle } from '../../shell/PageTitle.js';
import { hrefOf, navigate } from '../../shell/route.js';
import { olderSymbol, settingSymbol } from '../../ui/doubleGlide.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { groupHref, settingsOf, settingText } from '../groupAddress.js';
import { Schoenflies } from '../Schoenflies.js';
import { type PageQuery, pageHref } from './pageQuery.js';

interface Props {
  readonly group: SpaceGroup;
  readonly query: PageQuery;
}

/** Name of the group, its neighbours, its properties in short, and the choice of the setting. */
export function GroupHeader({ group, query }: Props): ReactElement {
  const { number, setting } = group;
  return (
    <header className="groups-header">
      <nav className="groups-neighbours" aria-label="Groups">
        <Neighbour number={number - 1} tab={query.tab} />
        <a href={hrefOf(['groups'])}>All groups</a>
        <Neighbour number={number + 1} tab={query.tab} isNext />
      </nav>
      <PageTitle title={`${setting.hmShort} (${number})`}>
        <span className="groups-title-number">
          <span className="visually-hidden">Space group </span>
          {number}
        </span>{' '}
        <span className="groups-title-symbol">
          <HmSymbol symbol={setting.hmShort} />
        </span>
      </PageTitle>
      <div className="groups-header-foot">
        <p className="groups-badges">
          <span className="badge badge-accent">{group.crystalSystem}</span>
          <span className="badge">
            <Schoenflies symbol={setting.schoenflies} />
          </span>
          {propertiesOf(group).map((text) => (
            <span key={text} className="badge">
              {text}
            </span>
          ))}
        </p>
        <SettingChoice group={group} query={query} />
        <a
          className="button button-quiet"
          href={hrefOf(['basis', 'space', number], { setting: setting.isReference ? undefined : setting.qualifier })}
        >
          Invariant functions
        </a>
      </div>
    </header>
  );
}

const propertiesOf = (group: SpaceGroup): string[] => [
  group.isCentrosymmetric ? 'centrosymmetric' : 'no inversion centre',
  group.isSymmorphic ? 'symmorphic' : 'non-symmorphic',
  ...(group.isSohncke ? ['chiral crystals'] : []),
  ...(group.polarDirections.length > 0 ? ['polar'] : []),
];

function Neighbour({
  number,
  tab,
  isNext = false,
}: {
  readonly number: number;
  readonly tab: string | undefined;
  readonly isNext?: boolean;
}): ReactElement {
  if (number < 1 || number > 230) return <span />;
  const group = spaceGroup(number);
  return (
    <a href={groupHref(group, { tab })} rel={isNext ? 'next' : 'prev'}>
      {!isNext && <span aria-hidden="true">← </span>}
      <span className="visually-hidden">{isNext ? 'Next: ' : 'Previous: '}</span>
      {number} <HmSymbol symbol={group.setting.hmShort} />
      {isNext && <span aria-hidden="true"> →</span>}
    </a>
  );
}

function optionText(group: SpaceGroup): string {
  const older = olderSymbol(group.setting);
  return [settingSymbol(group.setting), settingText(group), older === null ? '' : `formerly ${older}`]
    .filter((text) => text !== '')
    .join(' — ');
}

function SettingChoice({ group, query }: Props): ReactElement {
  const id = useId();
  const tabulated = settingsOf(group.number);
  const all = tabulated.includes(group) ? tabulated : [group, ...tabulated];
  return (
    <div className="groups-setting">
      <label htmlFor={id}>Setting</label>
      <select
        id={id}
        value={all.indexOf(group)}
        disabled={all.length === 1}
        onChange={(event) => {
          // Letters, coordinates and reflections mean something else on other axes; parts of the page and formats do not.
          const { tab, format, ops } = query;
          navigate(pageHref(all[Number(event.currentTarget.value)]!, { tab, format, ops }), { replace: true });
        }}
      >
        {all.map((other, i) => (
          <option key={other.setting.qualifier} value={i}>
            {optionText(other)}
            {other.setting.isReference && all.length > 1 ? ' (reference)' : ''}
          </option>
        ))}
      </select>
    </div>
  );
}
