import './style/fonts.css';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App.js';
import { keepOffline } from './shell/offline.browser.js';
import { applyTheme } from './shell/theme.browser.js';

applyTheme();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepOffline();
