import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idAt } from '#domain/circuit/blocks/block.ts';
import { readIncident } from '#domain/incident/incident.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { identifyEngine, WrongEngine } from '#workers/circuits/publish/engine-identity.ts';
import { JOBS } from '#workers/jobs/registry.ts';
import { LISTENERS } from '#workers/listeners/registry.ts';
import { doStep } from '#workers/steps/do-step.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { addressOf, type Cast } from '#workers/testing/people.ts';
import { type Actors, KIND, openPlay } from '#workers/testing/play.ts';
import type { ListenerJob } from '#zeebe/client.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});

afterAll(() => bench?.close());

const prisma = () => bench.db.database.prisma;

describe('on a bad day', () => {
  test('a request started twice is played once: the second instance ends itself', async () => {
    const requestId = await people.file();
    const { key } = await people.taskAt(requestId, 'avis-superieur');
    const request = await prisma().request.findUniqueOrThrow({ where: { id: requestId } });
    const { processDefinitionKey } = await prisma().deployment.findFirstOrThrow({ where: { version: { kind: KIND } } });
    const variables = { requestId, quota: '80', startDate: '2027-09-01', endDate: '2028-08-31' };
    const second = await bench.engine.createInstance({ processDefinitionKey, variables });
    await eventually(async () => (await bench.engine.getInstance(second.processInstanceKey))?.state === 'TERMINATED');
    const after = await prisma().request.findUniqueOrThrow({ where: { id: requestId } });
    expect(after.instanceKey).toBe(request.instanceKey);
    expect(await prisma().task.findMany({ where: { requestId } })).toMatchObject([{ key }]);
    expect(await prisma().notification.count({ where: { requestId, message: 'acknowledgement' } })).toBe(1);
  });

  test('a task that is canceled while it is being put on the list does not stay there', async () => {
    const requestId = await people.file();
    const { elementId, instanceKey: processInstanceKey } = await people.taskAt(requestId, 'avis-superieur');
    const context = { ...bench.context, engineName: await identifyEngine(bench.engine, bench.db.database) };
    const listener = (event: string) => LISTENERS.find((registered) => registered.event === event)?.handler;
    const job = (userTaskKey: string) =>
      ({
        userTaskKey,
        elementId: idAt(elementId),
        processInstanceKey,
        headers: {},
        variables: {},
        retries: 5,
      }) as unknown as ListenerJob;
    const stateOf = async (key: string) => (await prisma().task.findUniqueOrThrow({ where: { key } })).state;
    // Its end was heard of first.
    await listener('canceling')?.(context, job('101'));
    await listener('creating')?.(context, job('101'));
    expect(await stateOf('101')).toBe('canceled');
    // Its end is heard of while it is being written.
    await Promise.all([listener('creating')?.(context, job('102')), listener('canceling')?.(context, job('102'))]);
    expect(await stateOf('102')).toBe('canceled');
  });

  test('two people decide the same task at once: one wins, the other is told, one opinion exists', async () => {
    const requestId = await people.file();
    const { key } = await people.taskAt(requestId, 'avis-superieur');
    const [first, second] = await Promise.all([
      people.decide(key, cast.superior, 'favorable'),
      people.decide(key, cast.superior, 'unfavorable', { reason: 'Non.' }),
    ]);
    expect([first, second].filter((result) => 'decisionId' in result)).toHaveLength(1);
    expect([first, second].filter((result) => 'refused' in result)).toHaveLength(1);
    expect(await prisma().decision.count({ where: { taskKey: key, voidedAt: null } })).toBe(1);
  });

  test('a task completed by another road than the portal is refused by the engine', async () => {
    const requestId = await people.file();
    const { key } = await people.taskAt(requestId, 'avis-superieur');
    const answers = [
      await bench.engine.completeUserTask(key, {}),
      await bench.engine.completeUserTask(key, { outcome: 'favorable' }),
      await bench.engine.completeUserTask(key, { outcome: 'favorable', decisionId: crypto.randomUUID() }),
    ];
    for (const answer of answers) expect(answer).toEqual({ denied: true, reason: 'decision-refused' });
    expect(await prisma().task.findUniqueOrThrow({ where: { key } })).toMatchObject({ state: 'created' });
  });

  test.each<[string, 'agent' | 'checker' | 'signer', string]>([
    ['the requester', 'agent', 'own-request'],
    ['someone of another role', 'checker', 'forbidden'],
    ['a signatory', 'signer', 'forbidden'],
  ])('an opinion given by %s does not pass', async (_who, person, code) => {
    const requestId = await people.file();
    const { key } = await people.taskAt(requestId, 'avis-superieur');
    expect(await people.behindThePortal.decide(key, cast[person], 'favorable')).toEqual({ refused: code });
    expect(await prisma().decision.count({ where: { taskKey: key } })).toBe(0);
  });

  test('a signature without the proof of these very bytes, or with a proof used before, does not pass', async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { key } = await people.taskAt(requestId, 'signature-arrete');
    const shown = accepted(await people.preview(key, cast.signer));
    const again = accepted(await people.preview(key, cast.signer));
    expect(again.sha256).toBe(shown.sha256);
    const shownSha256 = shown.sha256;
    expect(await people.behindThePortal.preview(key, cast.checker)).toEqual({ refused: 'forbidden' });
    expect(await people.behindThePortal.decide(key, cast.signer, 'signed', { shownSha256 })).toEqual({
      refused: 'decision-invalid',
    });
    const proof = (changes: object) =>
      prisma().stepUpProof.create({
        data: {
          taskKey: key,
          personId: cast.signer,
          sha256: shownSha256,
          method: 'totp',
          verifiedAt: new Date(),
          expiresAt: new Date(Date.now() + 300_000),
          ...changes,
        },
      });
    for (const changes of [
      { sha256: '0'.repeat(64) },
      { personId: cast.checker },
      { expiresAt: new Date(Date.now() - 1) },
      { usedAt: new Date() },
    ]) {
      const { id } = await proof(changes);
      const result = await people.behindThePortal.decide(key, cast.signer, 'signed', {
        shownSha256,
        stepUpProofId: id,
      });
      expect(result).toEqual({ refused: 'step-up-required' });
    }
    const stale = await people.behindThePortal.decide(key, cast.signer, 'signed', {
      shownSha256: '1'.repeat(64),
      stepUpProofId: (await proof({ sha256: '1'.repeat(64) })).id,
    });
    expect(stale).toEqual({ refused: 'preview-outdated' });
    expect(await people.sign(requestId, 'signature-arrete')).toMatchObject({
      result: { decisionId: expect.anything() },
    });
    await people.closed(requestId);
  });

  test('jobs delivered twice change nothing', async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { result } = await people.sign(requestId, 'signature-arrete');
    const request = await people.closed(requestId);
    const photograph = async () => ({
      events: await prisma().requestEvent.count({ where: { requestId } }),
      acts: await prisma().act.findMany({ where: { requestId } }),
      dossier: await prisma().dossierPiece.count(),
      told: await prisma().notification.count({ where: { requestId, message: 'act-granted' } }),
      situation: await prisma().situationEntry.count({ where: { requestId } }),
      closedAt: (await prisma().request.findUniqueOrThrow({ where: { id: requestId } })).closedAt,
    });
    const before = await photograph();
    const context = { ...bench.context, engineName: request.engine ?? '' };
    const { processDefinitionKey } = await prisma().deployment.findFirstOrThrow({
      where: { versionId: request.versionId, engine: context.engineName },
    });
    const again: Record<string, Record<string, string>> = {
      'request-register': {},
      'act-seal': {},
      'situation-apply': { what: 'temps-de-travail' },
      'request-close': { outcome: 'granted' },
      notify: { message: 'act-granted', recipients: 'circuit,gestionnaire', attachAct: 'true' },
    };
    for (const registered of JOBS) {
      const { type } = registered.definition;
      const headers = again[type];
      if (headers === undefined) continue;
      await doStep(context, registered, {
        key: '1',
        type,
        elementId: 'x',
        elementInstanceKey: '2',
        processInstanceKey: request.instanceKey ?? '',
        processDefinitionKey,
        bpmnProcessId: KIND,
        retries: 3,
        variables: { requestId, decisionId: accepted(result).decisionId },
        headers,
      });
    }
    expect(await photograph()).toEqual(before);
  });

  test('nobody holds the next step: an incident says so, and resolving it looks again', async () => {
    const { id } = await prisma().habilitation.findFirstOrThrow({ where: { role: 'valideur' } });
    await prisma().habilitation.update({ where: { id }, data: { until: new Date('2021-01-01') } });
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    const { instanceKey } = await prisma().calledInstance.findFirstOrThrow({ where: { requestId } });
    const find = async () => (await bench.engine.openIncidents({ processInstanceKey: instanceKey }))[0];
    const incident = await eventually(find);
    expect(readIncident({ ...incident, errorMessage: incident.errorMessage ?? '' })).toMatchObject({
      cause: 'nobody-holds',
      params: { role: 'valideur' },
      mending: 'give-right',
    });
    expect(await prisma().task.count({ where: { requestId, elementId: 'instruction/visa' } })).toBe(0);
    await bench.db.asOwner('update habilitation set until = null where id = $1', [id]);
    const context = { ...bench.context, engineName: 'default' };
    const { COMMANDS } = await import('#workers/outbox/commands.ts');
    const payload = { incidentKey: incident.incidentKey, reason: 'Droit rendu.', actorId: cast.manager };
    expect(await COMMANDS['resolve-incident'](context, payload, { attempts: 1 })).toHaveProperty('incidentKey');
    await people.taskAt(requestId, 'visa');
    expect(await COMMANDS['resolve-incident'](context, payload, { attempts: 1 })).toEqual({ refused: 'incident-gone' });
  });

  test('the answer to a completion is lost: asking again finds the decision and confirms it', async () => {
    const requestId = await people.file();
    const { key } = await people.taskAt(requestId, 'avis-superieur');
    const { decisionId } = accepted(await people.decide(key, cast.superior, 'favorable'));
    const context = { ...bench.context, engineName: 'default' };
    const { COMMANDS } = await import('#workers/outbox/commands.ts');
    const again = await COMMANDS['complete-task'](context, { requestId, intentId: decisionId }, { attempts: 2 });
    expect(again).toEqual({ decisionId });
  });

  test('the mail server is away: messages wait, then leave once', async () => {
    bench.mail.outOfOrder(true);
    const requestId = await people.file();
    const address = await addressOf(bench.db.database, cast.agent);
    const notification = await eventually(() =>
      prisma().notification.findFirst({
        where: { requestId, message: 'acknowledgement', attempts: { gt: 0 }, lastError: { not: null } },
      }),
    );
    expect(notification.state).not.toBe('failed');
    bench.mail.outOfOrder(false);
    await eventually(() => prisma().notification.findFirst({ where: { id: notification.id, state: 'sent' } }));
    const sent = bench.mail.to(address).filter(({ messageId }) => messageId === notification.messageId);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain(`https://harmonie.example/requests/${requestId}`);
  });

  test('the portal is pointed at another engine while requests live: it says so and does not start', async () => {
    await people.taskAt(await people.file(), 'avis-superieur');
    const other = await openWorkerBench();
    try {
      await expect(identifyEngine(other.engine, bench.db.database)).rejects.toThrow(WrongEngine);
      expect(await identifyEngine(other.engine, other.db.database)).toBe('default');
    } finally {
      await other.close();
    }
  });
});
