import { dateText } from './dateText.js';
import { html, type Markup, raw } from './html.js';
import { STYLE } from './style.js';

export type Section = readonly [id: string, title: string, content: Markup];

/** What a page shows. */
export interface FramedPage {
  /** Of the window. */
  readonly title: string;
  /** Heading and what stands above the list of sections. */
  readonly header: Markup;
  /** What stands before the sections. */
  readonly lead: Markup;
  readonly sections: readonly Section[];
  /** ISO 8601: when the page is made. */
  readonly created: string;
  /** Of the program that makes it. */
  readonly version: string;
}

/** A page without scripts that loads no other file. */
export function framedPage({ title, header, lead, sections, created, version }: FramedPage): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          ${header}
          <nav aria-label="Sections">${sections.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>
        </header>
        <main>
          ${lead}
          ${sections.map(
            ([id, name, content]) =>
              html`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${name}</h2>
                ${content}
              </section> `,
          )}
        </main>
        <footer>
          Made by cft ${version} on ${dateText(created)}. This page holds all it shows; it needs no network.
        </footer>
      </body>
    </html> `;
  return page.text;
}
