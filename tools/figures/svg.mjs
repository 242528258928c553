import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** @typedef {{ svg: any, width: number, height: number, title?: string }} Panel */

/** A chart of Observable Plot as an SVG element. */
export function chart(/** @type {Plot.PlotOptions} */ options) {
  return Plot.plot({
    document,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '12px', background: 'white' },
    ...options,
  });
}

/** Charts beside each other in rows, each with its title above, as the text of one SVG file. */
export function compose(/** @type {Panel[][]} */ rows, { gap = 28, titleHeight = 26, margin = 12 } = {}) {
  const widthOf = (/** @type {Panel[]} */ row) => row.reduce((sum, panel) => sum + panel.width + gap, -gap);
  const width = Math.max(...rows.map(widthOf)) + 2 * margin;
  let y = margin;
  let body = '';
  for (const row of rows) {
    let x = margin;
    for (const { svg, width: panelWidth, title } of row) {
      if (title) body += `<text x="${x}" y="${y + 15}" font-size="14" font-weight="600">${title}</text>`;
      svg.setAttribute('x', String(x));
      svg.setAttribute('y', String(y + titleHeight));
      // A tenth of a pixel is enough for paths.
      body += svg.outerHTML.replace(
        / d="([^"]*)"/g,
        (/** @type {string} */ _, /** @type {string} */ d) =>
          ` d="${d.replace(/\d+\.\d+/g, (number) => String(Math.round(10 * Number(number)) / 10))}"`,
      );
      x += panelWidth + gap;
    }
    y += titleHeight + Math.max(...row.map((panel) => panel.height)) + margin;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" font-family="system-ui, sans-serif"><rect width="100%" height="100%" fill="white"/>${body}</svg>\n`;
}

export { Plot };
