import { show } from '../algebra/errors.js';
import { extendedSymbol } from '../settings/setting.js';
import type { SettingOptions } from '../settings/settingChoice.js';
import { closestRows } from '../settings/symbolIndex.js';

/** How to read a symbol, and which setting to prefer where it leaves that open. */
export interface LookupOptions extends Omit<SettingOptions, 'qualifier'> {
  /**
   * Read the text in one notation only. Defaults to `any`: number, then Hermann–Mauguin, Schoenflies, Hall; so `P 2` is
   * No. 3 with unique axis b (Hermann–Mauguin), not the Hall symbol of its unique-axis-c setting. Of Hall symbols `any` reads
   * those that can be nothing else: with a minus sign in front, a quotation mark, an asterisk, a bracket or a place such as
   * `2ac`, or listed in the table of 530. `hm` also reads a number where the symbol should be, `SG 225`.
   */
  readonly notation?: 'any' | 'number' | 'hm' | 'hall' | 'schoenflies';
}

/** A symbol that was understood. */
export interface LookupFound<G> {
  readonly ok: true;
  readonly group: G;
  /** The notation in which the text was read. */
  readonly notation: 'number' | 'hm' | 'hall' | 'schoenflies';
  /**
   * Other settings that the same text names: all that it leaves open, in the order of the table; empty if it names one only.
   * They are settings of the same group, except where a note says that the text is a symbol in two notations.
   */
  readonly alternatives: readonly G[];
  /** What was assumed or is uncommon, in words; empty if nothing. */
  readonly notes: readonly string[];
}

/** A symbol that was not understood. Nothing is guessed. */
export interface LookupFailed {
  readonly ok: false;
  /** One sentence: what is wrong, and the closest symbols where there are any. */
  readonly reason: string;
  /** Settings with similar symbols, the closest first. */
  readonly candidates: readonly { readonly hmExtended: string; readonly number: number }[];
}

export type LookupResult<G> = LookupFound<G> | LookupFailed;

/**
 * @param text names the candidates; nothing is close to what is no symbol at all
 * @internal
 */
export function failed(reason: string, text?: string): LookupFailed {
  const candidates = (text === undefined ? [] : closestRows(text)).map((row) => ({
    hmExtended: extendedSymbol(row),
    number: row.number,
  }));
  const closest = candidates.map((c) => `${show(c.hmExtended)} (${c.number})`).join(', ');
  return { ok: false, reason: `lookup: ${reason}${closest && `; closest: ${closest}`}`, candidates };
}

/** @internal */
export function found<G>(
  group: G,
  notation: LookupFound<G>['notation'],
  alternatives: readonly G[] = [],
  notes: readonly string[] = [],
): LookupFound<G> {
  return { ok: true, group, notation, alternatives, notes };
}
