import { randomUUID } from 'node:crypto';
import { makeSignature } from 'better-auth/crypto';
import type pg from 'pg';
import { PortalSession } from '#bin/portal/session.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '#prisma/seed/accounts.ts';

/** Of all signers of the bench's ministry. */
export const SECOND_FACTOR = DEMONSTRATION_ACCOUNTS.find(({ totpSecret }) => totpSecret)?.totpSecret ?? '';

/** Who is measured: the right that each has, the structures (SQL pattern of their code) it is on, how many of the fifty. */
export const WHO = {
  agent: { role: null, on: 'GR-%', many: 18 },
  'superior of a court': { role: 'superieur', on: 'TJ-%', many: 8 },
  'superior of a region': { role: 'superieur', on: 'CA-%', many: 4 },
  'manager of a region': { role: 'gestionnaire', on: 'CA-%', many: 6 },
  'manager of a direction': { role: 'gestionnaire', on: 'DSJ', many: 1 },

  'manager of all': { role: 'gestionnaire', on: 'MDD', many: 1 },
  validator: { role: 'valideur', on: 'CA-%', many: 3 },
  signatory: { role: 'signataire', on: 'CA-%', many: 3 },
  minister: { role: 'signataire', on: 'MDD', many: 1 },
  finance: { role: 'financier', on: 'MDD', many: 2 },
  accountant: { role: 'comptable', on: 'MDD', many: 1 },
  administrator: { role: 'administrateur', on: 'MDD', many: 2 },
} as const satisfies Record<string, { role: string | null; on: string; many: number }>;
export type Who = keyof typeof WHO;

/** Somebody who signed in. */
export interface Person {
  readonly who: Who;
  readonly id: string;
  readonly cookie: string;
}

/** Signs the fifty in, each with their password, as they would at nine. */
export async function signEveryoneIn(db: pg.Client, url: string): Promise<Person[]> {
  const people: Person[] = [];
  for (const [who, { role, on, many }] of Object.entries(WHO)) {
    const { rows } = await db.query<{ id: string; email: string }>(
      role === null
        ? `select p.id, u.email from person p join "user" u on u.person_id = p.id join posting o on o.person_id = p.id and o.until is null
             join structure s on s.id = o.structure_id
            where s.code like $1 and not exists (select from habilitation h where h.person_id = p.id)
              and exists (select from request r where r.agent_id = p.id and r.closed_at is null)
            order by p.employee_number limit $2`
        : `select p.id, u.email from habilitation h join person p on p.id = h.person_id join "user" u on u.person_id = p.id
             join structure s on s.id = h.structure_id
            where h.role = $3 and s.code like $1 and h.until is null and p.employee_number like 'A%'
              and not exists (select from absence a where a.person_id = p.id and a.until >= current_date)
            order by p.employee_number limit $2`,
      role === null ? [on, many] : [on, many, role],
    );
    if (rows.length === 0) throw new Error(`the ministry has no ${who}`);
    for (const { id, email } of rows) {
      const credentials = { email, password: DEMONSTRATION_PASSWORD, totpSecret: SECOND_FACTOR };
      const { cookie } = await PortalSession.signIn(url, credentials);
      people.push({ who: who as Who, id, cookie });
    }
  }
  // Whoever signs, pays or administers gives a second factor; here as if they had: one in ten has enrolled one.
  await db.query(
    `update session set method = 'password+totp', strength = 'two-factor'
      where user_id in (select u.id from "user" u where u.person_id = any($1::uuid[]))`,
    [people.map(({ id }) => id)],
  );
  return people;
}

/**
 * Sessions of so many others, who file and decide by the hundred: begun without their passwords, whose hashing costs a
 * tenth of a second each. They are sessions like any other.
 */
export async function openSessions(
  db: pg.Client,
  {
    dataDir,
    like,
  }: { readonly dataDir: string /** A cookie of someone who signed in: its name. */; readonly like: string },
  personIds: readonly string[],
): Promise<Map<string, string>> {
  const name = like.slice(0, like.indexOf('='));
  const { session: secret } = embeddedSecrets(dataDir);
  const { rows } = await db.query<{ person: string; token: string }>(
    `insert into session (id, token, user_id, expires_at, created_at, updated_at, method, strength)
     select 'bench-' || gen_random_uuid(), $2 || u.id, u.id, now() + interval '1 day', now(), now(),
            'password+totp', 'two-factor' from "user" u where u.person_id = any($1::uuid[])
     returning token, (select person_id from "user" u where u.id = user_id) as person`,
    [personIds, `${randomUUID()}-`],
  );
  const cookies = new Map<string, string>();
  for (const { person, token } of rows)
    cookies.set(person, `${name}=${encodeURIComponent(`${token}.${await makeSignature(token, secret)}`)}`);
  return cookies;
}
