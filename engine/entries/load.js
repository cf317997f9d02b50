// Node strips no types under node_modules: an engine that is installed is what `npm pack` built of it, and in its own
// repository it is its sources. The manifest is one and the same, so each entry is a few names in plain JavaScript.
const installed = import.meta.url.includes('/node_modules/');

/** A module of the engine, named from its root and without its suffix. */
export const load = (name) => import(installed ? `../dist/${name}.js` : `../${name}.ts`);
