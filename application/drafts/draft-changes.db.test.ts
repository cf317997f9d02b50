import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dateColumn } from '#domain/calendar/civil-date.ts';
import type { ThemeRule } from '#domain/situation/themes/theme.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aShippedCircuit, aStructure, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { nextYear } from '#testing/browser/days.ts';
import { halfYear } from '#testing/periods.ts';
import { keepShippedThemes } from '#testing/shipped-circuits.ts';
import { shippedTheme } from '#testing/shipped-themes.ts';
import type { Deps } from '../dependencies.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { fileRequest } from '../requests/file-request.ts';
import { createVersions } from '../versions.ts';
import { draftChanges } from './draft-changes.ts';

const theme = shippedTheme('temps-de-travail');
const WARNING: ThemeRule = {
  ...{ id: 'half-time', field: 'quota', broken: 'asked.quota = 50', legal: null },
  message: { fr: 'La moitié de votre rémunération.', en: 'Half of your pay.' },
  // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
  then: 'warns',
};
const date = (key: string) => ({ type: 'datetime', subtype: 'date', key, id: key, validate: { required: true } });
const FORM = {
  type: 'default',
  components: [
    date('startDate'),
    date('endDate'),
    { type: 'select', key: 'quota', id: 'quota', values: ['50', '80'].map((value) => ({ value, label: value })) },
  ],
};
const MANIFEST = {
  ...{ kind: 'essai', form: { path: 'essai.form' }, steps: [], taskForms: {}, refusalInterview: false, pieces: [] },
  effects: [theme.name],
  themes: { [theme.name]: { ...theme, rules: [WARNING, ...theme.rules] } },
};
const FILES = { 'essai.form': JSON.stringify(FORM) };
const NEXT = halfYear(0);

const forms = openFormJudge();
let db: TestDatabase;
let deps: Deps;
let court: { id: string; path: string };
let versionId: string;
let startedId: string;
let agentId: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  deps = { database, versions: createVersions(database), secrets: createSecretValues(randomBytes(32)), forms };
  await keepShippedThemes(database);
  versionId = await aShippedCircuit(database, { manifest: MANIFEST, files: FILES });
  const started = { ...MANIFEST, kind: 'essai-lance', startedBy: 'gestionnaire' };
  startedId = await aShippedCircuit(database, { kind: 'essai-lance', manifest: started, files: FILES });
  court = await aStructure(database.prisma, 'Tribunal');
  for (const kind of ['essai', 'essai-lance'])
    await database.prisma.kindOpening.create({
      data: { kind, structureId: court.id, open: true, from: dateColumn('2020-01-01') },
    });
});
afterAll(() => db?.drop());
beforeEach(async () => {
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
});

const aDraft = async (data: object, more: object = {}) =>
  (await db.database.prisma.draft.create({ data: { ownerId: agentId, versionId, data, ...more } })).id;
const changesOf = async (draftId: string, readerId = agentId) =>
  draftChanges(deps, { actor: await actorFacts(db.database.prisma, readerId), draftId, at: new Date() });
const said = async (draftId: string) =>
  (await changesOf(draftId)).flatMap(({ broken }) => broken.map(({ field, rule, warns }) => ({ field, rule, warns })));

test('a person who fills a form in sees what stands and what would stand', async () => {
  const [change] = await changesOf(await aDraft({ ...NEXT, quota: '80' }));
  expect(change?.before).toMatchObject({ values: [], none: { fr: 'Temps plein' } });
  expect(change?.after).toMatchObject({ from: NEXT.startDate, until: NEXT.endDate });
  expect(change?.after.values.map(({ value }) => value.fr)).toEqual(['80\u00a0%', '6/7']);
  const before = { theme: theme.name, value: { quota: 50, payFraction: '50/100' } };
  await takenOver(db.asOwner, agentId, before);
  const [other] = await changesOf(await aDraft({ ...NEXT, quota: '80' }));
  expect(other?.before.values.map(({ value }) => value.fr)).toEqual(['50\u00a0%', '50/100']);
});

test('a rule that warns speaks at its field before filing, and keeps nobody from filing', async () => {
  const draftId = await aDraft({ ...NEXT, quota: '50' });
  expect(await said(draftId)).toEqual([{ field: 'quota', rule: 'half-time', warns: true }]);
  const actor = await actorFacts(db.database.prisma, agentId);
  await expect(fileRequest(deps, { actor, draftId, at: new Date() })).resolves.toMatchObject({});
});

test('a rule that refuses is said before filing too', async () => {
  const draftId = await aDraft({ ...NEXT, endDate: `${NEXT.startDate.slice(0, 8)}10`, quota: '80' });
  expect(await said(draftId)).toEqual([{ field: 'endDate', rule: 'part-time-short', warns: false }]);
});

test('of what is not answered, or not rightly, nothing is said yet', async () => {
  expect(await changesOf(await aDraft({}))).toEqual([]);
  expect(await changesOf(await aDraft({ ...NEXT, quota: '75' }))).toEqual([]);
  expect(await changesOf(await aDraft({ ...NEXT, startDate: '2027-02-31', quota: '80' }))).toEqual([]);
});

test('of an item chosen in a list, what stands of it and what would; an item of someone else is no choice', async () => {
  const { prisma } = db.database;
  const list = shippedTheme('enfants');
  const text = (key: string) => ({ type: 'textfield', key, id: key });
  const options = ['naissance', 'adoption'].map((value) => ({ value, label: value }));
  const form = {
    type: 'default',
    components: [
      { type: 'select', key: 'enfant', id: 'enfant', values: [], properties: { from: 'enfants.enfant' } },
      ...[text('prenom'), text('nom'), date('effectDate')],
      { ...date('naissance'), validate: {} },
      { type: 'select', key: 'lien', id: 'lien', values: options },
    ],
  };
  const manifest = { ...MANIFEST, kind: 'essai-liste', effects: [list.name], themes: { [list.name]: list } };
  const files = { 'essai.form': JSON.stringify(form) };
  const listed = await aShippedCircuit(db.database, { kind: manifest.kind, manifest, files });
  const louise = { theme: list.name, value: { prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance' } };
  const other = await aPerson('Paul').postedIn(court).make(db.database);
  for (const owner of [agentId, other]) await takenOver(db.asOwner, owner, louise);
  const itemOf = async (personId: string) =>
    (await prisma.situationEntry.findFirstOrThrow({ where: { personId } })).itemId;
  const renamed = { nom: 'Martin', effectDate: NEXT.startDate };

  const own = await aDraft({ ...renamed, enfant: await itemOf(agentId) }, { versionId: listed });
  const [change] = await changesOf(own);
  expect(change?.before.values.map(({ value }) => value.fr)).toEqual(['Louise', '2020-03-03', 'Naissance']);
  expect(change?.after.values.map(({ value }) => value.fr)).toEqual(['Louise', 'Martin', '2020-03-03', 'Naissance']);
  const foreign = await aDraft({ ...renamed, enfant: await itemOf(other) }, { versionId: listed });
  expect(await changesOf(foreign)).toEqual([]);
});

test('nobody reads another’s draft, nor the situation of an agent whom they manage no more', async () => {
  const other = await aPerson('Paul').postedIn(court).make(db.database);
  await expect(changesOf(await aDraft({ ...NEXT, quota: '80' }), other)).rejects.toMatchObject({ code: 'not-found' });
  const nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database);
  const started = { ownerId: nadia, agentId, versionId: startedId };
  const draftId = await aDraft({ ...NEXT, quota: '80' }, started);
  expect(await changesOf(draftId, nadia)).toHaveLength(1);
  await db.asOwner(`update habilitation set until = current_date - 1 where person_id = $1`, [nadia]);
  expect(await changesOf(draftId, nadia)).toEqual([]);
});

test('what the result of a campaign will answer is not foretold', async () => {
  const posted = shippedTheme('affectation');
  const answer = (key: string, field: string, value: string) => ({
    ...{ type: 'expression', key, id: key, expression: `="${value}"` },
    properties: { from: `campagne.${field}` },
  });
  const components = [
    answer('poste', 'poste', 'à l’issue de la campagne'),
    answer('structure', 'structure', 'à l’issue de la campagne'),
    answer('effectDate', 'effet', nextYear().from.toISODate() ?? ''),
  ];
  const campaignId = await aShippedCircuit(db.database, {
    kind: 'essai-campagne',
    manifest: { ...MANIFEST, kind: 'essai-campagne', effects: [posted.name], themes: { [posted.name]: posted } },
    files: { 'essai.form': JSON.stringify({ type: 'default', components }) },
  });
  expect(await changesOf(await aDraft({}, { versionId: campaignId }))).toEqual([]);
});
