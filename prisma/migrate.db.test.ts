import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { grantApplication } from './grants.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migrations-folder.ts';
import { scriptTo } from './schema-engine.ts';
import { APPLICATION, onDatabase } from './testing/server.ts';

const server = process.env.HARMONIE_TEST_DATABASE ?? '';
const names = {
  empty: `test_${randomUUID().replaceAll('-', '')}`,
  scratch: `test_${randomUUID().replaceAll('-', '')}`,
  former: `test_${randomUUID().replaceAll('-', '')}`,
  fallen: `test_${randomUUID().replaceAll('-', '')}`,
  effects: `test_${randomUUID().replaceAll('-', '')}`,
  addresses: `test_${randomUUID().replaceAll('-', '')}`,
};
async function onServer(verb: 'create database' | 'drop database') {
  for (const name of Object.values(names)) await query(server, `${verb} ${name}`);
}
beforeAll(() => onServer('create database'));
afterAll(() => onServer('drop database'));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function describeTables(url: string) {
  const columns = await query(
    url,
    `select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
      where table_schema = 'public' and table_name <> '_prisma_migrations'
      order by table_name, column_name`,
  );
  const indexes = await query(url, `select indexdef from pg_indexes where schemaname = 'public' order by indexdef`);
  return { columns, indexes };
}

describe('migrating', () => {
  test('is done once by two starters at the same time, and again changes nothing', async () => {
    const url = onDatabase(server, names.empty);
    const both = await Promise.all([migrate(url), migrate(url)]);
    const every = (await readMigrations()).migrationDirectories.map((migration) => migration.path);
    expect(both.flat()).toEqual(every);
    expect(await migrate(url)).toEqual([]);
    // What one of them rewrote is read from its indexes alone from then on.
    const vacuumed = await query(
      url,
      'select relname from pg_stat_user_tables where last_vacuum is not null order by 1',
    );
    expect(vacuumed.map(({ relname }) => relname)).toEqual(['acted_request', 'task_holding']);
    // One that stopped half-way, or was written otherwise, is not taken for done.
    const of = `where migration_name = '${every.at(-1)}'`;
    await query(url, `update _prisma_migrations set checksum = 'of other words' ${of}`);
    await expect(migrate(url)).resolves.toEqual([]);
    // A later version was there: this one touches nothing.
    await query(
      url,
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '9999_later', now())`,
    );
    await expect(migrate(url)).rejects.toThrow(/brought further by a later version of the portal \(9999_later\)/);
    await query(url, `delete from _prisma_migrations where id = 'x'`);
    await query(url, `update _prisma_migrations set finished_at = null ${of}`);
    await expect(migrate(url)).rejects.toThrow(/P3009|failed/);
    await grantApplication(url, APPLICATION.role);
    await grantApplication(url, APPLICATION.role);
  });

  test('leads where schema.prisma says', async () => {
    const asWritten = onDatabase(server, names.scratch);
    await query(asWritten, await scriptTo(asWritten));
    const migrated = await describeTables(onDatabase(server, names.empty));
    const { columns, indexes } = await describeTables(asWritten);
    expect(migrated.columns).toEqual(columns);
    // The migrations add some of their own: partial ones, and those of searches.
    expect(migrated.indexes).toEqual(expect.arrayContaining(indexes));
  });
});

test('pages shown before they said their effects stay if somebody signed them, and are shown anew otherwise', async () => {
  const url = onDatabase(server, names.former);
  const directories = (await readMigrations()).migrationDirectories;
  const at = directories.findIndex(({ path }) => path.startsWith('0030'));
  for (const { migrationFile } of directories.slice(0, at)) await query(url, migrationFile.content.value);
  const [act, signed, other] = [randomUUID(), randomUUID(), randomUUID()];
  const page = (id: string, task: string, signer: string, sha: string) =>
    `insert into act_preview (id, act_id, task_key, signer_id, content, sha256, size)
     values ('${id}', '${act}', '${task}', '${signer}', '{}', repeat('${sha}', 64), 1);`;
  const signer = randomUUID();
  const kept = randomUUID();
  await query(
    url,
    `set session_replication_role = replica;
     insert into decision_intent (id, task_key, request_id, author_id, outcome, shown_sha256, authentication, decided_at)
     values ('${signed}', 'signed', '${other}', '${signer}', 'signed', repeat('a', 64), '{}', now());
     insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome)
     values ('${signed}', 'signed', '${other}', 'x', 'signature', '${signer}', 'signed');
     ${page(kept, 'signed', signer, 'a')}
     ${page(randomUUID(), 'signed', signer, 'b')}
     ${page(randomUUID(), 'signed', other, 'a')}
     ${page(randomUUID(), 'waiting', signer, 'a')}`,
  );
  for (const { migrationFile } of directories.slice(at, at + 1)) await query(url, migrationFile.content.value);
  expect(await query(url, 'select id from act_preview')).toEqual([{ id: kept }]);
  await expect(query(url, page(randomUUID(), 'signed', other, 'c'))).rejects.toThrow(/act_preview_says_effects/);
});

test('kinds that one analyst had brought further back are closed, or on what two had in force before', async () => {
  const url = onDatabase(server, names.fallen);
  const directories = (await readMigrations()).migrationDirectories;
  const at = directories.findIndex(({ path }) => path.startsWith('0028'));
  for (const { migrationFile } of directories.slice(0, at)) await query(url, migrationFile.content.value);
  const proposalOf = (kind: string, day: number) => `00000000-0000-4000-8000-00000000${kind.charCodeAt(0)}0${day}`;
  /** A published proposal of the files of a version; `day` orders them. */
  const published = (kind: string, number: number, day: number) =>
    `insert into circuit_proposal (id, draft_id, kind, revision, bundle_hash, reason, proposed_by, proposed_at, touched_by,
                                   state, decided_by, decided_at, published_at)
     values ('${proposalOf(kind, day)}', gen_random_uuid(), '${kind}', 0, 'h${number}', 'x', gen_random_uuid(), now(), '{}',
             'published', gen_random_uuid(), now(), '2026-03-0${day}');`;
  const version = (kind: string, number: number, { current = false, gone = false, day = 0 }) =>
    `insert into circuit_version (id, kind, number, bundle_hash, sheet, current, proposal_id, withdrawn_at, withdrawn_by, withdrawal_reason)
     values (gen_random_uuid(), '${kind}', ${number}, 'h${number}', '{}', ${current},
             ${day === 0 ? 'null' : `'${proposalOf(kind, day)}'`},
             ${gone ? "now(), gen_random_uuid(), 'x'" : 'null, null, null'});`;
  await query(
    url,
    `set session_replication_role = replica;
     ${published('aa', 2, 1)} ${published('aa', 3, 2)}
     ${version('aa', 1, { current: true })} ${version('aa', 2, { gone: true, day: 1 })} ${version('aa', 3, { gone: true, day: 2 })}
     ${published('bb', 2, 1)} ${published('bb', 1, 2)} ${published('bb', 3, 3)}
     ${version('bb', 1, {})} ${version('bb', 2, { current: true, day: 1 })} ${version('bb', 3, { gone: true, day: 3 })}
     ${published('cc', 2, 1)}
     ${version('cc', 1, {})} ${version('cc', 2, { current: true, day: 1 })}`,
  );
  for (const { migrationFile } of directories.slice(at, at + 1)) await query(url, migrationFile.content.value);
  expect(await query(url, 'select kind, number from circuit_version where current order by kind')).toEqual([
    { kind: 'bb', number: 1 },
    { kind: 'cc', number: 2 },
  ]);
});

test('what the four tables of effects held is in the one table of the situation, in its order, and circuits name their themes', async () => {
  const url = onDatabase(server, names.effects);
  const directories = (await readMigrations()).migrationDirectories;
  const at = directories.findIndex(({ path }) => path.startsWith('0096'));
  for (const { migrationFile } of directories.slice(0, at)) await query(url, migrationFile.content.value);
  const [claire, paul, lea] = [randomUUID(), randomUUID(), randomUUID()];
  const [first, second, third, fourth] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const fifth = randomUUID();
  const change = (request: string, person: string, what: string, day: string, before: object, after: object) =>
    `insert into situation_change (id, request_id, person_id, what, before, after, at, guarantee, decision_ids)
     values (gen_random_uuid(), '${request}', '${person}', '${what}', '${JSON.stringify(before)}', '${JSON.stringify(after)}',
             '${day}T10:00:00Z', ${what === 'contact' ? "'self'" : 'null'}, '{}');`;
  await query(
    url,
    `set session_replication_role = replica;
     insert into person (id, employee_number, first_name, last_name, phone, personal_email, created_at) values
       ('${claire}', 'E1', 'Claire', 'A', '+33600000003', null, '2020-01-01T10:00:00Z'),
       ('${paul}', 'E2', 'Paul', 'B', '+33700000000', 'paul@exemple.fr', '2021-01-01T10:00:00Z'),
       ('${lea}', 'E3', 'Léa', 'C', null, null, '2021-01-01T10:00:00Z');
     ${change(first, claire, 'contact', '2025-03-01', { phone: '+33600000001', personalEmail: null }, { phone: '+33600000002', personalEmail: null })}
     ${change(second, claire, 'contact', '2025-04-01', { phone: '+33600000002', personalEmail: null }, { phone: '+33600000002', personalEmail: 'c@exemple.fr' })}
     ${change(third, claire, 'work-time', '2025-05-01', {}, { quota: 80, from: '2025-06-01', until: '2026-05-31' })}
     alter table work_time drop constraint work_time_apart;
     insert into work_time (id, person_id, quota, "from", until, request_id) values
       ('00000000-0000-4000-8000-000000000001', '${claire}', 80, '2025-06-01', '2026-05-31', '${third}'),
       ('00000000-0000-4000-8000-000000000002', '${lea}', 50, '2024-01-01', '2024-12-31', '${randomUUID()}'),
       ('00000000-0000-4000-8000-000000000003', '${lea}', 60, '2024-06-01', '2025-05-31', '${randomUUID()}');
     ${change(fourth, paul, 'bank-account', '2025-07-02', {}, { sealed: 'v2.x', shown: 'FR76', holder: 'PAUL' })}
     insert into bank_account (id, person_id, sealed, shown, holder, pay_month, applied_at, request_id)
       values (gen_random_uuid(), '${paul}', 'v2.x', 'FR76', 'PAUL', '2025-08', '2025-07-02T10:00:00Z', '${fourth}');
     ${change(fifth, paul, 'echelon', '2025-09-01', {}, { grade: 'Greffier', echelon: 3, index: 400, from: '2025-10-01' })}
     insert into echelon (id, person_id, grade, echelon, index, "from", request_id) values
       (gen_random_uuid(), '${paul}', 'Greffier', 2, 380, '2023-01-01', null),
       (gen_random_uuid(), '${paul}', 'Greffier', 3, 400, '2025-10-01', '${fifth}');
     insert into circuit_version (id, kind, number, bundle_hash, sheet, current) values
       (gen_random_uuid(), 'essai', 1, 'h', '{"effects": ["work-time", "contact"], "steps": []}', true),
       (gen_random_uuid(), 'rien', 1, 'h', '{"steps": []}', true);`,
  );
  for (const { migrationFile } of directories.slice(at, at + 1)) await query(url, migrationFile.content.value);

  const entries = await query(
    url,
    `select p.first_name as who, e.theme, to_char(e."from", 'YYYY-MM-DD') as day, to_char(e.until, 'YYYY-MM-DD') as until,
            e.value, e.origin, e.apart
       from situation_entry e join person p on p.id = e.person_id order by p.first_name, e.theme, e."from", e.at`,
  );
  const contact = { who: 'Claire', theme: 'contact', until: null, apart: false };
  const echelon = { who: 'Paul', theme: 'echelon-grade', until: null, apart: false };
  const period = { theme: 'temps-de-travail', origin: 'request' };
  expect(entries).toEqual([
    { ...contact, day: '2020-01-01', value: { phone: '+33600000001' }, origin: 'taken-over' },
    { ...contact, day: '2025-03-01', value: { phone: '+33600000002' }, origin: 'request' },
    {
      ...contact,
      day: '2025-04-01',
      value: { phone: '+33600000002', personalEmail: 'c@exemple.fr' },
      origin: 'request',
    },
    // What an operator put right since, in the row itself.
    { ...contact, day: '2025-04-01', value: { phone: '+33600000003' }, origin: 'taken-over' },
    {
      ...{ ...period, who: 'Claire', day: '2025-06-01', until: '2026-05-31', apart: true },
      value: { quota: 80, payFraction: '6/7' },
    },
    {
      ...{ ...period, who: 'Léa', day: '2024-01-01', until: '2024-12-31', apart: true },
      value: { quota: 50, payFraction: '50/100' },
    },
    // Met another before two could not: it stays as it is.
    {
      ...period,
      who: 'Léa',
      day: '2024-06-01',
      until: '2025-05-31',
      apart: false,
      value: { quota: 60, payFraction: '60/100' },
    },
    {
      ...{ who: 'Paul', theme: 'contact', until: null, apart: false, day: '2021-01-01', origin: 'taken-over' },
      value: { phone: '+33700000000', personalEmail: 'paul@exemple.fr' },
    },
    {
      ...{
        who: 'Paul',
        theme: 'coordonnees-bancaires',
        until: null,
        apart: false,
        day: '2025-07-02',
        origin: 'request',
      },
      value: { iban: { sealed: 'v2.x', shown: 'FR76' }, holder: 'PAUL', payMonth: '2025-08' },
    },
    { ...echelon, day: '2023-01-01', value: { grade: 'Greffier', echelon: 2, index: 380 }, origin: 'taken-over' },
    { ...echelon, day: '2025-10-01', value: { grade: 'Greffier', echelon: 3, index: 400 }, origin: 'request' },
  ]);
  const [ours, nothing] = await query(
    url,
    `select sheet -> 'effects' as effects, sheet #>> '{themes,temps-de-travail,formerly}' as formerly, sheet -> 'themes' as themes
       from circuit_version order by kind`,
  );
  expect(ours).toMatchObject({ effects: ['temps-de-travail', 'contact'], formerly: 'work-time' });
  expect(nothing).toMatchObject({ effects: [], themes: {} });
  const gone = await query(
    url,
    `select to_regclass('work_time') as a, to_regclass('echelon') as b, to_regclass('bank_account') as c, to_regclass('situation_change') as d`,
  );
  expect(gone).toEqual([{ a: null, b: null, c: null, d: null }]);
});

test('a home address that stood in its person’s row is in their situation, cut where it can be, whole where it cannot', async () => {
  const url = onDatabase(server, names.addresses);
  const directories = (await readMigrations()).migrationDirectories;
  const at = directories.findIndex(({ path }) => path.startsWith('0105'));
  for (const { migrationFile } of directories.slice(0, at)) await query(url, migrationFile.content.value);
  const lines = [
    ['Claire', "'12 rue des Lilas,  75011 Paris'"],
    ['Paul', "E'Résidence du Parc\\r\\nBât. B, appt 75011\\n3 place de la Mairie\\n97400 Saint-Denis\\n'"],
    ['Léa', "'Rue Neuve 1, 1000 Bruxelles, Belgique'"],
    ['Nadia', "'12 rue des Lilas 75011 Paris, France'"],
    ['Omar', "'75011 Paris'"],
    ['Adam', "'  '"],
    ['Eva', 'null'],
  ];
  await query(
    url,
    lines
      .map(
        ([name, line], index) =>
          `insert into person (id, employee_number, first_name, last_name, address, created_at)
           values (gen_random_uuid(), 'E${index}', '${name}', 'A', ${line}, '2024-12-31T23:30:00Z');`,
      )
      .join('\n'),
  );
  for (const { migrationFile } of directories.slice(at, at + 1)) await query(url, migrationFile.content.value);

  const entries = await query(
    url,
    `select p.first_name as who, e.value, to_char(e."from", 'YYYY-MM-DD') as day, e.until, e.origin, e.theme, t.definition ->> 'name' as kept
       from situation_entry e join person p on p.id = e.person_id join situation_theme t on t.sha256 = e.theme_sha256
      order by p.employee_number`,
  );
  // In Paris it was the next day.
  const row = { day: '2025-01-01', until: null, origin: 'taken-over', theme: 'adresse', kept: 'adresse' };
  expect(entries).toEqual([
    { ...row, who: 'Claire', value: { voie: '12 rue des Lilas', codePostal: '75011', ville: 'Paris' } },
    {
      ...row,
      who: 'Paul',
      value: {
        voie: 'Résidence du Parc, Bât. B, appt 75011, 3 place de la Mairie',
        codePostal: '97400',
        ville: 'Saint-Denis',
      },
    },
    { ...row, who: 'Léa', value: { voie: 'Rue Neuve 1, 1000 Bruxelles, Belgique' } },
    { ...row, who: 'Nadia', value: { voie: '12 rue des Lilas 75011 Paris, France' } },
    { ...row, who: 'Omar', value: { voie: '75011 Paris' } },
  ]);
  const columns = await query(
    url,
    "select 1 from information_schema.columns where table_name = 'person' and column_name = 'address'",
  );
  expect(columns).toEqual([]);
});
