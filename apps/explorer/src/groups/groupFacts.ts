import { spaceGroup } from '@crystal-fourier/spacegroups';

/** What the list of groups shows of one and filters by; the same in all its settings. */
export interface GroupFacts {
  readonly number: number;
  /** Short Hermann–Mauguin symbol of the reference setting, `P 21/c`. */
  readonly symbol: string;
  readonly schoenflies: string;
  readonly system: string;
  readonly pointGroup: string;
  readonly laueClass: string;
  readonly bravais: string;
  readonly isCentrosymmetric: boolean;
  readonly isSymmorphic: boolean;
  /** Only operations that keep handedness: groups of chiral structures. */
  readonly isSohncke: boolean;
  /** Its mirror image is another group. */
  readonly isEnantiomorphic: boolean;
  readonly isPolar: boolean;
}

let all: readonly GroupFacts[] | undefined;

/** The 230 groups in order. */
export function groupFacts(): readonly GroupFacts[] {
  return (all ??= Array.from({ length: 230 }, (_, i) => factsOf(i + 1)));
}

function factsOf(number: number): GroupFacts {
  const group = spaceGroup(number);
  return {
    number,
    symbol: group.setting.hmShort,
    schoenflies: group.setting.schoenflies,
    system: group.crystalSystem,
    pointGroup: group.pointGroup,
    laueClass: group.laueClass,
    bravais: group.bravais,
    isCentrosymmetric: group.isCentrosymmetric,
    isSymmorphic: group.isSymmorphic,
    isSohncke: group.isSohncke,
    isEnantiomorphic: group.isEnantiomorphic,
    isPolar: group.polarDirections.length > 0,
  };
}
