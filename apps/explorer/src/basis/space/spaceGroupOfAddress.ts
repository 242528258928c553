import { lookup, type SpaceGroup, SpaceGroupError, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { settingSymbol } from '../../ui/doubleGlide.js';

export interface Candidate {
  readonly number: number;
  /** Empty for the reference setting. */
  readonly setting: string;
  readonly symbol: string;
}

/** The group that an address names, or why there is none and what was perhaps meant. */
export type AddressedGroup =
  | { readonly ok: true; readonly group: SpaceGroup }
  | { readonly ok: false; readonly reason: string; readonly candidates: readonly Candidate[] };

/** The group of an address that names none. */
export const FIRST_GROUP = 194;

const MAX_CANDIDATES = 6;

/** @param setting qualifier of the setting; null or empty for the reference setting */
export function groupOfAddress(name: string | undefined, setting: string | null): AddressedGroup {
  const text = name ?? String(FIRST_GROUP);
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 230) return unknownName(text);
  const number = Number(text);
  try {
    return { ok: true, group: spaceGroup(number, setting === null || setting === '' ? {} : { qualifier: setting }) };
  } catch (error) {
    if (!(error instanceof SpaceGroupError)) throw error;
    return {
      ok: false,
      reason: `Space group ${number} has no setting “${setting}”.`,
      candidates: settings()
        .filter((other) => other.number === number)
        .slice(0, MAX_CANDIDATES)
        .map(candidateOf),
    };
  }
}

function unknownName(text: string): AddressedGroup {
  const found = lookup(text);
  return {
    ok: false,
    reason: /^[+-]?\d+$/.test(text)
      ? `There is no space group ${text}: the numbers of the International Tables go from 1 to 230.`
      : `“${text}” is not the number of a space group.`,
    candidates: found.ok
      ? [candidateOf(found.group.setting)]
      : found.candidates
          .slice(0, MAX_CANDIDATES)
          .map(({ number, hmExtended }) =>
            candidateOf(
              settings().find((other) => other.number === number && other.hmExtended === hmExtended) ??
                spaceGroup(number).setting,
            ),
          ),
  };
}

export const candidateOf = (setting: {
  readonly number: number;
  readonly qualifier: string;
  readonly hmExtended: string;
  readonly isReference: boolean;
}): Candidate => ({
  number: setting.number,
  setting: setting.isReference ? '' : setting.qualifier,
  symbol: settingSymbol(setting),
});
