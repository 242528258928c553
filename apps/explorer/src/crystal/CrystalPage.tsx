import './crystal.css';
import { type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { PageTitle } from '../shell/PageTitle.js';
import { navigate, useRoute } from '../shell/route.js';
import { Loading } from '../ui/Loading.js';
import { type CrystalAddress, crystalHref, readAddress } from './crystalAddress.js';
import { CrystalInput } from './CrystalInput.js';
import { CrystalOptions } from './CrystalOptions.js';
import { CrystalResult } from './CrystalResult.js';
import { DropCover } from './DropCover.js';
import { exampleSource } from './exampleFiles.browser.js';
import { FailureNotice } from './FailureNotice.js';
import { placeText } from './failure.js';
import { PredictionCard } from './prediction/PredictionCard.js';
import { crystalSession, filesSource, isModelFile, modelFile, modelSession, textSource } from './sessions.browser.js';
import type { Source } from './crystalSession.js';

/** Drop a structure: its picture, its symmetry, its reflections, and what a network says of it. */
export function CrystalPage(): ReactElement {
  const { query } = useRoute();
  const address = readAddress(query);
  const state = useSyncExternalStore(crystalSession.subscribe, crystalSession.current);
  const { phase, source, entries, found, refused, selected, report, failure, version } = state;
  const { example, symprec, mode } = address;
  const change = (changes: Partial<CrystalAddress>): void =>
    navigate(crystalHref({ ...readAddress(new URLSearchParams(location.hash.split('?')[1])), ...changes }), {
      replace: true,
    });

  useEffect(() => {
    void crystalSession.setOptions({ symprec, mode });
  }, [symprec, mode]);
  useEffect(() => {
    const shown = crystalSession.state.source?.example ?? null;
    if (example !== null && example !== shown) void crystalSession.open(exampleSource(example));
    // The address without its example, after a step back in the history.
    if (example === null && shown !== null) void crystalSession.leaveExample();
  }, [example]);

  const open = (next: Source): void => {
    void crystalSession.open(next);
    change({ example: null, orbit: null });
  };
  const take = (files: readonly File[]): void => {
    const model = files.find(isModelFile);
    if (model !== undefined) {
      change({ model: false });
      void modelSession.load(modelFile(model));
    }
    const structures = files.filter((file) => !isModelFile(file));
    if (structures.length > 0) open(filesSource(structures));
  };
  const isBusy = phase === 'reading' || phase === 'analysing';
  return (
    <div className="stack crystal">
      <DropCover onFiles={take} onText={(text) => open(textSource(text))} />
      <div>
        <PageTitle title={report === null ? 'Crystal' : `${report.symmetry.formula} · Crystal`}>Crystal</PageTitle>
        <p className="lead">
          Give it a structure: you get its picture, its symmetry, its reflections, and a prediction by a network that
          knows all space groups. Nothing is uploaded.
        </p>
      </div>
      <CrystalInput address={address} onFiles={take} onText={(text) => open(textSource(text))} />
      {source !== null && (
        <CrystalOptions
          address={address}
          onChange={change}
          entries={entries}
          found={found}
          selected={selected}
          onSelect={(entry) => {
            change({ orbit: null });
            void crystalSession.select(entry);
          }}
        />
      )}
      <div className="crystal-status" role="status">
        {isBusy && (
          <div className="row">
            <Loading>{phase === 'reading' ? `Reading ${source?.label ?? ''}…` : 'Finding the symmetry…'}</Loading>
            <button type="button" className="button button-quiet" onClick={() => crystalSession.cancel()}>
              Stop
            </button>
          </div>
        )}
        {phase === 'ready' && report !== null && (
          <span className="visually-hidden">
            {report.symmetry.formula}, space group {report.symmetry.group.symbol}, {report.symmetry.sites} sites
          </span>
        )}
      </div>
      {refused.map((refusal) => (
        <FailureNotice
          key={placeText(refusal)}
          title="This file cannot be read."
          failure={refusal}
          onRetry={() => void crystalSession.retry()}
        />
      ))}
      {failure !== null && (
        <FailureNotice
          title={entries.length === 0 ? 'Nothing could be read.' : 'The symmetry of this structure could not be found.'}
          failure={failure}
          onRetry={() => void crystalSession.retry()}
        />
      )}
      {report !== null && (
        <div className={phase === 'analysing' ? 'crystal-stale' : undefined}>
          <CrystalResult report={report} address={address} onChange={change}>
            <PredictionCard
              version={version}
              backend={address.backend}
              onBackend={(backend) => change({ backend })}
              wantsShipped={address.model}
              onShipped={(model) => change({ model })}
            />
          </CrystalResult>
        </div>
      )}
    </div>
  );
}
