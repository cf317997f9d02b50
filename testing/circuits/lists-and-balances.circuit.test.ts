import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { beginDraft } from '#application/drafts/begin-draft.ts';
import { type PendingChange, pendingChanges } from '#application/situation/pending-changes.ts';
import { createVersions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { readSituation } from '#prisma/repositories/people/situation.ts';
import { takenOver } from '#prisma/testing/builders.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { aCast, type Cast } from '#workers/testing/people.ts';
import { actors } from '#workers/testing/play.ts';
import { publishHostile } from '../guarantees/hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: ReturnType<typeof actors>;
beforeAll(async () => {
  bench = await openWorkerBench();
  cast = await aCast(bench.db.database);
  people = actors(bench, cast);
  await bench.start();
});
afterAll(() => bench?.close());

const asks = (theme: string, key: string, type: string, more: object = {}) => ({
  ...{ id: key, key, type, label: key, properties: { from: `${theme}.${key}` } },
  ...more,
});
const options = (...values: string[]) => ({ values: values.map((value) => ({ value, label: value })) });

/** A kind that a gestionnaire agrees to before it is applied. */
const aKind = (theme: string, components: readonly object[]) =>
  publishHostile(bench, {
    ...{ like: 'telephone-courriel', as: `essai-${theme}`, effects: [theme], asks: components },
    steps: [
      { type: 'request-register' },
      { role: 'gestionnaire', visas: true },
      { type: 'situation-apply', headers: { what: theme } },
    ],
  });

const approve = (requestId: string) => people.at(requestId, 'etape-1', cast.manager, 'approved');
const entryOf = (requestId: string) =>
  eventually(() => bench.db.database.prisma.situationEntry.findFirst({ where: { requestId } }));

async function granted(kind: string, data: Record<string, unknown>): Promise<string> {
  const requestId = await people.file(data, { kind });
  await approve(requestId);
  return (await entryOf(requestId)).id;
}

/** What a request under way would change, as whoever decides reads it. */
async function changeOf(requestId: string): Promise<PendingChange> {
  const { prisma } = bench.db.database;
  const { versionId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const manifest = await readManifest(prisma, versionId);
  const [change] = await pendingChanges(prisma, manifest, { requestId, at: new Date() });
  if (change === undefined) throw new Error(`request ${requestId} changes nothing`);
  return change;
}

const inWords = (values: readonly { readonly value: { readonly fr: string } }[]) => values.map(({ value }) => value.fr);

describe('a list', () => {
  let kind: string;
  const louise = { prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance', effectDate: '2020-03-03' };
  beforeAll(async () => {
    const of = (key: string, type: string, more?: object) => asks('enfants', key, type, more);
    kind = await aKind('enfants', [
      ...[of('enfant', 'select', options()), of('prenom', 'textfield'), of('nom', 'textfield')],
      ...[of('naissance', 'datetime', { subtype: 'date' }), of('lien', 'select', options('naissance', 'adoption'))],
      { id: 'effectDate', key: 'effectDate', type: 'datetime', subtype: 'date' },
      { id: 'endDate', key: 'endDate', type: 'datetime', subtype: 'date' },
    ]);
  });

  test('gains an item, changes it by a form that is filled in with it, and ends it', async () => {
    const { prisma } = bench.db.database;
    const item = await granted(kind, louise);
    const versions = createVersions(bench.db.database);
    const deps = { database: bench.db.database, versions };
    const actor = await actorFacts(prisma, cast.agent);
    const begun = await beginDraft(deps, { actor, kind, agentId: cast.agent, item, at: new Date() });
    expect(begun.data).toEqual({ enfant: item, prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance' });

    const renamed = await people.file({ enfant: item, nom: 'Martin', effectDate: '2024-01-01' }, { kind });
    await people.taskAt(renamed, 'etape-1');
    const { before, after } = await changeOf(renamed);
    expect(inWords(before.values)).toEqual(['Louise', '2020-03-03', 'Naissance']);
    expect(inWords(after.values)).toEqual(['Louise', 'Martin', '2020-03-03', 'Naissance']);
    await approve(renamed);
    expect((await entryOf(renamed)).itemId).toBe(item);

    await granted(kind, { enfant: item, endDate: '2026-10-31' });
    const [ended, again] = await Promise.all(
      ['2026-10-31', '2026-11-01'].map(async (day) => {
        const situation = await readSituation(prisma, cast.agent, day);
        return situation.find(({ definition }) => definition.name === 'enfants')?.items;
      }),
    );
    expect(ended).toMatchObject([{ item, value: { nom: 'Martin' }, from: '2024-01-01', until: '2026-10-31' }]);
    expect(again).toEqual([]);
    // The agent is told of each change, as of any other.
    const told = { recipientId: cast.agent, message: 'situation-changed' };
    expect(await prisma.notification.count({ where: told })).toBe(3);
  });

  test('offers the agent’s own items, while they last, and no others', async () => {
    const refused = (item: string | null, code: string) =>
      expect(people.file({ enfant: item, nom: 'Martin', effectDate: '2026-11-01' }, { kind })).rejects.toMatchObject({
        ...{ code: 'form-invalid', faults: [{ field: 'enfant', code }] },
      });
    await refused(crypto.randomUUID(), 'option');
    const { itemId } = await bench.db.database.prisma.situationEntry.findFirstOrThrow({ where: { theme: 'enfants' } });
    await refused(itemId, 'option');
  });

  test('takes a child once', async () => {
    await granted(kind, { ...louise, prenom: 'Marc' });
    await expect(people.file({ ...louise, prenom: 'Marc' }, { kind })).rejects.toMatchObject({
      faults: [{ field: 'prenom', code: 'situation-rule', rule: 'enfant-deja-connu' }],
    });
  });
});

describe('a balance', () => {
  let kind: string;
  beforeAll(async () => {
    const theme = 'compte-epargne-temps';
    kind = await aKind(theme, [
      asks(theme, 'mouvement', 'select', options('versement', 'conge')),
      asks(theme, 'jours', 'number'),
    ]);
  });
  const balance = async () => {
    const situation = await readSituation(bench.db.database.prisma, cast.agent, '2099-01-01');
    return situation.find(({ definition }) => definition.name === 'compte-epargne-temps')?.entry?.value.solde;
  };

  test('is added to, shown as it would be, and never goes below nothing, of two that are agreed to at once either', async () => {
    await granted(kind, { mouvement: 'versement', jours: 10 });
    expect(await balance()).toBe(10);
    await expect(people.file({ mouvement: 'conge', jours: 11 }, { kind })).rejects.toMatchObject({
      faults: [{ field: 'jours', code: 'balance-below', params: { balance: 10 } }],
    });
    const asked = [await people.file({ mouvement: 'conge', jours: 6 }, { kind })];
    // What waits counts: the same days are not asked for twice.
    await expect(people.file({ mouvement: 'conge', jours: 5 }, { kind })).rejects.toMatchObject({
      faults: [{ field: 'jours', code: 'balance-promised', params: { balance: 10, left: 4 } }],
    });
    asked.push(await people.file({ mouvement: 'conge', jours: 4 }, { kind }));
    await people.taskAt(String(asked[0]), 'etape-1');
    const { before, after } = await changeOf(String(asked[0]));
    expect([inWords(before.values), inWords(after.values)]).toEqual([['10'], ['Congé', '6', '4']]);
    // Each could be granted when it was filed; not both, since days went meanwhile.
    const value = { mouvement: 'conge', jours: 4 };
    const taken = { theme: 'compte-epargne-temps', value, from: parisDay(new Date()), at: new Date() };
    await takenOver(bench.db.asOwner, cast.agent, taken);
    const outcomes = await Promise.allSettled(asked.map(approve));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    await eventually(() => bench.db.database.prisma.situationEntry.findFirst({ where: { requestId: { in: asked } } }));
    const applied = await bench.db.database.prisma.situationEntry.findMany({ where: { requestId: { in: asked } } });
    expect(applied).toHaveLength(1);
    expect([0, 2]).toContain(await balance());
  });
});
