/** A text written in lines as paragraphs, which the help wraps to the width of the terminal; an empty line parts them. */
export const prose = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
