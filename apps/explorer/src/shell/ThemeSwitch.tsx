import type { ReactElement } from 'react';
import { chooseTheme, type ThemeChoice, useThemeChoice } from './theme.browser.js';

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { auto: 'light', light: 'dark', dark: 'auto' };
const ICON: Readonly<Record<ThemeChoice, string>> = { auto: '◐', light: '☀', dark: '☾' };

/** Goes around: as the system, light, dark. */
export function ThemeSwitch(): ReactElement {
  const choice = useThemeChoice();
  const label = `Colours: ${choice === 'auto' ? 'as the system' : choice}. Change to ${NEXT[choice] === 'auto' ? 'as the system' : NEXT[choice]}.`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(NEXT[choice])}
    >
      <span aria-hidden="true">{ICON[choice]}</span>
    </button>
  );
}
