import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { openDatabase } from '#prisma/client.ts';
import { EngineUnavailable } from '#zeebe/client.ts';
import type { Log } from '../log.ts';
import { failureOf, logFault } from './fault.ts';

const job = { retries: 1 };
const failed = (error: unknown) => failureOf(job, 'step-failed', error);

function listener() {
  const heard: { level: string; fields: object }[] = [];
  const at = (level: string) => (fields: object) => void heard.push({ level, fields });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, heard };
}

/** What the database's client really throws when nothing listens. */
async function databaseAway(url = 'postgres://nobody:x@127.0.0.1:9/none'): Promise<unknown> {
  const nowhere = openDatabase(url);
  const asked = () => nowhere.prisma.person.findMany({ where: { workEmail: 'claire.agent@harmonie.example' } });
  return asked()
    .catch((error: unknown) => error)
    .finally(nowhere.close);
}

describe('a step that fails', () => {
  test('because the database is away loses no try: the last one included', async () => {
    expect(failed(await databaseAway())).toMatchObject({
      retries: 1,
      failure: { cause: 'part-away', params: { part: 'database' } },
    });
  });

  test('because the socket of the database is gone loses no try either', async () => {
    const away = await databaseAway('postgres://nobody:x@127.0.0.1:9/none?host=%2Fnowhere');
    expect(failed(away)).toMatchObject({ retries: 1, failure: { params: { part: 'database' } } });
  });

  test('because a file is missing is a fault like others', () => {
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' });
    expect(failed(missing)).toMatchObject({ failure: { cause: 'step-failed' } });
  });

  test('because the line broke in the middle of a transaction loses no try either', () => {
    const broken = new Error('Client has encountered a connection error and is not queryable');
    expect(failed(broken)).toMatchObject({ retries: 1 });
  });

  test('because the disk is full loses no try either', async () => {
    const full = await writeFile('/dev/full', 'x').catch((error: unknown) => error);
    expect(failed(full)).toMatchObject({ retries: 1, failure: { cause: 'part-away', params: { part: 'disk' } } });
  });

  test('because the engine is away loses no try', () => {
    expect(failed(new EngineUnavailable('x'))).toMatchObject({
      retries: 1,
      failure: { cause: 'part-away', params: { part: 'engine' } },
    });
  });

  test('by a fault of ours loses one, and its text quotes no data', () => {
    const failure = failed(new TypeError('cannot read « Agnelet »'));
    expect(failure.retries).toBeUndefined();
    expect(failure.failure).toEqual({ cause: 'step-failed', params: { fault: 'TypeError' } });
    expect(failure.message).not.toContain('Agnelet');
  });
});

describe('the log of the workers', () => {
  test('says in one line, without a stack, that the database is away', async () => {
    const { log, heard } = listener();
    logFault(log, await databaseAway(), { loop: 'outbox' }, 'a turn failed');
    expect(heard).toEqual([{ level: 'warn', fields: { loop: 'outbox', away: 'database' } }]);
  });

  test('says where a fault of ours is, and quotes nothing that the database was asked', () => {
    const { log, heard } = listener();
    const error = Object.assign(new Error('Invalid value « claire.agent@harmonie.example »'), {
      name: 'PrismaClientValidationError',
    });
    logFault(log, error, { outbox: '1' }, 'a command failed');
    expect(heard[0]).toMatchObject({ level: 'error', fields: { outbox: '1', fault: 'PrismaClientValidationError' } });
    expect(JSON.stringify(heard)).toMatch(/fault\.test\.ts/);
    expect(JSON.stringify(heard)).not.toContain('claire');
  });
});
