/**
 * Offset after the last complete child of an element that is not closed: where the file of an interrupted run can be cut so that nothing in
 * it is half written.
 *
 * @param start offset of the opening tag of the element
 * @param names the children of which at least one must be complete
 * @returns undefined where none is
 * @internal
 */
export function endOfLastChild(text: string, start: number, names: readonly string[]): number | undefined {
  const tags = /<(\/?)([\w:.-]+)(?:\s[^<>]*?)?(\/?)>/g;
  tags.lastIndex = start;
  let depth = 0;
  let hasNamed = false;
  let end: number | undefined;
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const [, closing, name = '', empty] = tag;
    if (empty !== '') {
      if (depth === 1) end = tags.lastIndex;
      continue;
    }
    if (closing === '') {
      depth++;
      continue;
    }
    if (--depth !== 1) continue;
    end = tags.lastIndex;
    hasNamed ||= names.includes(name);
  }
  return hasNamed ? end : undefined;
}
