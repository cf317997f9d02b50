// `npm run pack:engine`: makes dist/, the engine in JavaScript. Node strips no types from what is under node_modules, so
// that another project could not run the sources. Types are stripped by Node itself, and lines keep their numbers.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');
const { name: self, dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  name: string;
  dependencies: Record<string, string>;
};
/** What is started or imported from outside, as entries/ and bin.js name it: read there, so that nothing is left out. */
const ENTRIES = ['bin.js', ...readdirSync(path.join(root, 'entries')).map((file) => path.join('entries', file))]
  .flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(/await load\('([^']+)'\)/g)])
  .map(([, name]) => `${name}.ts`);
/** A file of ours, wherever it is named: imported, or started as a thread. */
const OWN_FILE = /(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g;
const PACKAGE =
  /^(?:import|export) [^'"]*from '([^.'][^']*)'|createRequire\(import\.meta\.url\)(?:\.resolve)?\('([^']+)'/gm;

rmSync(dist, { recursive: true, force: true });
const built = new Set<string>();
for (const entry of ENTRIES) build(entry);
describe();

function build(file: string): void {
  if (built.has(file)) return;
  built.add(file);
  const code = stripTypeScriptTypes(readFileSync(path.join(root, file), 'utf8'));
  for (const [, , own = ''] of code.matchAll(OWN_FILE)) build(path.join(path.dirname(file), `${own}.ts`));
  for (const [, imported, required = ''] of code.matchAll(PACKAGE)) checkDeclared(file, imported ?? required);
  const target = path.join(dist, file.replace(/\.ts$/, '.js'));
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code.replace(OWN_FILE, '$1$2.js$1'));
}

/** The declarations of what can be imported, and of what these name. */
function describe(): void {
  execFileSync('tsc', ['-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
  const types = path.join(dist, 'types');
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const text = readFileSync(path.join(types, file), 'utf8');
    writeFileSync(path.join(types, file), text.replace(OWN_FILE, '$1$2.js$1'));
  }
}

/** A package that is not declared would be missing where the engine is installed. */
function checkDeclared(file: string, name: string): void {
  const [first = '', second = ''] = name.split('/');
  const declared = first.startsWith('@') ? `${first}/${second}` : first;
  if (!name.startsWith('node:') && declared !== self && dependencies[declared] === undefined)
    throw new Error(`${file} imports ${declared}, which engine/package.json does not declare`);
}
