import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startLanguage } from './language/language.ts';
import './styles/first.scss';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
await startLanguage();
// Nobody misses it before something has the focus.
addEventListener('focusin', () => import('./app/keep-focus.ts').then(({ keepFocus }) => keepFocus()), { once: true });
createRoot(root).render(<App />);
