import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { NotFound } from '../shell/NotFound.js';
import { GroupLinks } from './GroupLinks.js';

interface Props {
  readonly what: string;
  readonly candidates: readonly SpaceGroup[];
}

/** The address names no group or no setting of it. */
export function UnknownGroup({ what, candidates }: Props): ReactElement {
  return (
    <>
      <NotFound what={what} />
      {candidates.length > 0 && (
        <section className="card" aria-label="What may be meant">
          <h2>Did you mean</h2>
          <GroupLinks groups={candidates} />
        </section>
      )}
    </>
  );
}
