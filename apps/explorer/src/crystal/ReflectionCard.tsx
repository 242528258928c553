import { type ReactElement, useRef, useState } from 'react';
import { Segmented } from '../ui/Segmented.js';
import { Tabs } from '../ui/Tabs.js';
import { useWidth } from '../ui/useWidth.browser.js';
import { AbsentTable } from './AbsentTable.js';
import { ReflectionTable } from './ReflectionTable.js';
import type { ReflectionList } from './reflections.js';
import type { PlotAxis, PlotHeight } from './stickPlot.js';
import { StickPicture } from './StickPicture.js';

const AXES = [
  { value: 'angle', label: '2θ, copper' },
  { value: 'length', label: '1/d' },
] as const;
const HEIGHTS = [
  { value: 'one', label: '|F|²' },
  { value: 'all', label: 'times multiplicity' },
] as const;

interface Props {
  readonly list: ReflectionList;
  readonly axis: PlotAxis;
  readonly height: PlotHeight;
  readonly onChange: (change: { readonly axis?: PlotAxis; readonly height?: PlotHeight }) => void;
}

/** Simulated reflections of the crystal: picture and tables. */
export function ReflectionCard({ list, axis, height, onChange }: Props): ReactElement {
  const { reflections, absent, dMin, isCut, conditions } = list;
  const [chosen, setChosen] = useState<{ readonly list: ReflectionList; readonly index: number } | null>(null);
  const [tab, setTab] = useState('present');
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 700);
  const selected = chosen?.list === list ? chosen.index : null;
  const select = (index: number | null): void => setChosen(index === null ? null : { list, index });
  return (
    <section className="card crystal-reflections" aria-labelledby="crystal-reflections">
      <h2 id="crystal-reflections">Reflections</h2>
      <figure className="crystal-figure">
        <div className="row">
          <Segmented<PlotAxis>
            legend="Axis"
            hideLegend
            options={AXES}
            value={axis}
            onChange={(axis) => onChange({ axis })}
          />
          <Segmented<PlotHeight>
            legend="Height"
            hideLegend
            options={HEIGHTS}
            value={height}
            onChange={(height) => onChange({ height })}
          />
        </div>
        <div ref={frame}>
          <StickPicture
            reflections={reflections}
            axis={axis}
            height={height}
            selected={selected}
            onSelect={select}
            width={width}
          />
        </div>
        <figcaption className="small muted">
          Intensities |F(hkl)|² of the standard cell, the strongest as 100: point atoms weighted by their atomic number
          Z, no thermal motion, no other factor of an experiment. Real intensities fall faster with the angle. Down to d
          = {dMin.toFixed(3)} Å{isCut && '; there are more'}.
        </figcaption>
      </figure>
      <Tabs
        label="Lists of reflections"
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'present',
            label: `Present (${reflections.length})`,
            content: () => (
              <ReflectionTable reflections={reflections} height={height} selected={selected} onSelect={select} />
            ),
          },
          {
            id: 'absent',
            label: `Absent (${absent.length})`,
            content: () => <AbsentTable absent={absent} conditions={conditions} />,
          },
        ]}
      />
    </section>
  );
}
