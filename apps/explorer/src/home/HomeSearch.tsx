import { type FormEvent, type ReactElement, useState } from 'react';
import { hrefOf, navigate } from '../shell/route.js';

/** A field that opens the search for space groups. */
export function HomeSearch(): ReactElement {
  const [query, setQuery] = useState('');
  const search = (event: FormEvent): void => {
    event.preventDefault();
    navigate(hrefOf(['groups'], { q: query.trim() }));
  };
  return (
    <form role="search" className="home-search" onSubmit={search}>
      <label htmlFor="home-search" className="visually-hidden">
        Space group in any spelling
      </label>
      <input
        id="home-search"
        type="search"
        value={query}
        placeholder="Space group: 225, P21/c, Fd-3m, C2h^5 …"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <button type="submit" className="button">
        Search
      </button>
    </form>
  );
}
