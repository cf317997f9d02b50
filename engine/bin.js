#!/usr/bin/env node
// The command `harmonie-engine`. Nothing is imported before the Node that runs it is known to be able to. Node keeps
// what it makes of the sources (types stripped, code compiled) from one start to the next, in this process and its
// threads: a start takes a third less, and 50 MB less. Where its folder cannot be written, nothing is kept.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `engine: it needs Node 24 or later, and this is Node ${process.versions.node} (npm install node@24 puts one beside it)\n`,
  );
  process.exit(1);
}
const { enableCompileCache } = await import('node:module');
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
const { load } = await import('./entries/load.js');
const { main } = await load('main');
await main(process.argv.slice(2), process.env);
