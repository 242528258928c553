import { locateOperations } from '@crystal-fourier/spacegroups/locations';
import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import { type ReactElement, useId } from 'react';
import { Notice } from '../../ui/Notice.js';
import { fractionText } from '../fractionText.js';
import { useTyped } from '../useTyped.browser.js';
import { operationWords } from './operationWords.js';
import type { PageQuery } from './pageQuery.js';
import { checkReflection, hklText, isHexagonal, readHkl, type ReflectionCheck } from './reflectionCheck.js';

interface Props {
  readonly group: SpaceGroup;
  /** As the address has it. */
  readonly hkl: string;
  readonly onChange: (changes: PageQuery) => void;
}

/** Whether a reflection is allowed, why not, and what else symmetry says of it. */
export function ReflectionChecker({ group, hkl, onChange }: Props): ReactElement {
  const id = useId();
  const typed = useTyped(hkl, (text) => {
    // An empty field is on the way to another reflection: the address keeps the last one.
    if (text.trim() !== '') onChange({ hkl: text });
  });
  const read = readHkl(typed.text);
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Check a reflection</h2>
      <div className="field groups-hkl">
        <label htmlFor={id}>
          <i>h k l</i>
          {isHexagonal(group) ? ' or four indices' : ''}
        </label>
        <input
          id={id}
          type="text"
          value={typed.text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => typed.type(event.currentTarget.value)}
        />
      </div>
      <div aria-live="polite">
        {read.ok ? (
          <Check group={group} check={checkReflection(group, read.hkl)} />
        ) : (
          <Notice kind="warning">
            <p>{read.message}</p>
          </Notice>
        )}
      </div>
    </section>
  );
}

/** Equivalents that are written out. */
const MOST_EQUIVALENTS = 12;

function Check({ group, check }: { readonly group: SpaceGroup; readonly check: ReflectionCheck }): ReactElement {
  const { absence, equivalents, epsilon, epsilonWithCentring, isCentric, phases } = check;
  const four = isHexagonal(group);
  return (
    <>
      <p className={`groups-verdict ${absence === null ? 'groups-verdict-allowed' : 'groups-verdict-absent'}`}>
        <strong>{hklText(check.hkl, four)}</strong> is {absence === null ? 'allowed' : 'absent'}
      </p>
      {absence !== null && <Why group={group} check={check} absence={absence} />}
      <dl className="facts">
        <dt>Multiplicity</dt>
        <dd>
          {equivalents.length}
          <span className="muted small groups-fact-note">
            {equivalents
              .slice(0, MOST_EQUIVALENTS)
              .map((hkl) => hklText(hkl, four))
              .join(' ')}
            {equivalents.length > MOST_EQUIVALENTS ? ' …' : ''}
          </span>
        </dd>
        <dt>Unique reflection</dt>
        <dd>{hklText(check.representative, four)}</dd>
        <dt>ε</dt>
        <dd>
          {epsilon}
          {epsilonWithCentring === epsilon ? '' : ` (${epsilonWithCentring} with centring)`}
        </dd>
        <dt>Phase</dt>
        <dd>
          {absence !== null
            ? 'none: the structure factor is 0'
            : phases === null
              ? 'any: not centric'
              : `${phases[0]}° or ${phases[1]}°: centric`}
          {absence !== null && isCentric ? ' (centric)' : ''}
        </dd>
      </dl>
    </>
  );
}

function Why({
  group,
  check,
  absence: { operation, index, phase, broken },
}: {
  readonly group: SpaceGroup;
  readonly check: ReflectionCheck;
  readonly absence: NonNullable<ReflectionCheck['absence']>;
}): ReactElement {
  const words = operationWords(locateOperations(group)[index]!);
  const four = isHexagonal(group);
  return (
    <Notice kind="info">
      <p>
        Operation {index + 1}, <code>{operation.toXyz()}</code> ({words.charAt(0).toLowerCase() + words.slice(1)}),
        keeps {hklText(check.hkl, four)} and shifts its phase by h·t = {fractionText(phase, 24)} of a turn, so the
        structure factor equals itself times exp(−2πi·{fractionText(phase, 24)}) and must be 0.
      </p>
      {broken.length > 0 && (
        <p>
          Condition:{' '}
          {broken.map(({ condition, by }, i) => (
            <span key={condition}>
              {i > 0 && '; '}
              <code>{condition.replaceAll('-', '−')}</code>
              {by.join() === check.hkl.join() ? '' : ` (for the equivalent ${hklText(by, four)})`}
            </span>
          ))}
        </p>
      )}
    </Notice>
  );
}
