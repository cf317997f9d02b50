import { existsSync } from 'node:fs';

// Node strips no types under node_modules: an engine that is installed is what `npm run pack:engine` built of it, and in
// its own repository it is its sources. The manifest is one and the same, so each entry is a few names in plain JavaScript.
const installed = import.meta.url.includes('/node_modules/');
if (installed && !existsSync(new URL('../dist', import.meta.url)))
  throw new Error('harmonie-engine was packed without being built (npm ran no scripts): use npm run pack:engine');

/** A module of the engine, named from its root and without its suffix. */
export const load = (name) => import(installed ? `../dist/${name}.js` : `../${name}.ts`);
