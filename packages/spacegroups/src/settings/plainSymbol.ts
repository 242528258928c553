const ENTITIES: Readonly<Record<string, string>> = { minus: '-', ndash: '-', macr: '\u0304', nbsp: ' ' };

/**
 * A symbol as plain ASCII text from what LaTeX (`Fm\bar{3}m`, `$P6_{3}/mmc$`), HTML (`P6<sub>3</sub>/<i>mmc</i>`), the markup of CIF
 * (`P 2~1~/c`) and word processors (`P6₃/mmc`, `Fm3̅m`, `Fm−3m`) make of it, and words (`P 1bar`). A bar over a digit becomes a minus sign before it. Other text
 * is returned as it is.
 */
export function plainSymbol(text: string): string {
  const plain = text
    .replace(/&(?:#(\d{2,5})|#x([\da-f]{2,4})|(\w+));/gi, (all, decimal?: string, hex?: string, name = '') =>
      decimal === undefined && hex === undefined
        ? (ENTITIES[name] ?? all)
        : String.fromCharCode(parseInt(decimal ?? (hex as string), decimal === undefined ? 16 : 10)),
    )
    .replace(/<(?:[^<>]*overline[^<>]*|ovl|bar)>\s*(?=\d)/gi, '-')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/\\[,;: ]/g, ' ')
    .replace(/\\(?!bar|overline|=)(?:[a-z]+\s?|\W)|[{}$~]/gi, '')
    .replace(/\\(?:bar|overline|=)\s*(?=\d)/gi, '-')
    .normalize('NFKD')
    // Text behind a digit first: "P4¯21m" is P -4 21 m.
    .replace(/(\d) ?(?:[\u0304\u0305]|bar)/gi, '-$1')
    .replace(/ ?(?:[\u0304\u0305]|bar ?)(?=\d)/gi, '-')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2044\u2215]/g, '/');
  // "P_1_21/c_1" has underscores for spaces, "P2_12_12_1" and "P 2_1/c" have them for subscripts.
  return /^\W*[a-z]_/i.test(plain) ? plain : plain.replace(/(\d)_(?=\d)/g, '$1');
}
