// Starts the engine once, in a folder that is thrown away, and stops it: what Node makes of its sources is then kept
// (see compile-cache.mjs), and already the first start of a fresh clone takes the time and the memory of the later ones.
// Only that is at stake: when it fails nothing else does.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'harmonie-warm-'));
const program = path.join(import.meta.dirname, '..', 'engine.mjs');
const options = ['--grpc-port', '0', '--rest-port', '0', '--data', folder];
const engine = spawn(process.execPath, [program, ...options], {
  stdio: ['ignore', 'pipe', 'ignore'],
  env: { ...process.env, ENGINE_USER: '', ENGINE_PASSWORD: '', ENGINE_JWKS_URL: '' },
});
engine.stdout.once('data', () => engine.kill('SIGTERM'));
engine.once('close', () => rmSync(folder, { recursive: true, force: true }));
