import { CoreSpaceGroup } from './coreGroup.js';

/** A space group with everything this package knows about it. See {@link CoreSpaceGroup} for the first half. Immutable. */
export class SpaceGroup extends CoreSpaceGroup {}
