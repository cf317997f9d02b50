import { importedBy } from './imports.ts';

/** Imports between a suite and what it is played for: one that is further away tries something else. */
const STEPS = 2;
/** Says whether each shipped diagram may be published. */
const SHIPPED = 'workers/circuits/publish/shipped.test.ts';
/** Whether every link of the documents leads somewhere. */
const DOCUMENTS = 'testing/documentation.test.ts';

const SUITE = /\.test\.tsx?$/;
/** A whole portal, or hours: `npm test` and `npm run test:full` play them. */
const DEAR = /\.(?:e2e|long)\./;

/**
 * The suites that changed files touch, the nearest first: those that changed, those that import what changed or import what
 * imports it, and those of circuits that name a kind whose folder of `processes/` changed.
 * @param changed Paths from the root, with slashes.
 * @param sources Every source file of the rooms, by such a path.
 */
export function touchedSuites(changed: readonly string[], sources: ReadonlyMap<string, string>): string[] {
  const importers = importersOf(sources);
  // A set keeps its order: the nearest first.
  const reached = new Set(changed);
  let ring = changed;
  for (let step = 1; step <= STEPS; step += 1) {
    ring = ring.flatMap((file) => importers.get(file) ?? []).filter((file) => !reached.has(file));
    for (const file of ring) reached.add(file);
  }
  const touched = [...reached].filter((file) => sources.has(file));
  return [...new Set([...touched, ...ofCircuits(changed, sources), ...ofDocuments(changed)])].filter(
    (file) => SUITE.test(file) && !DEAR.test(file),
  );
}

function importersOf(sources: ReadonlyMap<string, string>): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const [file, text] of sources)
    for (const imported of importedBy(file, text)) {
      const known = importers.get(imported);
      if (known) known.push(file);
      else importers.set(imported, [file]);
    }
  return importers;
}

function ofCircuits(changed: readonly string[], sources: ReadonlyMap<string, string>): string[] {
  const folders = new Set(changed.flatMap((file) => /^processes\/(?:_\w+\/)?([\w-]+)/.exec(file)?.[1] ?? []));
  if (folders.size === 0) return [];
  const names = [...folders].map((folder) => `'${folder}'`);
  const naming = [...sources]
    .filter(([file, text]) => file.endsWith('.circuit.test.ts') && names.some((name) => text.includes(name)))
    .map(([file]) => file);
  return [...naming, SHIPPED];
}

const ofDocuments = (changed: readonly string[]) => (changed.some((file) => file.endsWith('.md')) ? [DOCUMENTS] : []);
