import { useEffect } from 'react';
import { navigate, useRoute } from '../shell/route.js';
import { type CrystalAddress, crystalHref, readAddress } from './crystalAddress.js';
import { exampleSource } from './exampleFiles.browser.js';
import { crystalSession } from './sessions.browser.js';

const change = (changes: Partial<CrystalAddress>): void =>
  navigate(crystalHref({ ...readAddress(new URLSearchParams(location.hash.split('?')[1])), ...changes }), {
    replace: true,
  });

/** What the address says of the page, and a function that changes it. The session follows the address: its example and its options. */
export function useCrystalAddress(): readonly [CrystalAddress, (changes: Partial<CrystalAddress>) => void] {
  const address = readAddress(useRoute().query);
  const { example, symprec, mode } = address;
  useEffect(() => {
    void crystalSession.setOptions({ symprec, mode });
  }, [symprec, mode]);
  useEffect(() => {
    const shown = crystalSession.state.source?.example ?? null;
    if (example !== null && example !== shown) void crystalSession.open(exampleSource(example));
    // The address without its example, after a step back in the history.
    if (example === null && shown !== null) void crystalSession.leaveExample();
  }, [example]);
  return [address, change];
}
