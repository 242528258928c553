import { type ReactElement, useMemo } from 'react';
import { useDark } from '../../shell/theme.browser.js';
import { fieldPalette } from '../../ui/colors.browser.js';
import { Slider } from '../../ui/Slider.js';
import { describeSlice, describeSurface, functionName } from './describe.js';
import { isosurface } from './isosurface.js';
import type { OperationPath } from './operationPath.js';
import { PictureChoices } from './PictureChoices.js';
import { SliceControls } from './SliceControls.js';
import { colored, makeSlicer, SLICE_GRID } from './sliceField.js';
import { sliceImage } from './slicePicture.browser.js';
import { SlicePicture } from './SlicePicture.js';
import type { SpaceField } from './spaceField.js';
import type { SpaceModel } from './spaceModel.js';
import { LEVEL, type SpaceState } from './spaceState.js';
import { SurfacePicture } from './SurfacePicture.js';
import type { SceneContent } from './surfaceScene.browser.js';

interface Props {
  readonly model: SpaceModel;
  readonly field: SpaceField;
  readonly state: SpaceState;
  /** The state that `model` and `field` belong to; behind `state` while these are computed. */
  readonly shown: SpaceState;
  readonly onChange: (change: Partial<SpaceState>) => void;
  /** Way of an operation, and how far a copy of the surface has gone on it. */
  readonly path: OperationPath | null;
  readonly time: number;
}

/** The function: its surfaces, or a slice, flat and in the cell. */
export function SpacePicture({ model, field, state, shown, onChange, path, time }: Props): ReactElement {
  const { group, cell, set } = model;
  const isDark = useDark();
  const { axis, height, level, cells } = shown;
  const isSlice = shown.view === 'slice';
  const surfaces = useMemo(() => {
    if (isSlice || field.max === 0) return { positive: null, negative: null };
    const value = level * field.max;
    return {
      positive: isosurface(field, cell, value),
      negative: level === 0 ? null : isosurface(field, cell, value, -1),
    };
  }, [isSlice, field, cell, level]);
  const slicer = useMemo(() => makeSlicer(set, axis), [set, axis]);
  const slice = useMemo(() => {
    if (!isSlice) return null;
    const values = slicer.slice(field, height);
    const palette = fieldPalette();
    const image = sliceImage(colored(values, SLICE_GRID, field.max, palette, true), SLICE_GRID);
    return { values, image, axis, height };
    // The palette is that of the theme.
  }, [isSlice, slicer, field, axis, height, isDark]);
  const content = useMemo(
    (): SceneContent => ({
      cell,
      cells,
      ...surfaces,
      slice,
      ghost: path === null || isSlice ? null : path.at(time),
    }),
    [cell, cells, surfaces, slice, path, time, isSlice],
  );
  const caption = useMemo(() => {
    if (shown.star !== null && set.indexOf(shown.star) < 0)
      return `Nothing is drawn: ${functionName(shown)} is beyond the cutoff.`;
    return slice === null ? describeSurface(group, field, shown) : describeSlice(group, field, slice.values, shown);
  }, [group, set, field, slice, shown]);
  return (
    <section className="card stack space-picture" aria-label="Picture">
      <PictureChoices state={state} onChange={onChange} />
      <div className={isSlice ? 'space-pictures space-pictures-two' : 'space-pictures'}>
        {slice !== null && <SlicePicture image={slice.image} cell={cell} axis={axis} isDark={isDark} label={caption} />}
        <SurfacePicture
          content={content}
          label={isSlice ? `The same slice in the unit cell, at ${height.toFixed(3)} ${axis}.` : caption}
          fileName={`${group.setting.hmExtended.replaceAll(/[^\w-]+/g, '')}-${shown.view}`}
        />
      </div>
      <p className="small muted space-caption">{caption}</p>
      {isSlice ? (
        <SliceControls state={state} onChange={onChange} />
      ) : (
        <Slider
          label="Level of the surfaces f = ± level"
          {...LEVEL}
          value={state.level}
          shown={`${Math.round(state.level * 100)} % of the largest |f|`}
          onChange={(level) => onChange({ level })}
        />
      )}
    </section>
  );
}
