import type { ReactElement } from 'react';
import { PageTitle } from '../shell/PageTitle.js';
import { hrefOf } from '../shell/route.js';
import { HmSymbol } from '../ui/HmSymbol.js';
import { HeroField } from './HeroField.js';
import './home.css';
import { HomeSearch } from './HomeSearch.js';

/** The start page. */
export function Home(): ReactElement {
  return (
    <div className="home">
      <div className="home-top">
        <div>
          <PageTitle title="See what symmetry does">See what symmetry does</PageTitle>
          <p className="lead">
            A crystal looks the same from each of its equivalent places. That single fact decides which waves may build
            it, which reflections are dark, and what a network may say of it. Here you can watch it happen.
          </p>
          <HomeSearch />
        </div>
        <HeroField />
      </div>
      <ul className="home-cards">
        <GroupsCard />
        <BasisCard />
        <CrystalCard />
        <UnseenCard />
      </ul>
    </div>
  );
}

function GroupsCard(): ReactElement {
  return (
    <li className="card">
      <h2>
        <a href={hrefOf(['groups'])}>Groups</a>
      </h2>
      <p>
        The 230 space groups in 530 settings: symbols, operations, symmetry elements, Wyckoff positions, reflection
        conditions. Exact integers, checked against four other programs.
      </p>
      <p className="home-links">
        {(
          [
            [14, 'P 21/c'],
            [62, 'P n m a'],
            [225, 'F m -3 m'],
          ] as const
        ).map(([number, symbol]) => (
          <a key={number} href={hrefOf(['groups', number])}>
            <HmSymbol symbol={symbol} />
          </a>
        ))}
      </p>
    </li>
  );
}

function BasisCard(): ReactElement {
  return (
    <li className="card">
      <h2>
        <a href={hrefOf(['basis'])}>Basis</a>
      </h2>
      <p>
        Symmetry ties Fourier coefficients together. The ties form a graph, and each of its parts is one invariant
        function, or none: a systematic absence. In the plane and in space.
      </p>
      <p className="home-links">
        {['p4gm', 'p6mm'].map((symbol) => (
          <a key={symbol} href={hrefOf(['basis', 'plane', symbol])}>
            <HmSymbol symbol={symbol} />
          </a>
        ))}
        <a href={hrefOf(['basis', 'space', 227])}>
          <HmSymbol symbol="F d -3 m" /> in space
        </a>
      </p>
    </li>
  );
}

function CrystalCard(): ReactElement {
  return (
    <li className="card">
      <h2>
        <a href={hrefOf(['crystal'])}>Crystal</a>
      </h2>
      <p>
        Drop a CIF, POSCAR, <span className="mono">vasprun.xml</span> or JSON file: its structure, its symmetry, its
        reflections, and what a network that knows all groups predicts. Nothing is uploaded.
      </p>
      <p className="home-links">
        <a href={hrefOf(['crystal'], { example: 'rutile' })}>Rutile</a>{' '}
        <a href={hrefOf(['crystal'], { example: 'quartz' })}>Quartz</a>
      </p>
    </li>
  );
}

function UnseenCard(): ReactElement {
  return (
    <li className="card">
      <h2>
        <a href={hrefOf(['unseen'])}>Unseen groups</a>
      </h2>
      <p>
        How well do networks predict crystals of groups that they never saw? Every crystal system held out in turn,
        beside boosted trees, with the price of not having seen it. Pick a fold and look at each crystal.
      </p>
      <p className="home-links">
        <a href={hrefOf(['unseen'])}>Measured errors</a>
      </p>
    </li>
  );
}
