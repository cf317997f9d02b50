import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import { uuid7 } from '../uuid7.ts';
import { all, call, db, first, isOneOf, json, run, statement, unnested } from './typed-sql.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await aDatabase();
});
afterAll(() => own.drop());
const tx = () => own.database.prisma;

const CLAIRE = uuid7(new Date());

const nameOf = statement((given: { id: string }) =>
  db.selectFrom('person').select(['first_name as firstName', 'last_name as lastName']).where('id', '=', given.id),
);

describe('typed SQL', () => {
  beforeAll(async () => {
    await run(
      tx(),
      db
        .insertInto('person')
        .values({ id: CLAIRE, employee_number: 'E1', first_name: 'Claire', last_name: 'Agent', language: 'fr' }),
    );
    await run(
      tx(),
      db
        .insertInto('absence')
        .values({ id: uuid7(new Date()), person_id: CLAIRE, from: '2026-02-28', until: '2026-03-29' }),
    );
  });

  test('reads rows, one, or none, by a text written once', async () => {
    expect(await nameOf.all(tx(), { id: CLAIRE })).toEqual([{ firstName: 'Claire', lastName: 'Agent' }]);
    expect(await nameOf.first(tx(), { id: CLAIRE })).toEqual({ firstName: 'Claire', lastName: 'Agent' });
    expect(await nameOf.first(tx(), { id: uuid7(new Date()) })).toBeNull();
  });

  test('takes part in the transaction that it is sent in', async () => {
    const undone = own.database.transaction(async (inside) => {
      expect(
        await run(inside, db.updateTable('absence').set({ until: '2026-04-01' }).where('person_id', '=', CLAIRE)),
      ).toBe(1);
      expect(await first(inside, db.selectFrom('absence').select('until'))).toEqual({ until: '2026-04-01' });
      throw new Error('undo it');
    });
    await expect(undone).rejects.toThrow('undo it');
    expect(await first(tx(), db.selectFrom('absence').select('until'))).toEqual({ until: '2026-03-29' });
  });

  test('reads days as they are written, instants as dates, and lists of objects', async () => {
    const row = await first(
      tx(),
      db
        .selectFrom('person as p')
        .select((eb) => [
          'p.created_at as at',
          jsonArrayFrom(
            eb.selectFrom('absence as a').select(['a.from', 'a.until']).whereRef('a.person_id', '=', 'p.id'),
          ).as('absences'),
        ]),
    );
    expect(row).toEqual({ at: expect.any(Date), absences: [{ from: '2026-02-28', until: '2026-03-29' }] });
  });

  test('asks for several values with one parameter, whatever their number', async () => {
    const query = db
      .selectFrom('person')
      .select('id')
      .where((eb) => isOneOf(eb.ref('id'), [CLAIRE, uuid7(new Date())]));
    expect(await all(tx(), query)).toEqual([{ id: CLAIRE }]);
    expect(query.compile().parameters).toHaveLength(1);
  });

  test('writes JSON and rows of lists side by side, in statements written once too', async () => {
    const keep = statement((given: { ids: string[]; steps: string[]; detail: object }) =>
      db
        .insertInto('schema_object')
        .columns(['name', 'sha256'])
        .expression(
          db
            .selectFrom(unnested({ id: given.ids, step: given.steps }, { id: 'uuid', step: 'text' }))
            .select((eb) => [
              eb.ref('given.step').as('name'),
              sql<string>`${json(given.detail)} ->> 'said'`.as('sha256'),
            ]),
        )
        .returning(['name', 'sha256']),
    );
    await own.asOwner('grant insert on schema_object to public');
    const ids = [uuid7(new Date()), uuid7(new Date())];
    expect(await keep.all(tx(), { ids, steps: ['a', 'b'], detail: { said: 'yes' } })).toEqual([
      { name: 'a', sha256: 'yes' },
      { name: 'b', sha256: 'yes' },
    ]);
  });

  test('writes what is the same each time into the text, so that an index of some rows alone serves the plan that is kept', async () => {
    const waiting = statement((given: { before: Date }) =>
      db
        .selectFrom('act_deposit')
        .select(['id', 'name'])
        .where('state', '=', 'deposited')
        .where('looked_at', '<', given.before)
        .limit(2),
    );
    await own.database.transaction(async (inside) => {
      // A statement sent a second time is prepared.
      for (const _ of [1, 2]) expect(await waiting.all(inside, { before: new Date() })).toEqual([]);
      const [prepared] = await inside.$queryRaw<{ statement: string }[]>`
        select statement from pg_prepared_statements where statement like '%looked_at%'`;
      expect(prepared?.statement).toBe(
        `select "id", "name" from "act_deposit" where "state" = 'deposited' and "looked_at" < $1 limit 2`,
      );
    });
  });

  test('calls functions of ours with what they take', async () => {
    const query = db.selectNoFrom([
      call('paris_day', new Date('2026-03-01T23:30:00Z')).as('day'),
      call('search_key', 'Élodie').as('key'),
      call('administers_all', CLAIRE).as('administers'),
    ]);
    expect(await first(tx(), query)).toEqual({ day: '2026-03-02', key: 'elodie', administers: false });
  });

  test('does not compile with a column that is not there, which PostgreSQL refuses too', async () => {
    // @ts-expect-error there is no such column
    await expect(all(tx(), db.selectFrom('person').select('first_nam'))).rejects.toThrow('"first_nam" does not exist');
  });

  test('does not compile with a value of another type, or a word that the column does not take', () => {
    const wrong = [
      // @ts-expect-error an instant is no text
      db.selectFrom('person').select('id').where('created_at', '=', '2026-03-01'),
      // @ts-expect-error no batch is « going »
      db.selectFrom('act_batch').select('id').where('state', '=', 'going'),
      // @ts-expect-error a person is named by a text
      db.selectNoFrom(call('administers_all', 12).as('administers')),
    ];
    expect(wrong.map((query) => query.compile().parameters)).toEqual([['2026-03-01'], ['going'], [12]]);
  });
});
