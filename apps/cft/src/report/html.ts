/** Text that is markup already; only {@link html} and {@link raw} make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in markup: text, which is escaped, and markup, which is not. */
export type Content = string | number | Markup | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in elements and in quoted attributes. Control characters, which HTML does not have, become spaces. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string).replace(/[^\P{Cc}\n\t]/gu, ' ');

const textOf = (content: Content): string => {
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return (content as readonly Content[]).map(textOf).join('');
  return content === undefined || content === false ? '' : escaped(String(content as string | number));
};

/** Markup from a template: everything put into it is escaped, unless it is markup. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  new Markup(parts.map((part, i) => part + textOf(contents[i])).join(''));

/** A text that is known to be markup: what a library serialised. */
export const raw = (text: string): Markup => new Markup(text);
