#!/usr/bin/env node
// Where another project starts the engine. Nothing is imported before the Node that runs it is known to be able to.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `engine: it needs Node 24 or later, and this is Node ${process.versions.node} (npm install node@24 puts one beside it)\n`,
  );
  process.exit(1);
}
const { main } = await import('./main.ts');
await main(process.argv.slice(2), process.env);
