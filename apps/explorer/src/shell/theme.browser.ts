import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'auto' | 'light' | 'dark';

const KEY = 'crystal-fourier-theme';
const listeners = new Set<() => void>();
const dark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** What the user chose; `auto` follows the system. A browser that keeps nothing answers `auto`. */
function themeChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

/** Sets and keeps the choice. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Private windows of some browsers keep nothing; the choice holds for this page.
  }
  applyTheme(choice);
  for (const listener of listeners) listener();
}

/** Writes a choice to the page: `data-theme` of the root element, which the style sheet reads. */
export function applyTheme(choice: ThemeChoice = themeChoice()): void {
  const { dataset } = document.documentElement;
  if (choice === 'auto') delete dataset['theme'];
  else dataset['theme'] = choice;
}

/** Whether the page is dark now. */
function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? dark().matches : theme === 'dark';
}

function subscribe(changed: () => void): () => void {
  const system = dark();
  listeners.add(changed);
  system.addEventListener('change', changed);
  return () => {
    listeners.delete(changed);
    system.removeEventListener('change', changed);
  };
}

/** Whether the page is dark; a component that draws by itself (canvas, WebGL) draws anew when it changes. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, themeChoice);
