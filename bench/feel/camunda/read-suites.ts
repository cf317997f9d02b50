import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Expectations } from '../expectation.ts';
import { readSuite } from './read-suite.ts';

/** Reads every suite (`*Test.scala`) under a folder: a copy of the tests of Camunda's FEEL engine. */
export async function readCamunda(folder: string): Promise<Expectations> {
  const all: Expectations = { read: [], unread: {} };
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('Test.scala')).toSorted()) {
    const { read, unread } = readSuite(path.basename(file, '.scala'), await readFile(path.join(folder, file), 'utf8'));
    all.read.push(...read);
    for (const [reason, count] of Object.entries(unread)) all.unread[reason] = (all.unread[reason] ?? 0) + count;
  }
  return all;
}
