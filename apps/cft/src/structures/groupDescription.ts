import { type GroupFacts, groupFacts } from '@crystal-fourier/data';
import { deriveConstraints, FourierBasisError, frequencySet } from '@crystal-fourier/fourier-basis';
import { settings, type SpaceGroup, type Vec3 } from '@crystal-fourier/spacegroups';

/** How many functions a group leaves as they are, up to a cutoff. */
interface BasisCounts {
  /** Largest length of a frequency in units of a*. */
  readonly cutoff: number;
  readonly family: string;
  readonly frequencies: number;
  /** Sets of frequencies that the group maps to each other. */
  readonly stars: number;
  /** Stars that carry an invariant function. */
  readonly functions: number;
  /** Systematically absent frequencies. */
  readonly absent: number;
}

/** The facts of a space group that `cft group` prints; plain JSON. */
export interface GroupDescription extends GroupFacts {
  readonly fullSymbol: string;
  readonly arithmeticClass: string;
  readonly laueClass: string;
  readonly order: number;
  readonly centrosymmetric: boolean;
  readonly symmorphic: boolean;
  readonly sohncke: boolean;
  /** Number of its mirror image, of the 11 pairs. */
  readonly enantiomorph: number | null;
  readonly centring: { readonly symbol: string | null; readonly vectors: readonly string[] };
  /** General position without centring, as coordinate triplets. */
  readonly representatives: readonly string[];
  readonly operations: readonly string[];
  readonly reflectionConditions: readonly string[];
  readonly wyckoff: readonly {
    readonly letter: string;
    readonly multiplicity: number;
    readonly siteSymmetry: string;
    readonly coordinates: readonly string[];
  }[];
  readonly settings: readonly { readonly symbol: string; readonly hall: string; readonly isReference: boolean }[];
  /** null on axes that have no set of frequencies which the group maps to itself. */
  readonly basis: BasisCounts | null;
}

/** @param cutoff of the frequencies, in units of a* */
export function describeGroup(group: SpaceGroup, cutoff: number): GroupDescription {
  const { centring } = group;
  return {
    ...groupFacts(group),
    fullSymbol: group.setting.hmFull,
    arithmeticClass: group.arithmeticClass,
    laueClass: group.laueClass,
    order: group.order,
    centrosymmetric: group.isCentrosymmetric,
    symmorphic: group.isSymmorphic,
    sohncke: group.isSohncke,
    enantiomorph: group.enantiomorph,
    centring: { symbol: centring.symbol, vectors: centring.vectors.map(vectorText) },
    representatives: group.representatives.map((op) => op.toXyz()),
    operations: group.operations.map((op) => op.toXyz()),
    reflectionConditions: group.reflectionConditions().text,
    wyckoff: group.wyckoff.map((position) => ({
      letter: position.letter,
      multiplicity: position.multiplicity,
      siteSymmetry: position.siteSymmetry,
      coordinates: position.coordinates(),
    })),
    settings: settings()
      .filter(({ number }) => number === group.number)
      .map(({ hmExtended, hall, isReference }) => ({ symbol: hmExtended, hall, isReference })),
    basis: basisCounts(group, cutoff),
  };
}

function basisCounts(group: SpaceGroup, cutoff: number): BasisCounts | null {
  try {
    const set = frequencySet(group, { radius: cutoff });
    const { starCount, consistentCount, absent } = deriveConstraints(group, set);
    return {
      cutoff,
      family: set.family ?? 'own',
      frequencies: set.count,
      stars: starCount,
      functions: consistentCount,
      absent: absent.length,
    };
  } catch (error) {
    // Skewed axes, for instance: neither the cubic nor the hexagonal set is closed under the group on them.
    if (error instanceof FourierBasisError && error.code === 'wrong-family') return null;
    throw error;
  }
}

/** `1/2,1/2,0` of a translation in 24ths. */
const vectorText = (vector: Vec3): string =>
  vector
    .map((units) => {
      const divisor = gcd(units, 24);
      return units === 0 ? '0' : `${units / divisor}/${24 / divisor}`;
    })
    .join(',');

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));
