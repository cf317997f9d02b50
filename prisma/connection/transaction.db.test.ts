import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase, Prisma, type Tx } from '../client.ts';
import { isDatabaseAway } from '../fault.ts';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import { fault } from '../testing/fault.ts';

let db: TestDatabase;
/** A pool of one connection: the next transaction meets what one leaves behind. */
let narrow: Database;
beforeAll(async () => {
  db = await aDatabase();
  narrow = openDatabase(db.url, { connections: 1 });
});
afterAll(async () => {
  await narrow.close();
  await db.drop();
});

let number = 0;
const newPerson = () => ({
  employeeNumber: `T${++number}`,
  firstName: 'Ana',
  lastName: 'Lys',
  workEmail: `t${number}@x`,
});
const added = (tx: Tx, { employeeNumber, firstName, lastName, workEmail } = newPerson()) =>
  tx.$executeRaw`insert into person (id, employee_number, first_name, last_name, work_email)
                 values (gen_random_uuid(), ${employeeNumber}, ${firstName}, ${lastName}, ${workEmail})`;
const people = () => db.database.prisma.person.count();

describe('a transaction', () => {
  test('is one for SQL and for models: each sees what the other wrote, nobody else does before its end', async () => {
    const before = await people();
    await narrow.transaction(async (tx) => {
      await added(tx);
      expect(await tx.person.count()).toBe(before + 1);
      await tx.person.create({ data: newPerson() });
      expect(await tx.$queryRaw`select count(*)::int as many from person`).toEqual([{ many: before + 2 }]);
      expect(await people()).toBe(before);
    });
    expect(await people()).toBe(before + 2);
  });

  test.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['the work throws', () => Promise.reject(new Error('no'))],
    ['a statement fails', (tx) => tx.$executeRaw`insert into person (id) values (null)`],
    ['a model refuses', (tx) => tx.person.findUniqueOrThrow({ where: { employeeNumber: 'nobody' } })],
  ])('leaves nothing when %s, and its connection is as before', async (_why, failing) => {
    const before = await people();
    const work = async (tx: Tx) => {
      await added(tx);
      await tx.person.create({ data: newPerson() });
      await failing(tx);
    };
    expect(await fault(narrow.transaction(work))).not.toBeNull();
    expect(await people()).toBe(before);
    expect(await narrow.prisma.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('says what its commit refuses', async () => {
    await db.asOwner(`
      create function refuse_late() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp
        as $$ begin raise exception 'refused at the end'; end $$`);
    await db.asOwner(`create constraint trigger late after insert on person deferrable initially deferred
      for each row when (new.last_name = 'Late') execute function refuse_late()`);
    const late = { ...newPerson(), lastName: 'Late' };
    await expect(narrow.transaction((tx) => added(tx, late))).rejects.toThrow('refused at the end');
    expect(await narrow.prisma.person.count({ where: { lastName: 'Late' } })).toBe(0);
  });

  test('that takes too long is undone, and whatever it asks afterwards is refused', async () => {
    const before = await people();
    let late: Tx | undefined;
    const hasty = openDatabase(db.url, { connections: 1, transactionMs: 300 });
    const error = await fault(
      hasty.transaction(async (tx) => {
        late = tx;
        await added(tx);
        await pause(450);
        await tx.$queryRaw`select 1`;
      }),
    );
    expect(error).toMatchObject({ code: 'P2028' });
    expect(isDatabaseAway(error)).toBe(true);
    expect(await fault(late ? added(late) : Promise.resolve())).toMatchObject({ code: 'P2028' });
    expect(await fault(late ? late.person.count() : Promise.resolve())).not.toBeNull();
    expect(await hasty.prisma.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
    await hasty.close();
    expect(await people()).toBe(before);
  });

  test('is part of no other: what is left running when it ends does not go on in the next', async () => {
    let left: Promise<unknown> = Promise.resolve();
    await narrow.transaction(async (tx) => {
      await tx.person.count();
      left = fault(pause(50).then(() => added(tx)));
    });
    const before = await people();
    await narrow.transaction(() => pause(150));
    expect(await left).toMatchObject({ code: 'P2028' });
    expect(await people()).toBe(before);
  });
});

describe('SQL of ours', () => {
  const at = new Date('2026-11-24T18:34:56.789Z');

  test('takes and gives values as Prisma does', async () => {
    const given = Prisma.sql`
      select ${1}::int as "int", ${12345678901234567890n}::numeric as "numeric", ${7n}::bigint as "bigint",
             ${'é'}::text as "text", ${true}::boolean as "bool", ${null}::text as "nothing", ${undefined}::text as "absent",
             ${at}::timestamptz as "instant", ${at}::date as "day", '10:20:30'::time as "time", 1.5::float8 as "float",
             ${JSON.stringify({ a: [1] })}::jsonb as "json", ${{ b: 2 }}::jsonb as "object",
             ${new Uint8Array([1, 2])}::bytea as "bytes", ${['a', 'b']}::text[] as "texts", ${[1, 2]}::int[] as "ints",
             ${[at]}::timestamptz[] as "instants", array[1::bigint, null] as "bigints", array['{"c": 3}'::jsonb] as "jsons",
             gen_random_uuid() is not null as "made"`;
    const [row] = await narrow.prisma.$queryRaw<Record<string, unknown>[]>`${given}`;
    expect(row).toEqual({
      int: 1,
      numeric: new Prisma.Decimal('12345678901234567890'),
      bigint: 7n,
      text: 'é',
      bool: true,
      nothing: null,
      absent: null,
      instant: at,
      day: new Date('2026-11-24'),
      time: new Date('1970-01-01T10:20:30Z'),
      float: 1.5,
      json: { a: [1] },
      object: { b: 2 },
      bytes: new Uint8Array([1, 2]),
      texts: ['a', 'b'],
      ints: [1, 2],
      instants: [at],
      bigints: [1n, null],
      jsons: [{ c: 3 }],
      made: true,
    });
  });

  test('says how many rows it changed, and what PostgreSQL refuses, with its code', async () => {
    const changed = narrow.prisma.$executeRaw`
      insert into housekeeping_run (day, started_at) select day, now() from unnest(${['2001-01-01', '2001-01-02']}::date[]) as d(day)`;
    expect(await changed).toBe(2);
    expect(await fault(narrow.prisma.$queryRaw`select 1 / ${0}::int`)).toMatchObject({
      code: 'P2010',
      message: expect.stringMatching(/22012.*division by zero/),
    });
    await expect(narrow.prisma.$queryRaw`select ${new Date('never')}::timestamptz`).rejects.toThrow('is no date');
  });
});

describe('a pool that is closed', () => {
  const askSql = ({ prisma }: Database) => prisma.$queryRaw`select 1 as one`;
  test.each([
    ['SQL of ours only', askSql],
    ['models only', ({ prisma }: Database) => prisma.person.count()],
    ['nothing', async () => {}],
  ])('answers nobody any more, after it was asked %s', async (_what, ask) => {
    const pool = openDatabase(db.url, { connections: 1 });
    await ask(pool);
    await pool.close();
    // Closing it once more does no harm.
    await pool.close();
    expect(await fault(askSql(pool))).toBeInstanceOf(Error);
  });
});
