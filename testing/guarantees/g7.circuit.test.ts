import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BLOCKS_FOLDER } from '#domain/circuit/blocks/block.ts';
import { currentVersions } from '#prisma/repositories/circuits/circuits.ts';
import { InvalidCircuit } from '#workers/circuits/check/checks.ts';
import { importShipped } from '#workers/circuits/publish/publish.ts';
import { type Bundle, makeBundle, readBundles } from '#workers/circuits/read/bundle.ts';
import { publishDraft } from '#workers/outbox/circuits/publish-circuit.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import { type Actors, KIND, openPlay } from '#workers/testing/play.ts';
import { PROCESSES } from '../shipped-circuits.ts';
import { approvedDraft, twoAnalysts } from '../two-analysts.ts';
import { publishHostile, stopOf } from './hostile.ts';

let bench: WorkerBench;
let people: Actors;
let context: Parameters<typeof publishDraft>[0];

const CONTACT = { phone: '+33687654321', personalEmail: 'claire@exemple.test' };

beforeAll(async () => {
  ({ bench, people } = await openPlay());
  await bench.start();
  context = { ...bench.context, engineName: 'default' };
});
afterAll(() => bench?.close());

/** A shipped circuit with a part of its drawing changed, or of that of a block which it calls. */
async function redrawn(
  kind: string,
  from: string | RegExp,
  to: string,
): Promise<{ readonly bundle: Bundle; readonly inBlock: boolean }> {
  const shipped = (await readBundles(PROCESSES)).find((bundle) => bundle.kind === kind);
  if (shipped === undefined) throw new Error(`No kind ${kind} is shipped`);
  const files = new Map(shipped.files.map(({ path, content }) => [path, content]));
  for (const [path, content] of files) {
    const before = new TextDecoder().decode(content);
    const after = path.endsWith('.bpmn') ? before.replace(from, to) : before;
    if (after !== before)
      return {
        bundle: makeBundle(kind, files.set(path, new TextEncoder().encode(after))),
        inBlock: path.startsWith(BLOCKS_FOLDER),
      };
  }
  throw new Error('the change changes nothing');
}

describe('G7: a drawing that leaves out what its effect asks is not put in force', () => {
  test.each([
    [
      'no seal',
      KIND,
      'sourceRef="retiree" targetRef="sceller"',
      'sourceRef="retiree" targetRef="acte-scelle"',
      ['appliquer-quotite', 'effect-sealed-act'],
    ],
    [
      'one person for an account',
      'coordonnees-bancaires',
      /<zeebe:header key="distinctFrom"[^>]*>/,
      '',
      ['contre-appel', 'effect-two-people'],
    ],
    [
      'an outcome that nothing stands behind',
      'telephone-courriel',
      'sourceRef="accord" targetRef="appliquer"',
      'sourceRef="accord" targetRef="cloture-accord"',
      ['cloture-accord', 'granted-unapplied'],
    ],
    [
      'a silence of a day',
      KIND,
      'source="P2M" target="silence"',
      'source="P1D" target="silence"',
      ['instruction', 'silence-unlawful'],
    ],
    [
      'a stranger’s withdrawal',
      KIND,
      'correlationKey="=requestId"',
      'correlationKey="=structureCode"',
      ['instruction', 'correlation-key'],
    ],
  ] as const)(
    '%s: neither by a release, nor by the command that publishes',
    async (_what, kind, from, to, [elementId, code]) => {
      const { database } = bench.db;
      const inForce = async () => (await currentVersions(database.prisma)).find((version) => version.kind === kind)?.id;
      const before = await inForce();
      const { bundle, inBlock } = await redrawn(kind, from, to);
      const refused = await importShipped(context, bundle).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(InvalidCircuit);
      expect((refused as InvalidCircuit).faults).toContainEqual(expect.objectContaining({ elementId, code }));

      const asked = { ...(await twoAnalysts(database)), baseVersionId: before ?? null };
      const { draft, proposal } = await approvedDraft(database, bundle, asked);
      const payload = { kind, draftId: draft.id, proposalId: proposal.id };
      const faults = expect.arrayContaining([expect.objectContaining({ elementId, code })]);
      // A block comes from what was published of it: with a copy of its own, nobody approved what would be published.
      expect(await publishDraft(context, payload, { attempts: 1 })).toMatchObject(
        inBlock ? { refused: 'circuit-not-approved' } : { refused: 'circuit-invalid', faults },
      );
      expect(await inForce()).toBe(before);
    },
  );
});

describe('G7: a drawing that got past the checks is still judged by facts', () => {
  test('an effect without its act stops, and nothing is written', async () => {
    const kind = await publishHostile(bench, {
      like: 'telephone-courriel',
      as: 'pirate-dessin',
      steps: [{ type: 'request-register' }, { type: 'situation-apply', headers: { what: 'temps-de-travail' } }],
    });
    const requestId = await people.file(CONTACT, { kind });
    expect(await stopOf(bench, requestId)).toContain('guarantee-missing');
    expect(await bench.db.database.prisma.situationEntry.count({ where: { requestId } })).toBe(0);
  });

  test.each([
    ['deadline-compute', { silence: 'P1D', silenceMeans: 'rejection' }, { header: 'silence', value: 'P1D' }],
    [
      'deadline-compute',
      { silence: 'P2M', silenceMeans: 'acceptance' },
      { header: 'silenceMeans', value: 'acceptance' },
    ],
    ['silence-record', { means: 'acceptance' }, { header: 'means', value: 'acceptance' }],
  ])('a silence that the law does not know stops (%s, %j), and sets no clock', async (type, said, params) => {
    const delays = { reminder: 'P15D', reply: 'P1M', onComplement: 'resets' };
    const headers = type === 'deadline-compute' ? { ...delays, ...said } : said;
    const kind = await publishHostile(bench, {
      ...{ like: 'telephone-courriel', as: `pirate-silence-${params.header.toLowerCase()}` },
      steps: [{ type: 'request-register' }, { type, headers }],
    });
    const requestId = await people.file(CONTACT, { kind });
    expect(await stopOf(bench, requestId)).toBe(JSON.stringify({ cause: 'silence-unlawful', params }));
    const { prisma } = bench.db.database;
    expect(await prisma.request.findUnique({ where: { id: requestId } })).toMatchObject({ silenceAt: null });
    expect(await prisma.requestEvent.count({ where: { requestId, kind: 'silence' } })).toBe(0);
  });

  test('a circuit that waits by a stranger’s key keeps no withdrawal from them: their own is sent it again', async () => {
    const { prisma } = bench.db.database;
    const close = { type: 'request-close', headers: { outcome: 'withdrawn' } };
    const honest = [{ type: 'request-register' }, { type: 'patience' }, { waitsFor: '=requestId' }, close];
    const kind = await publishHostile(bench, { like: 'telephone-courriel', as: 'retrait', steps: honest });
    const own = await people.file(CONTACT, { kind });
    await waiting(own, 'etape-1');

    // Of one process the engine gives a message to one instance: the thief waits, its victim does not yet.
    const steps = [{ type: 'request-register' }, { waitsFor: `="${own}"` }, close];
    await publishHostile(bench, { like: 'telephone-courriel', as: kind, steps });
    const thief = await people.file(CONTACT, { kind });
    await waiting(thief, 'etape-1');
    const answer = people.withdraw(own);
    expect(await stopOf(bench, thief)).toContain('variable-differs');
    expect(await prisma.withdrawal.findFirst({ where: { requestId: own } })).toMatchObject({ acceptedAt: null });

    const patience = bench.engine.work({ type: 'patience', handler: async () => {} });
    expect(await answer).toMatchObject({ withdrawalId: expect.any(String) });
    await patience.close();
    expect(await people.closed(own)).toMatchObject({ outcome: 'withdrawn' });
    expect(await prisma.request.findUnique({ where: { id: thief } })).toMatchObject({ outcome: null, closedAt: null });
  });

  test('a circuit of another kind that waits by a stranger’s key stops where it took their withdrawal', async () => {
    const { prisma } = bench.db.database;
    const own = await people.file();
    await people.taskAt(own, 'avis-superieur');
    const close = { type: 'request-close', headers: { outcome: 'withdrawn' } };
    const steps = [{ type: 'request-register' }, { waitsFor: `="${own}"` }, close];
    const kind = await publishHostile(bench, { like: 'telephone-courriel', as: 'pirate-retrait', steps });
    const thief = await people.file(CONTACT, { kind });
    await waiting(thief, 'etape-1');
    expect(await people.withdraw(own)).toMatchObject({ withdrawalId: expect.any(String) });
    expect(await people.closed(own)).toMatchObject({ outcome: 'withdrawn' });
    expect(await stopOf(bench, thief)).toContain('variable-differs');
    expect(await prisma.request.findUnique({ where: { id: thief } })).toMatchObject({ outcome: null, closedAt: null });
  });
});

/** Waits until the circuit of a request waits at an element. */
async function waiting(requestId: string, elementId: string): Promise<void> {
  const { instanceKey } = await eventually(() =>
    bench.db.database.prisma.request.findFirst({ where: { id: requestId, instanceKey: { not: null } } }),
  );
  await eventually(async () => {
    const passed = await bench.engine.searchElementInstances(String(instanceKey));
    return passed.some((element) => element.elementId === elementId && element.state === 'ACTIVE');
  });
}
