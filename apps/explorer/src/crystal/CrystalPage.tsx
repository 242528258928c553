import './crystal.css';
import { type ReactElement, useSyncExternalStore } from 'react';
import { PageTitle } from '../shell/PageTitle.js';
import { CrystalFailures } from './CrystalFailures.js';
import { CrystalInput } from './CrystalInput.js';
import { CrystalOptions } from './CrystalOptions.js';
import { CrystalResult } from './CrystalResult.js';
import { CrystalStatus } from './CrystalStatus.js';
import { DropCover } from './DropCover.js';
import { PredictionCard } from './prediction/PredictionCard.js';
import { isMeasuredFile } from './powder/measuredSession.js';
import {
  crystalSession,
  filesSource,
  isModelFile,
  measuredSession,
  modelFile,
  modelSession,
  textSource,
} from './sessions.browser.js';
import type { Source } from './crystalSession.js';
import { useCrystalAddress } from './useCrystalAddress.browser.js';

/** Drop a structure: its picture, its symmetry, its reflections, and what a network predicts of it. */
export function CrystalPage(): ReactElement {
  const [address, change] = useCrystalAddress();
  const state = useSyncExternalStore(crystalSession.subscribe, crystalSession.current);
  const { phase, source, entries, found, selected, report, version } = state;

  const open = (next: Source): void => {
    void crystalSession.open(next);
    change({ example: null, orbit: null });
  };
  const openText = (text: string): void => open(textSource(text));
  const openFiles = async (files: readonly File[]): Promise<void> => {
    const model = files.find(isModelFile);
    if (model !== undefined) {
      change({ model: null });
      void modelSession.load(modelFile(model));
    }
    const others = files.filter((file) => !isModelFile(file));
    const isMeasured = await Promise.all(others.map(isMeasuredFile));
    const measured = others.find((_, i) => isMeasured[i]);
    if (measured !== undefined) void measuredSession.open(measured);
    const structures = others.filter((_, i) => !isMeasured[i]);
    if (structures.length > 0) open(filesSource(structures));
  };
  return (
    <div className="stack crystal">
      <DropCover onFiles={(files) => void openFiles(files)} onText={openText} />
      <div>
        <PageTitle title={report === null ? 'Crystal' : `${report.symmetry.formula} · Crystal`}>Crystal</PageTitle>
        <p className="lead">
          Give it a structure: you get its picture, its symmetry, its reflections, and a prediction by a network that
          knows all space groups. Nothing is uploaded.
        </p>
      </div>
      <CrystalInput address={address} onFiles={(files) => void openFiles(files)} onText={openText} />
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
      <CrystalStatus {...state} />
      <CrystalFailures {...state} />
      {report !== null && (
        <div className={phase === 'analysing' ? 'crystal-stale' : undefined}>
          <CrystalResult report={report} version={version} address={address} onChange={change}>
            <PredictionCard
              version={version}
              backend={address.backend}
              onBackend={(backend) => change({ backend })}
              wanted={address.model}
              onShipped={(model) => change({ model })}
            />
          </CrystalResult>
        </div>
      )}
    </div>
  );
}
