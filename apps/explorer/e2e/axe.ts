import axeCore from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Finding {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** Fails for what makes a page hard or impossible to use with assistive technology: findings of axe that are serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeCore.source);
  const findings = await page.evaluate(async (): Promise<Finding[]> => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, help, nodes }) => ({
        rule: id,
        impact: impact ?? '',
        help,
        where: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 160)} — ${failureSummary ?? ''}`),
      }));
  });
  expect(findings).toEqual([]);
}
