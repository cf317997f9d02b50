// What in-turn.ts asks, one command after the other: a module that ran is loaded anew, what it imports is there still.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Ended } from './commands.ts';
import type { Asked } from './in-turn.ts';

const FIRST = { ...process.env };
let turn = 0;

/** A command that ends its process ends its turn. */
class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

process.on('message', async (asked: Asked) => process.send?.(await play(asked)));

async function play({ module, parameters, environment }: Asked): Promise<Ended> {
  let printed = '';
  const write = (chunk: string | Uint8Array) => {
    printed += chunk;
    return true;
  };
  const streams = [process.stdout, process.stderr] as const;
  const kept = streams.map((stream) => stream.write);
  for (const stream of streams) stream.write = write as typeof stream.write;
  process.argv = [process.execPath, path.resolve(module), ...parameters];
  process.env = { ...FIRST, ...environment };
  process.exitCode = undefined;
  process.exit = (code) => {
    throw new Exit(Number(code ?? process.exitCode ?? 0));
  };
  let code = 1;
  try {
    await import(`${pathToFileURL(module).href}?turn=${turn++}`);
    code = Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof Exit) code = error.code;
    else printed += error instanceof Error ? error.stack : String(error);
  }
  for (const [index, stream] of streams.entries()) stream.write = kept[index] as typeof stream.write;
  return { code, lines: printed.trim().split('\n') };
}
