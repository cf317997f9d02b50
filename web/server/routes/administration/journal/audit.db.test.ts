import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditPayload, verifyChain } from '#domain/evidence/audit.ts';
import { type EventPayload, isInFull } from '#domain/evidence/evidence.ts';
import { aSensitiveRight } from '#prisma/testing/builders.ts';
import { aRequest } from '#web/server/testing/circuit.ts';
import { aPortal, type Browser, type TestPortal } from '#web/server/testing/portal.ts';
import { aWorld } from '#web/server/testing/world.ts';

const AUDIT = '/api/administration/audit';
let portal: TestPortal;
let adam: Browser;
let requestId: string;
let other: string;
let sealed: { requestId: string; actId?: string };
let ownerId: string;
beforeAll(async () => {
  portal = await aPortal();
  adam = await portal.as('adam.administrateur');
  const world = await aWorld(portal, {
    owner: 'claire.agent',
    superior: 'paul.superieur',
    signer: 'sophie.signataire',
  });
  ({ ownerId } = world);
  sealed = world.at.done;
  requestId = world.at.opinion.requestId;
  other = await aRequest(await portal.as('claire.agent'));
});
afterAll(() => portal.close());

describe('the audit of a request', () => {
  test('shows its own events in order, with who and what, and that the chain holds', async () => {
    const nadia = await portal.as('nadia.gestionnaire');
    const { body: seen } = await nadia.get(`/api/requests/${requestId}`).expect(200);
    await nadia.get(`/api/requests/${requestId}/pieces/${seen.pieces[0].id}`).expect(200);
    const { body } = await adam.get(`${AUDIT}/requests/${requestId}`).expect(200);
    expect(body.items.map(({ verb }: { verb: string }) => verb)).toEqual([
      'audit.consult',
      'piece.consult',
      'request.file',
    ]);
    expect(body.items[1].actor.lastName).toBe('Gestas');
    const check = await adam.get(`${AUDIT}/requests/${requestId}/check`).expect(200);
    expect(check.body).toEqual({
      ...{ events: body.events, verifiedUpTo: body.events, broken: null, at: expect.any(String) },
    });
    expect(body.title).toBe(seen.number);
    const byNadia = await adam.get(`${AUDIT}/requests/${requestId}?actorId=${body.items[1].actor.id}`).expect(200);
    expect(byNadia.body.total).toBe(1);
  });

  test('says nothing of what the request says', async () => {
    const { text } = await adam.get(`${AUDIT}/requests/${requestId}`).expect(200);
    for (const secret of ['Mercredi', 'livret', 'quota']) expect(text).not.toContain(secret);
  });

  test('is itself written down, once for one reading', async () => {
    await adam.get(`${AUDIT}/requests/${other}`).expect(200);
    await adam.get(`${AUDIT}/requests/${other}?page=2`).expect(200);
    const { body } = await adam.get(`${AUDIT}/requests/${other}?verb=audit.`).expect(200);
    expect(body.total).toBe(1);
    // Verifying what one reads is no other reading.
    await adam.get(`${AUDIT}/requests/${other}/check`).expect(200);
    expect((await adam.get(`${AUDIT}/requests/${other}?verb=audit.`).expect(200)).body.total).toBe(1);
  });

  test('turns its pages from the latest to the first, without losing or repeating one', async () => {
    const whole = (await adam.get(`${AUDIT}/people/${ownerId}?pageSize=100`).expect(200)).body;
    const numbers = (items: { sequence: number }[]) => items.map(({ sequence }) => sequence);
    expect(numbers(whole.items)).toEqual(Array.from({ length: whole.events }, (_, index) => whole.events - index));
    const turned = [];
    for (let page = 1; page <= Math.ceil(whole.total / 4); page++)
      turned.push(
        ...numbers((await adam.get(`${AUDIT}/people/${ownerId}?pageSize=4&page=${page}`).expect(200)).body.items),
      );
    expect(turned).toEqual(numbers(whole.items));
  });

  test('is exported with the other requests’ events by their hash alone, and still links', async () => {
    const { body } = await adam.get(`${AUDIT}/requests/${requestId}/export`).expect(200);
    expect(verifyChain(body.events)).toBeNull();
    expect(body.events.some((event: object) => !('verb' in event))).toBe(true);
    expect(JSON.stringify(body)).not.toContain(other);
    expect(body.events.at(-1).verb).toBe('audit.export');
  });

  test('is as if it were not, for who administers elsewhere', async () => {
    const { prisma } = portal.dependencies.database;
    const prison = await prisma.structure.findUniqueOrThrow({ where: { code: 'DAP' } });
    await aSensitiveRight(prisma, {
      personId: await portal.personId('marc.delorme'),
      role: 'administrateur',
      structureId: prison.id,
      from: new Date('2020-01-01'),
    });
    const marc = await portal.as('marc.delorme');
    const away = [`requests/${requestId}`, `people/${ownerId}`].flatMap((at) => [at, `${at}/export`, `${at}/check`]);
    for (const at of away) {
      await marc.get(`${AUDIT}/${at}`).expect(404);
    }
    for (const at of ['system', 'system/check']) await marc.get(`${AUDIT}/${at}`).expect(403);
  });
});

test('the evidence of an act carries nothing of the agent’s other requests', async () => {
  const address = `/api/requests/${sealed.requestId}/acts/${sealed.actId}/evidence`;
  const { body } = await (await portal.as('claire.agent')).get(address).expect(200);
  expect(verifyChain(body.audit)).toBeNull();
  expect(body.audit.filter(isInFull).map(({ verb }: { verb: string }) => verb)).toEqual([
    'request.file',
    'evidence.export',
  ]);
  const own: AuditPayload[] = body.audit
    .filter(isInFull)
    .map(({ sequence, payload }: { sequence: number; payload: EventPayload }) => ({ sequence, ...payload }));
  expect(own.map(({ content }) => content)).toMatchObject([
    { kind: 'temps-partiel-sur-autorisation' },
    { requestId: sealed.requestId },
  ]);
  expect(verifyChain(body.audit, own)).toBeNull();
  expect(body.audit.filter((event: never) => !isInFull(event)).length).toBeGreaterThan(1);
  for (const id of [requestId, other]) expect(JSON.stringify(body)).not.toContain(id);
});

test('the audit of a person and of the system are read in words by who administers them', async () => {
  const { body } = await adam.get(`${AUDIT}/people/${ownerId}?pageSize=5`).expect(200);
  expect([body.title, body.items.length]).toEqual(['Claire Agnelet', 5]);
  expect((await adam.get(`${AUDIT}/people/${ownerId}/check`).expect(200)).body.broken).toBeNull();
  expect((await adam.get(`${AUDIT}/system/check`).expect(200)).body.broken).toBeNull();
  const system = await adam.get(`${AUDIT}/system?verb=audit.`).expect(200);
  expect(system.body.items[0]).toMatchObject({ verb: 'audit.consult', actor: { lastName: 'Adler' } });
});

test('the audit of somebody who left is read by who administers where they were last, and by nobody elsewhere', async () => {
  const id = await portal.personId('hugo.lemaire');
  await adam.post(`/api/administration/persons/${id}/departure`).send({ reason: 'Retraite.' }).expect(204);
  await portal.db.asOwner(`update posting set "from" = '2020-01-01', until = '2021-01-01' where person_id = $1`, [id]);
  const { body } = await adam.get(`${AUDIT}/people/${id}?verb=person.`).expect(200);
  expect(body.items.map(({ verb }: { verb: string }) => verb)).toEqual(['person.depart']);
  await adam.get(`${AUDIT}/people/${id}/export`).expect(200);
  const { prisma } = portal.dependencies.database;
  const court = await prisma.structure.findUniqueOrThrow({ where: { code: 'CA-VALMONT' } });
  const personId = await portal.personId('olivier.perrin');
  await aSensitiveRight(prisma, {
    ...{ personId, role: 'administrateur', structureId: court.id, from: new Date('2020-01-01') },
  });
  await (await portal.as('olivier.perrin')).get(`${AUDIT}/people/${id}`).expect(404);
});

test('an event altered behind the portal’s back is found, and its number said', async () => {
  await portal.db.asOwner('alter table audit_event disable trigger audit_event_stays');
  await portal.db.asOwner("update audit_event set verb = 'act.consult' where chain = $1 and sequence = 2", [ownerId]);
  const { body } = await adam.get(`${AUDIT}/requests/${requestId}/check`).expect(200);
  expect(body).toMatchObject({ verifiedUpTo: 1, broken: { sequence: 2, reason: 'event 2 was altered' } });
});
