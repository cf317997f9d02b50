import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hashPassword } from 'better-auth/crypto';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { isSensitiveRole } from '#domain/permissions/role.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import { openDatabase, type Tx } from '../client.ts';
import { sealFactor } from '../factors.ts';
import { putFactor } from '../repositories/account/factors.ts';
import { keepNewGrids } from '../repositories/people/grids.ts';
import { takeOver } from '../repositories/people/situation.ts';
import { keepThemes } from '../repositories/people/themes.ts';
import { createSecretValues, type SecretValues } from '../secret-values.ts';
import { uuid7 } from '../uuid7.ts';
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD, NEIGHBOUR_ACCOUNTS } from './accounts.ts';
import {
  CAMPAIGN,
  DELEGATION,
  ECHELON_GRID,
  ECHELONS,
  HOME_ADDRESSES,
  IN_POST_SINCE,
  LEAVE_OPENED,
  PEOPLE,
  type SeedPerson,
  STATUSES,
  STRUCTURES,
} from './ministry.ts';

const DAY_MS = 24 * 3600 * 1000;
const SITUATION = path.join(import.meta.dirname, '../../processes/_situation');

/** Options of the demonstration's seed. */
export interface SeedOptions {
  readonly ownerUrl: string;
  /** Encrypt the second factors (FACTOR_KEY). */
  readonly factorKeys: readonly [Uint8Array, ...Uint8Array[]];
  readonly now?: Date;
}

/**
 * Makes the demonstration ministry, once: a second call changes nothing, unless the key of second factors changed, in
 * which case they are written again. Only called in demonstration mode.
 */
export async function seedDemonstration({ ownerUrl, factorKeys, now = new Date() }: SeedOptions): Promise<void> {
  const database = openDatabase(ownerUrl, { connections: 2 });
  try {
    await database.transaction(async (tx) => {
      await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(5347913)`;
      const root = STRUCTURES[0]?.code ?? '';
      if ((await tx.structure.count({ where: { code: root } })) === 0) await makeMinistry(tx, now);
      await writeSecondFactors(tx, createSecretValues(...factorKeys));
    });
  } finally {
    await database.close();
  }
}

/**
 * The database holds a ministry of the other sort, demonstration or not: the two are never mixed.
 */
export class OtherMinistry extends Error {
  override name = 'OtherMinistry';
}

/**
 * Refuses to start a demonstration's database as another one, and the reverse. A database without
 * tables may be either.
 * @throws {OtherMinistry}
 */
export async function refuseOtherMinistry(ownerUrl: string, demonstration: boolean): Promise<void> {
  const database = openDatabase(ownerUrl, { connections: 1 });
  try {
    const { prisma } = database;
    const [there] = await prisma.$queryRaw<{ tables: boolean }[]>`
      select to_regclass('public.structure') is not null as tables`;
    const codes = there?.tables ? await prisma.structure.findMany({ select: { code: true } }) : [];
    const isDemonstration = codes.some(({ code }) => code === STRUCTURES[0]?.code);
    if (isDemonstration && !demonstration)
      throw new OtherMinistry(
        'SEED_DEMO is not true, and this database holds the demonstration ministry, whose passwords everyone knows: use another DATA_DIR or database, or start over with npm start -- --reset',
      );
    if (demonstration && !isDemonstration && codes.length > 0)
      throw new OtherMinistry(
        'This database holds a ministry that is no demonstration: set SEED_DEMO=false to start it, or use another DATA_DIR for a demonstration',
      );
  } finally {
    await database.close();
  }
}

async function makeMinistry(tx: Tx, now: Date): Promise<void> {
  const structures = await makeStructures(tx, now);
  const structureId = (code: string) => found(structures.get(code), `structure ${code}`).id;
  // One hash for all: the password is the same and printed on the screen, and a start should take seconds.
  const password = await hashPassword(DEMONSTRATION_PASSWORD);
  const people = new Map<string, string>();
  await keepThemesOfAgents(tx);
  for (const person of PEOPLE) {
    people.set(person.number, await makePerson(tx, person, structureId, password, now));
  }
  await keepEchelons(tx);
  // The demonstration is open to all: administrators close or pilot kinds as they like.
  const root = structureId(STRUCTURES[0]?.code ?? '');
  await tx.kindOpening.create({ data: { kind: '*', structureId: root, open: true, from: dateColumn(IN_POST_SINCE) } });
  await tx.delegation.create({
    data: {
      reference: DELEGATION.reference,
      delegatorId: found(people.get(DELEGATION.delegator), 'the delegator'),
      delegatorQuality: DELEGATION.delegatorQuality,
      delegateId: found(people.get(DELEGATION.delegate), 'the delegate'),
      matters: [...DELEGATION.matters],
      structureId: structureId(DELEGATION.on),
      from: dateColumn(DELEGATION.from),
      publishedOn: dateColumn(DELEGATION.publishedOn),
      publication: DELEGATION.publication,
      ground: 'installation',
    },
  });
  await openCampaign(tx, structureId, now);
}

/** Opens a campaign with its posts to agents. */
async function openCampaign(tx: Tx, structureId: (code: string) => string, now: Date): Promise<void> {
  const { kind, titleFr, titleEn, structure, madeBy, days, posts } = CAMPAIGN;
  const made = await tx.person.findFirstOrThrow({
    where: { workEmail: { startsWith: `${madeBy}@` } },
    select: { id: true },
  });
  const today = parisDay(now);
  const onDays = Object.fromEntries(
    Object.entries(days).map(([day, count]) => [day, dateColumn(dayAfter(today, { days: count }))]),
  ) as Record<keyof typeof days, Date>;
  await tx.campaign.create({
    data: {
      ...{ kind, titleFr, titleEn, ...onDays, state: 'open', structureId: structureId(structure) },
      ...{ madeById: made.id, madeAt: now },
      posts: { create: posts.map(({ structure: at, ...post }) => ({ ...post, structureId: structureId(at) })) },
    },
  });
}

/**
 * Themes that circuits bring later, kept first: facts about agents could not be written without
 * them.
 */
const KNOWN_BEFORE = ['identite', 'conges-annuels'];
async function keepThemesOfAgents(tx: Tx): Promise<void> {
  for (const name of KNOWN_BEFORE) {
    const content = await readFile(path.join(SITUATION, `${name}.json`));
    const sha256 = createHash('sha256').update(content).digest('hex');
    await keepThemes(tx, [{ path: `${THEME_FOLDER}${name}.json`, content, sha256 }]);
  }
}

/** Keeps the reference grid of échelons shipped with the portal, with rows of this ministry. */
async function keepEchelons(tx: Tx): Promise<void> {
  const grid = JSON.parse(await readFile(path.join(SITUATION, 'grids/echelons.json'), 'utf8')) as Grid;
  const { grade, from, echelons } = ECHELON_GRID;
  const rows = echelons.map(([index, months], place) => ({
    ...{ from, until: null, legal: null },
    values: { grade, echelon: place + 1, index, ...(months !== null && { months }) },
  }));
  await keepNewGrids(tx, [{ ...grid, rows }]);
}

async function makeStructures(tx: Tx, now: Date): Promise<Map<string, { id: string; path: string }>> {
  const made = new Map<string, { id: string; path: string }>();
  for (const { code, name, city, department, parent } of STRUCTURES) {
    const above = parent === null ? null : found(made.get(parent), `structure ${parent}`);
    const id = uuid7(now);
    const path = `${above?.path ?? '/'}${id}/`;
    await tx.structure.create({ data: { id, code, name, city, department, parentId: above?.id ?? null, path } });
    made.set(code, { id, path });
  }
  return made;
}

async function makePerson(
  tx: Tx,
  person: SeedPerson,
  structureId: (code: string) => string,
  password: string,
  now: Date,
): Promise<string> {
  const { number, firstName, lastName, email, quality, grade, rights, awayFor } = person;
  const from = dateColumn(IN_POST_SINCE);
  const { id } = await tx.person.create({
    data: {
      employeeNumber: number,
      firstName,
      lastName,
      workEmail: email ?? `${number.toLowerCase()}@harmonie.example`,
      // Known for years, so that the call back of a demonstration has a number to call.
      createdAt: from,
      postings: { create: { structureId: structureId(person.structure), quality, grade, from } },
      habilitations: {
        create: rights.map(({ role, on, byRight = false, ...power }) => ({
          ...{ role, structureId: structureId(on), byRight, ...power, from },
          ground: isSensitiveRole(role) ? 'installation' : null,
        })),
      },
      ...(awayFor !== undefined && {
        absences: {
          create: {
            from: dateColumn(parisDay(new Date(now.getTime() - DAY_MS))),
            until: dateColumn(parisDay(new Date(now.getTime() + awayFor * DAY_MS))),
          },
        },
      }),
      dossier: { create: {} },
    },
  });
  // A range that the regulator keeps for fiction: it rings nowhere.
  const contact = { phone: `+3319900${number.slice(-4)}` };
  await takeOver(tx, { personId: id, theme: 'contact', value: contact, from: IN_POST_SINCE, at: from });
  const identity = { civilite: person.civility, nomUsage: lastName };
  await takeOver(tx, { personId: id, theme: 'identite', value: identity, from: IN_POST_SINCE, at: from });
  const home = HOME_ADDRESSES[number];
  if (home !== undefined)
    await takeOver(tx, { personId: id, theme: 'adresse', value: home, from: IN_POST_SINCE, at: from });
  const status = STATUSES[number];
  if (status !== undefined)
    await takeOver(tx, { personId: id, theme: 'statut', value: status, from: IN_POST_SINCE, at: from });
  const taken = ECHELONS[number];
  if (taken !== undefined) {
    const { echelon, index } = taken;
    const value = { grade, echelon, index };
    await takeOver(tx, { personId: id, theme: 'echelon-grade', value, from: taken.from, at: from });
  }
  const year = parisDay(now).slice(0, 4);
  await takeOver(tx, { personId: id, theme: 'conges-annuels', value: LEAVE_OPENED, from: `${year}-01-01`, at: from });
  if (email !== undefined) {
    const userId = randomUUID();
    await tx.user.create({
      data: {
        id: userId,
        name: `${firstName} ${lastName}`,
        email,
        emailVerified: true,
        activatedAt: from,
        personId: id,
        accounts: { create: { id: randomUUID(), accountId: userId, providerId: 'credential', password } },
      },
    });
  }
  return id;
}

/**
 * Writes the second factors of those who step up, and sign in with a code; writes again those whose
 * key is not known.
 */
async function writeSecondFactors(tx: Tx, factors: SecretValues): Promise<void> {
  for (const { email, totpSecret } of [...DEMONSTRATION_ACCOUNTS, ...NEIGHBOUR_ACCOUNTS]) {
    if (totpSecret === undefined) continue;
    const user = await tx.user.findUnique({ where: { email }, include: { twoFactor: true } });
    if (!user) continue; // the operator removed the account
    if (user.twoFactorEnabled && user.twoFactor && isReadable(factors, user.twoFactor.secret, user.id)) continue;
    const sealed = sealFactor(factors, user.id, { secret: `base32:${totpSecret}`, recoveryCodes: [] });
    await putFactor(tx, user.id, sealed, new Date());
  }
}

function isReadable(factors: SecretValues, sealed: string, userId: string): boolean {
  try {
    return factors.open(sealed, userId) !== '';
  } catch {
    return false;
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the demonstration ministry lacks ${what}`);
  return value;
}
