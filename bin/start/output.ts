import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const LAST_LINES = 12;

/** Passes on what a child prints, line by line under its name; gives what to call for its last lines, where most say why they end. */
export function followOutput(child: ChildProcess, name: string, log: (line: string) => void): () => string {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(`    ${line}`);
      if (last.length > LAST_LINES) last.shift();
      log(line.startsWith('{') ? line : `[${name}] ${line}`);
    });
  }
  return () => last.join('\n');
}
