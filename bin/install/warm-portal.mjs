// Runs each process and thread of the portal without what it needs, so that it ends once its sources are loaded: what Node
// makes of them is then kept (see compile-cache.mjs), and already the first start of a fresh clone takes the time and the
// memory of the later ones. Only that is at stake: when it fails nothing else does.
import '../compile-cache.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { V8_FLAGS } from '../../config/memory.ts';

/** With what they are told of memory: what is kept is for these flags. */
const PROGRAMS = [
  ...[
    'web/server/main.ts',
    'web/server/pieces/inspector.thread.ts',
    'web/server/circuits/comparison/compare.thread.ts',
    'application/judging/judge.thread.ts',
    'application/evidence/prove.thread.ts',
    'application/account/passwords/password-judge.thread.ts',
    'application/atelier/drawing/read-drawing.thread.ts',
    'application/atelier/package/package.thread.ts',
    'bin/verify/verify.thread.ts',
  ].map((program) => [...V8_FLAGS.server, program]),
  ...['workers/main.ts', 'workers/circuits/check/inspect.thread.ts'].map((program) => [...V8_FLAGS.workers, program]),
  [...V8_FLAGS.compiler, 'workers/typst/compiler.child.ts'],
  [...V8_FLAGS['mail catcher'], 'bin/mail-catcher/main.ts'],
  ['bin/start.ts'],
  ['bin/start/database.ts'],
  ['bin/prepare-database.ts'],
];

const { PATH, NODE_COMPILE_CACHE } = process.env;
/** A port that none can take, and no folder: what reads it refuses it and ends. */
const env = { PATH, NODE_COMPILE_CACHE, PORT: 'none', DATABASE_DIR: '/dev/null/none' };
const TIME_LIMIT_MS = 30_000;

for (const parameters of PROGRAMS) {
  const cwd = path.resolve(import.meta.dirname, '../..');
  const program = spawn(process.execPath, parameters, { cwd, env, stdio: 'ignore', timeout: TIME_LIMIT_MS });
  await once(program, 'close').catch(() => {});
}
