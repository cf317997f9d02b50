import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NODE_FLAGS } from 'harmonie-engine/harness';
import { MALLOC, V8_FLAGS } from '../config/memory.ts';
import { namesFor, SETTINGS_OF } from '../config/processes.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Variables that an operator must fill in, as the example lists them. */
const ASKED = [...read('.env.example').matchAll(/^([A-Z_0-9]+)=$/gm)].map(([, name = '']) => name);

function compose(given: readonly string[], ...parameters: string[]) {
  const own = Object.fromEntries(given.map((name) => [name, `value-of-${name}`]));
  const { PATH = '' } = process.env;
  // Of this machine's environment and .env, nothing.
  const env = { PATH, HOME: ROOT, COMPOSE_DISABLE_ENV_FILE: 'true', ...own };
  return spawnSync('docker-compose', ['config', ...parameters], { cwd: ROOT, env, encoding: 'utf8' });
}

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly healthcheck?: object;
}
const services = (): Record<string, Service> => JSON.parse(compose(ASKED, '--format', 'json').stdout).services;

describe('the portal in containers', () => {
  test('the file is sound once what the example asks is filled in', () => {
    const { status, stderr } = compose(ASKED, '-q');
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(ASKED)('nothing starts without %s, which is named', (missing) => {
    const { status, stderr } = compose(
      ASKED.filter((name) => name !== missing),
      '-q',
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain(missing);
  });

  test('each image is pinned, and each that serves says whether it is well', () => {
    for (const [name, { image, healthcheck }] of Object.entries(services())) {
      expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+/)]);
      const once = name === 'prepare' || name === 'camunda-data';
      const own = /^harmonie:/.test(image); // Its image says how.
      expect([name, once || own || healthcheck !== undefined]).toEqual([name, true]);
    }
  });

  test('what serves people is given neither the owner of the database nor the key of the seal', () => {
    const { server, workers, prepare } = services();
    const secrets = (service: Service | undefined) =>
      Object.keys(service?.environment ?? {}).filter((name) => /OWNER|PASSPHRASE/.test(name));
    expect([secrets(server), secrets(workers), secrets(prepare)]).toEqual([
      [],
      ['SEAL_P12_PASSPHRASE', 'TSA_P12_PASSPHRASE'],
      ['DATABASE_OWNER_URL'],
    ]);
  });

  test('each process is given settings that it reads, and every one that it needs', () => {
    const all = services();
    for (const name of ['prepare', 'workers', 'server'] as const) {
      const given = Object.keys(all[name]?.environment ?? {});
      const read = namesFor(name);
      expect([name, given.filter((variable) => !read.includes(variable))]).toEqual([name, []]);
      expect([name, SETTINGS_OF[name].needs.filter((needed) => !given.includes(needed))]).toEqual([name, []]);
    }
  });

  test('server and workers hold as little memory as the supervisor has them hold', () => {
    const { server, workers } = services();
    expect([server?.command, workers?.command]).toEqual([
      ['node', ...V8_FLAGS.server, 'web/server/main.ts'],
      ['node', ...V8_FLAGS.workers, 'workers/main.ts'],
    ]);
    for (const [name, value] of Object.entries(MALLOC)) expect(read('Dockerfile')).toContain(`${name}=${value}`);
  });

  test('the engine is measured with what the supervisor tells it', () => {
    expect(V8_FLAGS.engine).toEqual(NODE_FLAGS);
  });

  test('what the image runs exists', () => {
    const files = `${read('Dockerfile')}${read('docker-compose.yml')}`;
    const modules = [...files.matchAll(/"node",\s+(?:"--[^"]+",\s+)*"([^"]+)"/g)];
    expect(new Set(modules.map(([, module]) => module))).toEqual(
      new Set(['bin/health.ts', 'web/server/main.ts', 'workers/main.ts', 'bin/prepare-database.ts']),
    );
    for (const [, module = ''] of modules) expect(read(module)).not.toBe('');
  });
});
