import { parseArgs } from 'node:util';
import { readCamunda } from './feel/camunda/read-suites.ts';
import type { Outcome } from './feel/compare.ts';
import type { Expectation, Expectations } from './feel/expectation.ts';
import { readPages } from './feel/pages/read-pages.ts';
import { type Score, score } from './feel/score.ts';
import { readTck } from './feel/tck/read-tests.ts';

/** What is looked for in a folder, and how exact its numbers are. */
const SOURCES: Record<string, { read: (folder: string) => Promise<Expectations>; rough: boolean }> = {
  camunda: { read: readCamunda, rough: false },
  pages: { read: readPages, rough: false },
  tck: { read: readTck, rough: true },
};

/**
 * Counts what the engine's expressions and decisions give as others expect it. `--tck DIR`: a copy of the DMN TCK;
 * `--camunda DIR`: of the tests of Camunda's FEEL engine; `--pages DIR`: of the FEEL pages of its documentation.
 * `--failures` lists each that differs, a line of JSON each.
 */
export async function benchFeel(args: string[]): Promise<Record<string, unknown>> {
  const folder = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { tck: folder, camunda: folder, pages: folder, failures: { type: 'boolean' } },
  });
  const differs = values.failures === true ? tell : () => undefined;
  const scores: Record<string, Score> = {};
  for (const [name, { read, rough }] of Object.entries(SOURCES)) {
    const from = values[name as 'tck' | 'camunda' | 'pages'];
    if (from !== undefined) scores[name] = await score(await read(from), { rough, differs });
  }
  return { bench: 'feel', ...scores };
}

function tell({ suite, name, asks, expected }: Expectation, outcome: Outcome): void {
  process.stderr.write(`${JSON.stringify({ suite, name, ...asks, expected, ...outcome })}\n`);
}
