import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Expectation, Expectations } from '../expectation.ts';

const BLOCK = /```(?:feel|js)\n([\s\S]*?)```/g;
const RESULT = /^\/\/ ?(.*)$/;

/** Reads the examples of pages of documentation: an expression, and below it its result behind `//`. */
export async function readPages(folder: string): Promise<Expectations> {
  const read: Expectation[] = [];
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.md')).toSorted()) {
    const page = await readFile(path.join(folder, file), 'utf8');
    for (const [, block] of page.matchAll(BLOCK)) read.push(...examplesIn(block as string, path.basename(file, '.md')));
  }
  return { read, unread: {} };
}

function examplesIn(block: string, suite: string): Expectation[] {
  const found: Expectation[] = [];
  let lines: string[] = [];
  for (const line of block.split('\n')) {
    const result = RESULT.exec(line.trim())?.[1];
    const text = lines.join('\n').trim();
    if (result === undefined) lines.push(line);
    else {
      if (text !== '')
        found.push({ suite, name: '', asks: { kind: 'expression', text, context: {} }, expected: { $feel: result } });
      lines = [];
    }
  }
  return found;
}
