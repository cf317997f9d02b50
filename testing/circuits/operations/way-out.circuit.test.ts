import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askStanding } from '#application/interventions/ask-standing.ts';
import { cancelRequest } from '#application/interventions/cancel-request.ts';
import { moveToken } from '#application/interventions/move-token.ts';
import { previewMove } from '#application/interventions/preview-move.ts';
import { setFact } from '#application/interventions/set-fact.ts';
import { migrateRequests } from '#application/requests/migrate-requests.ts';
import { createVersions } from '#application/versions.ts';
import { idAt } from '#domain/circuit/blocks/block.ts';
import { accepted, type OutboxCommandName, type OutboxId } from '#domain/outbox/outbox-command.ts';
import { enqueue, readAnswer } from '#prisma/repositories/messages/outbox.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, KIND, openPlay } from '#workers/testing/play.ts';
import { stopOf } from '../../guarantees/hostile.ts';
import { type Analysts, twoAnalysts } from '../../two-analysts.ts';
import { publishVersion } from './broken-version.ts';

const REASON = 'La version publiée est fautive';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let analysts: Analysts;
let administrator: string;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  administrator = await aPerson('Adam').holding('administrateur', cast.office).make(bench.db.database);
  analysts = await twoAnalysts(bench.db.database);
  await bench.start();
});
afterAll(() => bench?.close());

const prisma = () => bench.db.database.prisma;
const deps = () => ({
  database: bench.db.database,
  versions: createVersions(bench.db.database),
  forms: bench.forms,
});
const asked = async (requestId: string, personId = administrator) => ({
  actor: await actorFacts(prisma(), personId),
  ...{ requestId, at: new Date(), reason: REASON },
});
const answer = <Name extends OutboxCommandName>(id: OutboxId<Name>) => eventually(() => readAnswer(prisma(), id));
const standing = async (requestId: string) =>
  accepted(await answer((await askStanding(deps(), await asked(requestId))).commandId));
const tokenAt = async (requestId: string, place: string) => {
  const token = await eventually(async () => (await standing(requestId)).tokens.find((one) => one.place === place));
  return { tokenKey: token.key, instanceKey: token.instanceKey, from: place };
};
const previewed = async (requestId: string, tokenKey: string, to: string) =>
  accepted(await answer((await previewMove(deps(), { ...(await asked(requestId)), tokenKey, to })).commandId));
/** Looks at what a move would do, then does it; answers what stood in the way. */
async function move(requestId: string, from: string, to: string) {
  const token = await tokenAt(requestId, from);
  const { bar } = await previewed(requestId, token.tokenKey, to);
  const done = await answer(await moveToken(deps(), { ...(await asked(requestId)), move: { ...token, to } }));
  expect(done).toEqual(bar === null ? { to } : { refused: 'move-barred', params: { cause: bar.cause, ...bar.params } });
  return bar;
}
const migrate = async (requestId: string) => {
  const { number, versionId } = await prisma().request.findUniqueOrThrow({ where: { id: requestId } });
  await migrateRequests(bench.db, { ...(await asked(requestId)), versionId, number });
  return eventually(() => prisma().requestMigration.findFirst({ where: { requestId, endedAt: { not: null } } }));
};
async function retry(requestId: string) {
  const { instanceKey } = await prisma().request.findUniqueOrThrow({ where: { id: requestId } });
  const called = await prisma().calledInstance.findMany({ where: { requestId } });
  for (const key of [instanceKey, ...called.map((one) => one.instanceKey)])
    for (const { incidentKey } of await bench.engine.openIncidents({ processInstanceKey: key }))
      await bench.engine.resolveIncident(incidentKey);
}
const signed = async () => {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  return requestId;
};
const applied = (requestId: string) => prisma().situationEntry.count({ where: { requestId } });

describe('a version that leads nowhere', () => {
  test('whose condition after the signature has no answer: the request is moved past it, and ends granted', async () => {
    // Neither true nor false: an engine reads it, and stops at it.
    const unanswered = (xml: string) => xml.replace('null and signature = &quot;signed&quot;', 'null and signature');
    await publishVersion(bench, { kind: KIND, analysts, broken: { [`${KIND}.bpmn`]: unanswered } });
    const requestId = await signed();
    await stopOf(bench, requestId);
    expect(await move(requestId, 'issue', 'appliquer-quotite')).toBeNull();
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
    expect(await applied(requestId)).toBe(1);
    expect(await prisma().requestEvent.findFirst({ where: { requestId, kind: 'moved' } })).toMatchObject({
      ...{ actorId: administrator, elementId: 'appliquer-quotite' },
      detail: { from: 'issue', to: 'appliquer-quotite', reason: REASON },
    });
    const trace = (await traceOf(prisma(), cast.agent)).filter(({ subject }) => subject === `request:${requestId}`);
    expect(trace.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['token.move-ask', 'token.move']));
  });

  test('whose block has no way for an outcome: the request goes on by the mended version, and ends granted', async () => {
    const kind = 'telephone-courriel';
    await bench.db.asOwner("update structure set code = 'MA-ROCHEFONTAINE' where id = $1", [cast.office.id]);
    const path = '_blocks/instruction/instruction.bpmn';
    const wayless = (xml: string) =>
      xml
        .replace(' default="complement-non"', '')
        .replace(
          /(<bpmn:sequenceFlow id="complement-non"[^>]*?)\s*\/>/,
          '$1><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=visa = "refused"</bpmn:conditionExpression></bpmn:sequenceFlow>',
        );
    await publishVersion(bench, { kind, analysts, broken: { [path]: wayless } });
    const requestId = await people.file({ phone: '+33612345678' }, { kind });
    await people.at(requestId, 'visa', cast.manager, 'approved');
    await stopOf(bench, requestId);
    await publishVersion(bench, { kind, analysts });
    expect(await migrate(requestId)).toMatchObject({ state: 'moved' });
    await retry(requestId);
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
  });

  test('whose step asks for what is not: on the mended version the step is begun anew, and the request ends granted', async () => {
    const misnamed = (xml: string) => xml.replace('key="what" value="temps-de-travail"', 'key="what" value="temps"');
    await publishVersion(bench, { kind: KIND, analysts, broken: { [`${KIND}.bpmn`]: misnamed } });
    const requestId = await signed();
    expect(await stopOf(bench, requestId)).toContain('theme-missing');
    await publishVersion(bench, { kind: KIND, analysts });
    expect(await migrate(requestId)).toMatchObject({ state: 'moved' });
    expect(await move(requestId, 'appliquer-quotite', 'appliquer-quotite')).toBeNull();
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
    expect(await applied(requestId)).toBe(1);
  });
});

describe('G2: a token that is moved past a guarantee', () => {
  test('is refused with what is missing, whichever step it would jump over', async () => {
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    expect(await move(requestId, 'instruction', 'signature')).toEqual({
      cause: 'step-skipped',
      params: { step: 'instruction/avis-superieur' },
    });
    expect(await move(requestId, 'instruction', 'appliquer-quotite')).toMatchObject({ cause: 'step-skipped' });
    expect(await move(requestId, 'instruction', 'instruction/visa')).toMatchObject({ cause: 'not-a-target' });
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.taskAt(requestId, 'signature-arrete');
    expect((await move(requestId, 'signature', 'cloture-accord'))?.cause).toMatch(/step-skipped|guarantee/);
    expect(await applied(requestId)).toBe(0);
    expect(await people.taskAt(requestId, 'signature-arrete')).toMatchObject({ state: 'created' });
  });

  test('applies nothing by the engine’s own commands either', async () => {
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    const { tokenKey, instanceKey } = await tokenAt(requestId, 'instruction');
    await bench.engine.setVariables(instanceKey, { signature: 'signed', visa: 'approved' });
    await bench.engine.modifyInstance(instanceKey, { enter: 'appliquer-quotite', leave: tokenKey });
    expect(await stopOf(bench, requestId)).toContain('guarantee-missing');
    expect(await applied(requestId)).toBe(0);
  });

  test('is told of: the tasks that are left are over, those that are entered begin, in a block too', async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    const visa = await people.taskAt(requestId, 'visa');
    const { tokenKey } = await tokenAt(requestId, 'instruction/visa');
    expect(await previewed(requestId, tokenKey, 'instruction/avis-superieur')).toEqual({
      bar: null,
      tasks: ['instruction/visa'],
    });
    expect(await move(requestId, 'instruction/visa', 'instruction/avis-superieur')).toBeNull();
    // Its listener says so once the engine has moved: the answer to the move does not wait for it.
    await eventually(() => prisma().task.findFirst({ where: { key: visa.key, state: 'canceled' } }));
    expect(idAt((await people.taskAt(requestId, 'avis-superieur')).elementId)).toBe('avis-superieur');
    // The one that was left is not there any more.
    const gone = { tokenKey, instanceKey: visa.instanceKey, from: 'instruction/visa', to: 'instruction/visa' };
    expect(await answer(await moveToken(deps(), { ...(await asked(requestId)), move: gone }))).toEqual({
      ...{ refused: 'move-barred', params: { cause: 'token-gone' } },
    });
  });

  test('is moved by one of two operators at once, who sent it twice; never of a request that was cancelled', async () => {
    const other = await aPerson('Agathe').holding('administrateur', cast.office).make(bench.db.database);
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    const token = await tokenAt(requestId, 'instruction/avis-superieur');
    const to = 'instruction/avis-superieur';
    const send = async (by: string) =>
      answer(await moveToken(deps(), { ...(await asked(requestId, by)), move: { ...token, to } }));
    const sent = await Promise.all([send(administrator), send(other), send(administrator)]);
    expect(sent).toEqual([{ to }, { to }, { to }]);
    expect(await prisma().requestEvent.count({ where: { requestId, kind: 'moved' } })).toBe(1);
    const elsewhere = {
      requestId,
      ...token,
      to: 'instruction/visa',
      reason: REASON,
      askedAt: new Date().toISOString(),
    };
    const late = async () => {
      const command = { command: 'move-token', payload: { ...elsewhere, actorId: other } } as const;
      return answer(await bench.db.database.transaction((tx) => enqueue(tx, command)));
    };
    expect(await late()).toEqual({ refused: 'move-barred', params: { cause: 'token-gone' } });
    await cancelRequest({ database: bench.db.database, mailDomain: 'harmonie.example' }, await asked(requestId));
    await expect(send(other)).rejects.toMatchObject({ code: 'request-closed' });
    expect(await late()).toEqual({ refused: 'move-barred', params: { cause: 'request-closed' } });
  });

  test('is moved from where it stands, whatever whoever asks says of it', async () => {
    const [requestId, other] = [await people.file(), await people.file()];
    for (const id of [requestId, other]) await people.taskAt(id, 'avis-superieur');
    const [token, elsewhere] = [await tokenAt(requestId, 'instruction'), await tokenAt(other, 'instruction')];
    for (const said of [
      { instanceKey: elsewhere.instanceKey },
      { tokenKey: elsewhere.tokenKey },
      { from: 'signature' },
    ]) {
      const move = { ...token, to: 'instruction', ...said };
      expect(await answer(await moveToken(deps(), { ...(await asked(requestId)), move }))).toEqual({
        ...{ refused: 'move-barred', params: { cause: 'token-gone' } },
      });
    }
    for (const id of [requestId, other])
      expect(await prisma().requestEvent.count({ where: { requestId: id, kind: 'moved' } })).toBe(0);
  });

  test('is nobody’s to move but an administrator of its structure, who is not its agent', async () => {
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    const token = await tokenAt(requestId, 'instruction');
    for (const person of [cast.agent, cast.manager, cast.signer])
      await expect(
        moveToken(deps(), { ...(await asked(requestId, person)), move: { ...token, to: 'signature' } }),
      ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a fact of a circuit', () => {
  test('is put right by what the form allows, and what was filed stays', async () => {
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    const set = async (name: string, value: string | null) =>
      setFact(deps(), { ...(await asked(requestId)), name, value });
    await expect(set('quota', '75')).rejects.toMatchObject({ code: 'form-invalid', faults: [{ field: 'quota' }] });
    await expect(set('signature', 'signed')).rejects.toMatchObject({ code: 'fact-unknown' });
    await expect(set('reason', 'autre')).rejects.toMatchObject({ code: 'fact-unknown' });
    expect(await answer(await set('quota', '70'))).toEqual({ name: 'quota' });
    expect((await standing(requestId)).facts).toMatchObject({ quota: '70' });
    // Sent twice, it is done once.
    expect(await answer(await set('quota', '70'))).toEqual({ name: 'quota' });
    expect(await prisma().requestEvent.count({ where: { requestId, kind: 'fact-set' } })).toBe(1);
    const { data } = await prisma().request.findUniqueOrThrow({ where: { id: requestId } });
    expect(data).toMatchObject({ quota: '80' });
    expect(await prisma().requestEvent.findFirst({ where: { requestId, kind: 'fact-set' } })).toMatchObject({
      ...{ actorId: administrator, detail: { name: 'quota', value: '70', former: '80', reason: REASON } },
    });
  });

  test('is never what somebody decides, even behind the portal’s back', async () => {
    const requestId = await people.file();
    await people.taskAt(requestId, 'avis-superieur');
    for (const name of ['signature', 'visa', 'opinion', 'decisionId', 'outcome']) {
      const payload = {
        ...{ requestId, interventionId: crypto.randomUUID(), name, value: 'signed' },
        ...{ actorId: administrator, reason: REASON, askedAt: new Date().toISOString() },
      };
      const id = await bench.db.database.transaction((tx) => enqueue(tx, { command: 'set-fact', payload }));
      expect(await answer(id)).toEqual({ refused: 'fact-decided', params: { name } });
    }
    expect(await prisma().decision.count({ where: { requestId } })).toBe(0);
  });
});
