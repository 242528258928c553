import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, type Markup, raw } from './html.js';

export { Plot };

/** Colours by role; the style sheet says what they are in light and in dark. */
export const COLORS = {
  main: 'var(--main)',
  second: 'var(--second)',
  faint: 'var(--faint)',
  text: 'var(--text)',
} as const;

/** Different colours for members of an ensemble and for targets. */
export const SERIES: readonly string[] = ['--main', '--second', '--third', '--fourth'].map((name) => `var(${name})`);

/** A number in a label of an axis. */
export const tickText = (value: number): string =>
  value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)
    ? value.toExponential(0)
    : String(Number(value.toPrecision(6)));

/** What is used of the element that is drawn. */
interface Drawn {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<{ remove(): void }>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
}

export interface Figure {
  readonly title: string;
  /** What the figure shows, for screen readers. */
  readonly description: string;
  /** What it means and what is left out, below the figure. */
  readonly caption?: Markup | string | undefined;
}

/** A chart of Observable Plot as a figure, drawn once, without scripts. */
export function figure({ title, description, caption }: Figure, options: Plot.PlotOptions): Markup {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg: Drawn = Plot.plot({
    document: document as never,
    width: 460,
    height: 300,
    marginLeft: 52,
    marginTop: 30,
    marginBottom: 40,
    style: { background: 'none', color: 'inherit', fontFamily: 'inherit', fontSize: '12px' },
    ...options,
    className: 'chart',
  });
  // Rules of the library are the same for all charts: the style sheet has them once.
  for (const style of svg.querySelectorAll('style')) style.remove();
  const [width, height] = [svg.getAttribute('width'), svg.getAttribute('height')];
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  // Coordinates are rounded to a tenth of a pixel. No text inside a tag comes from data.
  const drawn = svg.outerHTML.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/ (?:d|x|y|x1|x2|y1|y2|cx|cy|width|height|transform)="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(10 * Number(number)) / 10)),
    ),
  );
  // Set here and not on the element: the serialiser leaves < and & as they are in attributes.
  const named = drawn.replace('<svg', () => html`<svg role="img" aria-label="${`${title}. ${description}`}"`.text);
  return html`<figure>
    <h3>${title}</h3>
    ${raw(named)}${caption === undefined ? '' : html`<figcaption>${caption}</figcaption>`}
  </figure>`;
}
