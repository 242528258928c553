import { lazy, type ReactElement, Suspense } from 'react';
import { Home } from '../home/Home.js';
import { Loading } from '../ui/Loading.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { NotFound } from './NotFound.js';
import { hrefOf, useRoute } from './route.js';
import { ScrollMemory } from './ScrollMemory.js';
import { ThemeSwitch } from './ThemeSwitch.js';
import { UpdateNotice } from './UpdateNotice.js';

const GroupsPage = lazy(() => import('../groups/GroupsPage.js').then(({ GroupsPage }) => ({ default: GroupsPage })));
const BasisPage = lazy(() => import('../basis/BasisPage.js').then(({ BasisPage }) => ({ default: BasisPage })));
const CrystalPage = lazy(() =>
  import('../crystal/CrystalPage.js').then(({ CrystalPage }) => ({ default: CrystalPage })),
);
const UnseenPage = lazy(() => import('../unseen/UnseenPage.js').then(({ UnseenPage }) => ({ default: UnseenPage })));

const SECTIONS = [
  { name: 'groups', label: 'Groups', Page: GroupsPage },
  { name: 'basis', label: 'Basis', Page: BasisPage },
  { name: 'crystal', label: 'Crystal', Page: CrystalPage },
  { name: 'unseen', label: 'Unseen', Page: UnseenPage },
] as const;

/** The frame of all pages: navigation, and the page that the address names. */
export function App(): ReactElement {
  const { path } = useRoute();
  const [name] = path;
  const section = SECTIONS.find((section) => section.name === name);
  const page = path.join('/');
  return (
    <>
      <a className="skip-link" href="#main" onClick={skip}>
        Skip to content
      </a>
      <header className="site-header">
        <a
          className="brand"
          href={hrefOf([])}
          aria-label="crystal-fourier, start page"
          aria-current={name === undefined ? 'page' : undefined}
        >
          <img src="./icon.svg" alt="" width="28" height="28" />
          <span>crystal-fourier</span>
        </a>
        <nav aria-label="Main">
          {SECTIONS.map(({ name: own, label }) => (
            <a key={own} href={hrefOf([own])} aria-current={own === name ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        <ErrorBoundary resetKey={page}>
          <Suspense fallback={<Loading />}>
            {name === undefined ? (
              <Home />
            ) : section === undefined ? (
              <NotFound what={`There is no page “${name}”.`} />
            ) : (
              <section.Page />
            )}
            <ScrollMemory page={page} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <footer className="site-footer">
        <p>
          Everything is computed in this browser; no file leaves it. Space groups after{' '}
          <cite>International Tables for Crystallography</cite> A; invariant bases after arXiv:2512.13989.
        </p>
      </footer>
      <UpdateNotice />
    </>
  );
}

/** The address names pages, so the link moves the focus by itself. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
