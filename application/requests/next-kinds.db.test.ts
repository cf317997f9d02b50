import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn } from '#domain/calendar/civil-date.ts';
import type { DomainError } from '#domain/errors.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { Deps } from '../dependencies.ts';
import { beginDraft } from '../drafts/begin-draft.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { createVersions } from '../versions.ts';
import { nextKinds } from './next-kinds.ts';

const field = (key: string, more: object = {}) => ({ type: 'textfield', key, id: key, label: key, ...more });
const BIRTH = [field('childName'), field('account', { properties: { sensitive: 'true' } })];
/**
 * A birth brings a supplement, a leave started by a manager, a kind that is closed here, and one
 * that does not exist yet.
 */
const KINDS: Record<string, { manifest: object; form: object[] }> = {
  birth: { manifest: { proposes: ['closed-here', 'supplement', 'started', 'to-come'] }, form: BIRTH },
  supplement: { manifest: {}, form: [...BIRTH, field('share')] },
  started: { manifest: { startedBy: 'gestionnaire' }, form: BIRTH },
  'closed-here': { manifest: {}, form: BIRTH },
  other: { manifest: {}, form: BIRTH },
};
const SAID = { childName: 'Alma', account: { sealed: 'v1.x', shown: '••••' } };

const forms = openFormJudge();
let db: TestDatabase;
let deps: Deps;
let court: { id: string; path: string };
let nadia: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  deps = { database, versions: createVersions(database), secrets: createSecretValues(randomBytes(32)), forms };
  court = await aStructure(database.prisma, 'Tribunal');
  const base = { steps: [], taskForms: {}, effects: [], pieces: [], form: { path: 'f.form' } };
  for (const [kind, { manifest, form }] of Object.entries(KINDS)) {
    const files = { 'f.form': JSON.stringify({ type: 'default', components: form }) };
    await aShippedCircuit(database, { kind, manifest: { ...base, kind, ...manifest }, files });
    const opening = { kind, structureId: court.id, open: kind !== 'closed-here', from: dateColumn('2020-01-01') };
    await database.prisma.kindOpening.create({ data: opening });
  }
  nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(database);
});
afterAll(() => db?.drop());

let claire: string;
let birth: string;
beforeEach(async () => {
  const { prisma } = db.database;
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  birth = await aRequest(prisma, claire, court, 'birth');
  await db.asOwner('update request set data = $1 where id = $2', [JSON.stringify(SAID), birth]);
});

const actor = (id: string) => actorFacts(db.database.prisma, id);
const brought = async (to = claire) =>
  (await nextKinds(deps, { actor: await actor(to), requestId: birth, at: new Date() })).map(({ kind }) => kind);
const begin = async (kind: string, { by = claire, agentId = by }: { by?: string; agentId?: string } = {}) =>
  (await beginDraft(deps, { actor: await actor(by), kind, agentId, after: birth, at: new Date() })).data;
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    ({ code }: DomainError) => code,
  );
const ended = (outcome: string) =>
  db.asOwner('update request set outcome = $1, closed_at = now() where id = $2', [outcome, birth]);

describe('a request that brings others', () => {
  test('offers its agent those in force that they may file, in the order of the circuit', async () => {
    expect(await brought()).toEqual(['supplement']);
  });

  test('still does once it is granted, and no longer once it came to nothing', async () => {
    await ended('granted');
    expect(await brought()).toEqual(['supplement']);
    birth = await aRequest(db.database.prisma, claire, court, 'birth');
    await ended('withdrawn');
    expect(await brought()).toEqual([]);
    expect(await begin('supplement')).toEqual({});
  });

  test('offers nothing to anybody else who reads it', async () => {
    expect(await brought(nadia)).toEqual([]);
  });

  test('fills in the one that it brings with what was said, but for what is sealed', async () => {
    expect(await begin('supplement')).toEqual({ childName: 'Alma' });
  });

  test('fills in none that it does not bring', async () => {
    expect(await begin('other')).toEqual({});
  });

  test('is nobody’s to take answers from but its agent’s, for themself', async () => {
    const hugo = await aPerson('Hugo').postedIn(court).make(db.database);
    expect(await codeOf(begin('supplement', { by: hugo }))).toBe('not-found');
    // A reader who is the agent's manager, for that agent or for themselves.
    expect(await codeOf(begin('supplement', { by: nadia }))).toBe('not-found');
    expect(await codeOf(begin('supplement', { by: nadia, agentId: claire }))).toBe('not-found');
  });
});
