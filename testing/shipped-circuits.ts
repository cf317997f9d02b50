import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isExecuted } from '#domain/circuit/blocks/block.ts';
import type { Database } from '#prisma/client.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { importShipped, importShippedPart } from '#workers/circuits/publish/publish.ts';
import { readBundles, readGridFiles, readShippedParts, textOf } from '#workers/circuits/read/bundle.ts';

export const PROCESSES = path.resolve(import.meta.dirname, '../processes');
/** The kinds that are shipped, by name: a folder each. */
export const SHIPPED_KINDS: readonly string[] = readdirSync(PROCESSES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .map(({ name }) => name);
/**
 * What workers would say in a log, but for errors, is nobody's in a test. The console is looked up at each call: each file
 * has one of its own, while this module is loaded once for all files of a process.
 */
export const QUIET = { debug() {}, info() {}, warn() {}, error: (...words: unknown[]) => console.error(...words) };

/** What the engine is given of a kind that is shipped, by name: its diagram and those of its blocks, tables and forms. */
export async function deployedFiles(kind: string): Promise<Record<string, string>> {
  const bundle = (await readBundles(PROCESSES)).find((one) => one.kind === kind);
  if (bundle === undefined) throw new Error(`No kind ${kind} is shipped`);
  const deployed = bundle.files.filter(({ path: name }) => isExecuted(name));
  return Object.fromEntries(deployed.map(({ path: name }) => [name, textOf(bundle, name) ?? '']));
}

/** Keeps the themes and the grids of `processes/_situation/` in a test's database. */
export async function keepShippedThemes(database: Database): Promise<void> {
  // Grids first: themes name them.
  await database.transaction(async (tx) => keepNewGrids(tx, await readGridFiles(PROCESSES)));
  const dependencies = { database, now: () => new Date(), log: QUIET };
  for (const part of await readShippedParts(PROCESSES))
    if (part.of === 'theme') await importShippedPart(dependencies, part);
}

/** Publishes the circuits of `processes/` in a test's database, as workers do at their start, without an engine. */
export async function publishShippedCircuits(database: Database): Promise<void> {
  const dependencies = { database, now: () => new Date(), log: QUIET };
  await database.transaction(async (tx) => keepNewGrids(tx, await readGridFiles(PROCESSES)));
  for (const bundle of await readBundles(PROCESSES)) await importShipped(dependencies, bundle);
  for (const part of await readShippedParts(PROCESSES)) await importShippedPart(dependencies, part);
}
