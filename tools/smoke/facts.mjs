// Runs in every runtime that the packages support; all must give the same answer.
import { lookup } from '@crystal-fourier/spacegroups';

export function facts() {
  return ['Fd-3m', 'P21/c', 'Fm-3m', 'P63/mmc'].map((symbol) => {
    const found = lookup(symbol);
    if (!found.ok) throw new Error(found.reason);
    const { group } = found;
    return {
      number: group.setting.number,
      order: group.order,
      wyckoff: group.wyckoff.length,
      reflections: group.reflectionConditions().text,
    };
  });
}
