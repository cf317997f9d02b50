import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NODE_FLAGS } from 'harmonie-engine/harness';
import { workersConfig } from '#config/config.ts';
import { MALLOC, V8_FLAGS } from '#config/memory.ts';
import { namesFor, SETTINGS_OF } from '#config/processes.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Variables that an operator must fill in, as the example lists them. */
const ASKED = [...read('.env.example').matchAll(/^([A-Z_0-9]+)=$/gm)].map(([, name = '']) => name);

const values = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `value-of-${name}`]));

function compose(own: Readonly<Record<string, string>>, ...parameters: string[]) {
  const { PATH = '' } = process.env;
  // Of this machine's environment and .env, nothing.
  const env = { PATH, HOME: ROOT, COMPOSE_DISABLE_ENV_FILE: 'true', ...own };
  return spawnSync('docker-compose', ['config', ...parameters], { cwd: ROOT, env, encoding: 'utf8' });
}

/** What whoever tries the portal out adds for its mails, as the example says it. */
const TRIAL = Object.fromEntries(
  [...read('.env.example').matchAll(/^#(COMPOSE_PROFILES|SMTP_URL)=(.+)$/gm)].map(([, name, value]) => [name, value]),
);

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly healthcheck?: object;
  readonly read_only?: boolean;
  readonly volumes?: readonly { readonly target: string; readonly source: string; readonly read_only?: boolean }[];
}
const services = (changes: Readonly<Record<string, string>> = {}): Record<string, Service> =>
  JSON.parse(compose({ ...values(ASKED), ...changes }, '--format', 'json').stdout).services;
/** How the workers of an installation read what they are given, where the example is filled in with what they accept. */
const workersOf = (changes: Readonly<Record<string, string>>) => {
  const filledIn = {
    ...{ BASE_URL: 'https://harmonie.example', TSA_URL: 'https://tsa.example', ROOTS_MAIL: 'roots@archive.example' },
    ...{ DATA_KEY: Buffer.alloc(32, 7).toString('base64'), MAIL_FROM: 'Harmonie <harmonie@harmonie.example>' },
    SMTP_URL: 'smtps://relay.example:465',
  };
  return workersConfig(services({ ...filledIn, ...changes }).workers?.environment ?? {});
};

describe('the portal in containers', () => {
  test('the file is sound once what the example asks is filled in', () => {
    const { status, stderr } = compose(values(ASKED), '-q');
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(ASKED)('nothing starts without %s, which is named', (missing) => {
    const { status, stderr } = compose(values(ASKED.filter((name) => name !== missing)), '-q');
    expect(status).not.toBe(0);
    expect(stderr).toContain(missing);
  });

  test('each image is pinned, and each that serves says whether it is well', () => {
    for (const [name, { image, healthcheck }] of Object.entries(services(TRIAL))) {
      expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+/)]);
      const once = name === 'prepare' || name === 'camunda-data';
      const own = /^harmonie:/.test(image); // Its image says how.
      expect([name, once || own || healthcheck !== undefined]).toEqual([name, true]);
    }
  });

  test('a catcher of mails is there for whoever tries the portal out, and for nobody else', () => {
    expect(Object.keys(services())).not.toContain('mail');
    const { mail, workers } = services(TRIAL);
    expect([mail?.image, workers?.environment?.SMTP_URL]).toEqual([
      expect.stringContaining('mailpit'),
      'smtp://mail:1025',
    ]);
  });

  test('keys are rotated when an operator runs it, with what it needs, and a start runs it never', () => {
    expect(Object.keys(services())).not.toContain('rotate-keys');
    const { environment = {}, command } = services({ COMPOSE_PROFILES: 'keys' })['rotate-keys'] ?? {};
    expect(command).toEqual(['node', 'bin/rotate-keys.ts']);
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining(['DATA_KEY', 'DATA_KEY_FORMER', 'FACTOR_KEY', 'FACTOR_KEY_FORMER', 'DATABASE_OWNER_URL']),
    );
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
    const all = services({ COMPOSE_PROFILES: 'keys' });
    for (const [service, name] of [
      ['prepare', 'prepare'],
      ['workers', 'workers'],
      ['server', 'server'],
      ['rotate-keys', 'keys'],
    ] as const) {
      const given = Object.keys(all[service]?.environment ?? {});
      const read = namesFor(name);
      expect([name, given.filter((variable) => !read.includes(variable))]).toEqual([name, []]);
      expect([name, SETTINGS_OF[name].needs.filter((needed) => !given.includes(needed))]).toEqual([name, []]);
    }
  });

  test('the key of the seal is in a file, or on a token', () => {
    const { seal, timeStamps } = workersOf({});
    expect(seal.key).toMatchObject({ p12Path: '/run/harmonie/seal.p12' });
    expect(timeStamps).toMatchObject({ url: 'https://tsa.example' });
    const token = { SEAL_PKCS11: '/hsm.so', SEAL_PKCS11_TOKEN: 'ministere', SEAL_PKCS11_PIN: '1234' };
    const own = { SEAL_P12: '', SEAL_P12_PASSPHRASE: '', SEAL_CERTIFICATE: '/run/harmonie/seal.pem' };
    expect(workersOf({ ...token, ...own }).seal.key).toMatchObject({ modulePath: '/hsm.so', token: 'ministere' });
  });

  test('a portal that is tried out has its acts stamped by the authority that is made beside its seal', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'demonstration-seal-'));
    const { stdout } = spawnSync(process.execPath, ['bin/demonstration-seal.ts', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const printed = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    for (const [name, file] of Object.entries<string>(printed))
      if (name !== 'SEAL_P12_PASSPHRASE') expect(existsSync(file.replace('/run/harmonie', folder))).toBe(true);
    const { seal, timeStamps, revocationListPaths } = workersOf({ ...printed, NODE_ENV: 'development', TSA_URL: '' });
    expect(timeStamps).toEqual({ folder: '/run/harmonie/stamps' });
    expect(seal.stampsAuthorityPath).toBe('/run/harmonie/stamps/ca.pem');
    expect(revocationListPaths).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });

  test('acts are deposited in a folder of the machine, or in a volume: the rest of the workers is only read', () => {
    const [, folder = ''] = /^#ARCHIVE_DIR=(.+)$/m.exec(read('.env.example')) ?? [];
    const placeOf = (changes: Readonly<Record<string, string>>) =>
      services(changes).workers?.volumes?.find(({ target, read_only }) => target === folder && !read_only)?.source;
    expect([services().workers?.read_only, placeOf({})]).toEqual([true, 'archives']);
    expect(placeOf({ ARCHIVE_FOLDER: '/srv/versements' })).toBe('/srv/versements');
    expect(read('Dockerfile')).toContain(`chown node:node /data ${folder}`);
  });

  test('daily roots go to a mailbox or to a bucket, and production asks for one', () => {
    const bucket = {
      ...{ ROOTS_MAIL: '', ROOTS_S3_URL: 'https://s3.example/roots' },
      ...{ ROOTS_S3_ACCESS_KEY_ID: 'harmonie', ROOTS_S3_SECRET_ACCESS_KEY: 'secret' },
    };
    expect(workersOf(bucket).roots).toMatchObject({ mailbox: undefined, bucket: { url: 'https://s3.example/roots' } });
    expect(() => workersOf({ ROOTS_MAIL: '' })).toThrow(/ROOTS_DIR .* must be set in production/);
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
      new Set([
        ...['bin/health.ts', 'web/server/main.ts', 'workers/main.ts'],
        ...['bin/prepare-database.ts', 'bin/rotate-keys.ts'],
      ]),
    );
    for (const [, module = ''] of modules) expect(read(module)).not.toBe('');
  });
});
