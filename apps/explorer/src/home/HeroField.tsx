import { planeGroup, type PlaneGroup } from '@crystal-fourier/spacegroups';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { useDark } from '../shell/theme.browser.js';
import { hrefOf } from '../shell/route.js';
import { fieldPalette } from '../ui/colors.browser.js';
import { HmSymbol } from '../ui/HmSymbol.js';
import { movingField } from './movingField.js';

const NUMBERS = [17, 11, 12, 15, 8, 9] as const;
const CELL = 150;

/** Cell vectors of the picture in pixels, x to the right and y down. */
function cellOf({ crystalSystem }: PlaneGroup): DOMMatrix {
  const [a, b] =
    crystalSystem === 'hexagonal'
      ? [
          [1, 0],
          [-0.5, Math.sqrt(3) / 2],
        ]
      : crystalSystem === 'oblique'
        ? [
            [1, 0],
            [-0.25, 0.9],
          ]
        : crystalSystem === 'rectangular'
          ? [
              [1.2, 0],
              [0, 0.85],
            ]
          : [
              [1, 0],
              [0, 1],
            ];
  return new DOMMatrix([a![0]! * CELL, a![1]! * CELL, b![0]! * CELL, b![1]! * CELL, 0, 0]);
}

/** An invariant function that slowly changes and never loses its symmetry. */
export function HeroField(): ReactElement {
  const [number, setNumber] = useState<number>(17);
  const [isMoving, setMoving] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const canvas = useRef<HTMLCanvasElement>(null);
  const time = useRef(2);
  const isDark = useDark();
  const group = planeGroup(number);
  const field = useMemo(() => movingField(planeGroup(number)), [number]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return undefined;
    const tile = document.createElement('canvas');
    tile.width = tile.height = field.size;
    const tileContext = tile.getContext('2d')!;
    const image = tileContext.createImageData(field.size, field.size);
    const pixels = new Uint32Array(image.data.buffer);
    const palette = fieldPalette();
    const cell = cellOf(group);
    const draw = (): void => {
      const values = field.at(time.current);
      for (let i = 0; i < values.length; i++) pixels[i] = palette[Math.round(255.5 + 255.4 * values[i]!)]!;
      tileContext.putImageData(image, 0, 0);
      const scale = Math.min(devicePixelRatio, 2);
      const [width, height] = [Math.round(element.clientWidth * scale), Math.round(element.clientHeight * scale)];
      if (element.width !== width || element.height !== height) [element.width, element.height] = [width, height];
      const pattern = context.createPattern(tile, 'repeat')!;
      pattern.setTransform(
        new DOMMatrix()
          .scale(scale)
          .multiply(cell)
          .scale(1 / field.size),
      );
      context.fillStyle = pattern;
      context.fillRect(0, 0, width, height);
    };
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    let frame = 0;
    let last: number | undefined;
    const step = (now: number): void => {
      time.current += Math.min(0.1, (now - (last ?? now)) / 1000);
      last = now;
      draw();
      frame = requestAnimationFrame(step);
    };
    if (isMoving) frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
    };
  }, [field, group, isMoving, isDark]);
  return (
    <figure className="home-hero">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`A pattern that is invariant under the plane group ${group.hmShort}, repeated over many unit cells`}
      />
      <figcaption>
        <span className="home-hero-groups" role="group" aria-label="Plane group of the pattern">
          {NUMBERS.map((own) => (
            <button key={own} type="button" aria-pressed={own === number} onClick={() => setNumber(own)}>
              <HmSymbol symbol={planeGroup(own).hmShort} />
            </button>
          ))}
        </span>
        <button type="button" onClick={() => setMoving(!isMoving)}>
          {isMoving ? 'Pause' : 'Play'}
        </button>
        <a href={hrefOf(['basis', 'plane', group.hmShort])}>Take it apart</a>
      </figcaption>
    </figure>
  );
}
