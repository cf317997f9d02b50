#!/usr/bin/env node
// `harmonie-engine` for a project that has this one installed. Node strips no types under node_modules: there, what
// `npm pack` has built is started; in a checkout, or a link to one, the sources are.
const installed = import.meta.url.includes('/node_modules/');
if (!installed) await import('./compile-cache.mjs');
await import(installed ? '../engine/dist/bin.js' : '../engine/bin.ts');
