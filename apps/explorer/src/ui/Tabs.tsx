import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';

interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  readonly content: () => ReactNode;
}

interface Props {
  /** For screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}

/** Tabs of the ARIA pattern: arrow keys, Home and End move between them; only what is chosen is rendered. */
export function Tabs({ label, tabs, selected, onSelect }: Props): ReactElement {
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = Math.max(
    0,
    tabs.findIndex(({ id }) => id === selected),
  );
  const choose = (index: number): void => {
    const tab = tabs[(index + tabs.length) % tabs.length]!;
    onSelect(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(target);
  };
  const { id, content } = tabs[current]!;
  useEffect(() => {
    // On a phone the row of tabs is wider than the page: what is chosen is scrolled into it.
    const row = list.current;
    const tab = row?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (row === null || tab === null || tab === undefined) return;
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }, [id]);
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${prefix}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === id}
            aria-controls={`${prefix}-panel`}
            tabIndex={tab.id === id ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${prefix}-panel`} aria-labelledby={`${prefix}-${id}`} tabIndex={0}>
        {content()}
      </div>
    </div>
  );
}
