import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import type { DomainError } from '#domain/errors.ts';
import { isOfferedTo, type Status } from '#domain/situation/status.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aShippedCircuit, aStructure, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { Deps } from '../dependencies.ts';
import { beginDraft } from '../drafts/begin-draft.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { fileRequest } from '../requests/file-request.ts';
import { createVersions } from '../versions.ts';
import { beginnableFor } from './beginnable.ts';

const TODAY = parisDay(new Date());
const FORM = { type: 'default', components: [] };
const MANIFEST = {
  ...{ form: { path: 'essai.form' }, steps: [], taskForms: {}, refusalInterview: false, pieces: [], effects: [] },
  ...{ texts: { form: {} }, offeredTo: ['titulaire', 'magistrat'] satisfies Status[] },
};
const SHUT = 'essai-ferme';
/** Filed by agents, or on paper; started by their manager; filed by all; by all, elsewhere. */
const KINDS = {
  ...{ essai: {}, 'essai-lance': { startedBy: 'gestionnaire' }, 'essai-tous': { offeredTo: [] } },
  [SHUT]: { offeredTo: [] },
};

const forms = openFormJudge();
let db: TestDatabase;
let deps: Deps;
let court: { id: string; path: string };
let nadia: string;
let agentId: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  deps = { database, versions: createVersions(database), secrets: createSecretValues(randomBytes(32)), forms };
  court = await aStructure(database.prisma, 'Tribunal');
  for (const [kind, more] of Object.entries(KINDS)) {
    const manifest = { ...MANIFEST, kind, ...more };
    await aShippedCircuit(database, { kind, manifest, files: { 'essai.form': JSON.stringify(FORM) } });
    const opening = { kind, structureId: court.id, open: kind !== SHUT, from: dateColumn('2020-01-01') };
    await database.prisma.kindOpening.create({ data: opening });
  }
  nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
});

const is = (status: Status, from = '2020-01-01') =>
  takenOver(db.asOwner, agentId, { theme: 'statut', value: { status, corps: 'Greffiers' }, from });
const actor = (id: string) => actorFacts(db.database.prisma, id);
const begin = async (by: string, kind = 'essai') =>
  (await beginDraft(deps, { actor: await actor(by), kind, agentId, at: new Date() })).id;
const file = async (by: string, draftId: string) =>
  fileRequest(deps, { actor: await actor(by), draftId, at: new Date() });
const outcomeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'passed',
    ({ code }: DomainError) => code,
  );
const met = async (by: string) =>
  beginnableFor({ tx: db.database.prisma, versions: deps.versions }, await actor(by), agentId, new Date());
const listed = async (by: string) => (await met(by)).open.map(({ kind }) => kind).sort();
const barred = async (by: string) =>
  Object.fromEntries((await met(by)).barred.map(({ version, why }) => [version.kind, why]));

describe('a kind that is offered to some statuses', () => {
  test('is listed for them, and for those whose status is not known; for the others it is not', async () => {
    expect(await listed(agentId)).toEqual(['essai', 'essai-tous']);
    await is('titulaire');
    expect(await listed(agentId)).toEqual(['essai', 'essai-tous']);
    expect(await listed(nadia)).toEqual(['essai', 'essai-lance', 'essai-tous']);
    await is('contractuel', '2024-01-01');
    expect(await listed(agentId)).toEqual(['essai-tous']);
    expect(await listed(nadia)).toEqual(['essai-tous']);
  });

  test('is told apart for the others, with why: what does not change soon first', async () => {
    expect(await barred(agentId)).toEqual({ [SHUT]: 'kind-closed', 'essai-lance': 'not-startable' });
    await is('contractuel');
    expect(await barred(agentId)).toEqual({
      ...{ essai: 'not-offered', 'essai-lance': 'not-offered' },
      [SHUT]: 'kind-closed',
    });
    expect(await barred(nadia)).toMatchObject({ essai: 'not-offered', [SHUT]: 'kind-closed' });
  });

  test('is begun for no other, by themselves, by their manager or from a paper', async () => {
    await is('contractuel');
    expect(await outcomeOf(begin(agentId))).toBe('not-offered');
    expect(await outcomeOf(begin(nadia))).toBe('not-offered');
    expect(await outcomeOf(begin(nadia, 'essai-lance'))).toBe('not-offered');
    expect(await outcomeOf(begin(agentId, 'essai-tous'))).toBe('passed');
  });

  test('is filed by the status of the day: a draft that was begun before is kept', async () => {
    const [own, started] = [await begin(agentId), await begin(nadia, 'essai-lance')];
    await is('contractuel', TODAY);
    expect(await outcomeOf(file(agentId, own))).toBe('not-offered');
    expect(await outcomeOf(file(nadia, started))).toBe('not-offered');
    expect(await db.database.prisma.draft.count({ where: { id: { in: [own, started] } } })).toBe(2);
    await db.asOwner('update situation_entry set superseded_at = now() where person_id = $1', [agentId]);
    await is('stagiaire', '2020-01-01');
    await is('titulaire', TODAY);
    await is('contractuel', dayAfter(TODAY, { days: 1 }));
    expect(await outcomeOf(file(agentId, own))).toBe('passed');
  });

  test('is kept from the others by the database too', async () => {
    await is('stagiaire');
    const { prisma } = db.database;
    const insert = async (kind: string) => {
      const version = await prisma.circuitVersion.findFirstOrThrow({ where: { kind } });
      const filed = { kind, versionId: version.id, agentId, structureId: court.id, data: {}, filedAt: new Date() };
      return prisma.request.create({ data: { ...filed, number: crypto.randomUUID() } });
    };
    await expect(insert('essai')).rejects.toThrow(/is not offered to this status/);
    await insert('essai-tous');
  });
});

test.each<[readonly Status[], Status | null, boolean]>([
  [[], 'contractuel', true],
  [['titulaire'], null, true],
  [['titulaire', 'magistrat'], 'magistrat', true],
  [['titulaire'], 'stagiaire', false],
])('what is offered to %j is for « %s »: %s', (offered, status, expected) => {
  expect(isOfferedTo(offered, status)).toBe(expected);
});
