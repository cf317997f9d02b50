import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TRY_AGAIN } from '#config/on-stop.ts';
import { run } from '#testing/portal/commands.ts';
import { openTurns, type Turns } from '#testing/portal/in-turn.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** What a person runs, by the name of npm: its module and what npm gives it. Not the suites, nor what checks the sources. */
const COMMANDS = Object.entries(scripts).flatMap(([name, script]) => {
  const [, words] = /.*\bnode ((?:bin|bench)\/.*)$/.exec(script) ?? [];
  const [module, ...given] = words?.split(' ') ?? [];
  return module === undefined || /^(?:test|docs)/.test(name) ? [] : [[name, module, given] as const];
});
const NOWHERE = { DATA_DIR: path.join(ROOT, 'no-such-folder') };

let turns: Turns;
beforeAll(() => {
  turns = openTurns();
});
afterAll(() => turns.close());
/** Runs a command with others; in a process of its own where it is a script that loads a module once. */
const runInTurn: typeof run = (module, ...given) => (module.endsWith('.ts') ? turns.run : run)(module, ...given);

describe('the person who runs a command', () => {
  test.each(COMMANDS)('%s --help says what it does', async (_, module, given) => {
    const { code, lines } = await runInTurn(module, [...given, '--help'], NOWHERE);
    expect([code, lines[0]]).toEqual([0, expect.stringMatching(/^(?:usage: npm |harmonie-engine: )/)]);
  });

  test.each(COMMANDS)('%s with an option that it does not know does nothing, and says so', async (_, module, given) => {
    const { code, lines } = await runInTurn(module, [...given, '--colour', 'blue'], NOWHERE);
    expect([code === 1 || code === 2, lines.filter((line) => /^ +at /.test(line))]).toEqual([true, []]);
    expect(lines.join('\n')).toMatch(/Unknown option '--colour'|usage: npm run (?:bench|code)/);
  });
});

test.each([
  ['bin/health.ts', []],
  ['bin/start.mjs', []],
  ['bin/backup.ts', ['--to', '/proc/backups']],
  ['bin/smoke.ts', ['--attachment', 'README.md', '--out', '/proc/smoke']],
])('%s %j, given what cannot be, says so in a line and ends', async (module, parameters) => {
  const elsewhere = {
    DATABASE_URL: 'postgres://a@127.0.0.1:9/none',
    ...{ ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:9', ZEEBE_REST_ADDRESS: 'http://127.0.0.1:9' },
  };
  const PORT = module === 'bin/health.ts' ? 'http' : '';
  const environment = {
    ...elsewhere,
    DATABASE_OWNER_URL: 'postgres://o@127.0.0.1:9/none',
    DATA_DIR: '/proc/data',
    PORT,
  };
  const { code, lines } = await run(module, parameters, environment);
  expect([code === 1 || code === 2, lines.filter((line) => /^ +at /.test(line))]).toEqual([true, []]);
  expect(lines.join('\n')).toMatch(/PORT must be a port number|\/proc\/\w+.* cannot be written/);
});

test.each([
  ['bin/audit.ts', ['check', '--ca', 'none.pem'], /none\.pem cannot be read: nothing of that name is there/],
  ['bin/import.ts', ['people', 'none.csv'], /none\.csv cannot be read: nothing of that name is there/],
  ['bin/import.ts', ['people', 'docs'], /docs cannot be read: it is a folder/],
  [
    'bin/import.ts',
    ['people', 'README.md', '--report', 'none/report.csv'],
    /report\.csv cannot be written: nothing of/,
  ],
  ['bin/import.ts', ['pepole', 'README.md'], /« pepole » is none of structures, people, /],
  ['bin/restore.ts', ['--from', 'none'], /none cannot be read: nothing of that name is there/],
  ['bin/restore.ts', ['--from', 'README.md'], /README\.md cannot be read: a file stands where a folder is needed/],
  [
    'bin/smoke.ts',
    ['--attachment', 'none.pdf', '--out', 'none'],
    /none\.pdf cannot be read: nothing of that name is there/,
  ],
  ['bin/verify.ts', ['none.pdf'], /none\.pdf cannot be read: nothing of that name is there/],
  ['bin/verify.ts', ['docs'], /docs cannot be read: it is a folder/],
  ['bin/demonstration-seal.ts', ['/proc/none'], /\/proc\/none cannot be written/],
  ['bin/demonstration-seal.ts', ['README.md'], /README\.md cannot be written: a file stands where a folder is needed/],
  ['bin/demonstration-seal.ts', ['docs'], /docs holds other files/],
])('%s %j says in words what it was given', async (module, parameters, words) => {
  const DATABASE_URL = 'postgres://a@127.0.0.1:9/none';
  const { code, lines } = await runInTurn(module, parameters, { ...NOWHERE, DATABASE_URL });
  expect([code === 1 || code === 2, lines.join('\n')]).toEqual([true, expect.stringMatching(words)]);
  expect(lines.join('\n')).not.toMatch(/\bE[A-Z]{4,}\b/);
});

test.each([
  ['bin/audit.ts', ['check']],
  ['bin/import.ts', ['people', 'README.md']],
  ['bin/first-administrator.ts', ['--email', 'a@b.example', '--email', 'c@d.example']],
  ['bin/rotate-keys.ts', []],
  ['bin/prepare-database.ts', []],
])('%s %j says of a database that does not answer where to look', async (module, parameters) => {
  const away = {
    DATABASE_URL: 'postgres://a@127.0.0.1:9/none',
    DATABASE_OWNER_URL: 'postgres://o@127.0.0.1:9/none',
    DATA_KEY: randomBytes(32).toString('base64'),
    FACTOR_KEY: randomBytes(32).toString('base64'),
  };
  const { code, lines } = await run(module, parameters, { ...NOWHERE, ...away });
  expect([code, lines.at(-1)]).toEqual([
    module === 'bin/prepare-database.ts' ? TRY_AGAIN : 2,
    expect.stringMatching(/The database does not answer\. Look at DATABASE_URL /),
  ]);
});

test('a start whose data folder is a file says so', async () => {
  const { code, lines } = await run('bin/start.mjs', [], { DATA_DIR: path.join(ROOT, 'README.md') });
  expect([code, lines.join()]).toEqual([1, expect.stringMatching(/README\.md cannot be written: a file stands where/)]);
});

test('smoke says that no portal answers, and how to name one', async () => {
  const parameters = ['--attachment', 'README.md', '--out', tmpdir()];
  const { code, lines } = await run('bin/smoke.ts', parameters, { BASE_URL: 'http://127.0.0.1:9' });
  expect([code, lines.join()]).toEqual([
    1,
    expect.stringMatching(/no portal answers at http:\/\/127\.0\.0\.1:9: .* BASE_URL/),
  ]);
});

test('demonstration-seal --help says what it does, and makes no folder of that name', async () => {
  const { code, lines } = await run('bin/demonstration-seal.ts', ['--help'], {});
  expect([code, lines[0], existsSync(path.join(ROOT, '--help'))]).toEqual([
    0,
    expect.stringMatching(/^usage: /),
    false,
  ]);
});

test.each([
  ['bin/first-administrator.ts', ['--recover', 'a@b.example', '--email', 'a@b.example']],
  ['bin/rotate-keys.ts', ['--make', '--lost', 'a1b2']],
  ['bin/import.ts', ['people', 'people.csv', '--resume', '0199f0c2-0000-7000-8000-000000000000']],
  ['bin/import.ts', ['--resume', 'the first one']],
  ['bin/import.ts', ['people', 'people.csv', '--lang', 'de']],
  ['bin/code.ts', ['not a secret']],
])('%s %j is refused, with what it takes', async (module, parameters) => {
  const { code, lines } = await runInTurn(module, parameters, NOWHERE);
  expect([code === 1 || code === 2, lines.join('\n')]).toEqual([true, expect.stringContaining('usage: npm run')]);
});
