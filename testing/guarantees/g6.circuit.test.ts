import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importRelease } from '#application/atelier/release/import-release.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { createCircuitDraft, fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { type Analysts, approvedDraft, publishedByTwo, twoAnalysts } from '../two-analysts.ts';
import { publishHostile, stopOf } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let analysts: Analysts;
/** A third one, who drew. */
let drawer: string;

const CONTACT = { phone: '+33687654321', personalEmail: 'claire@exemple.test' };
const AT = new Date();

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const { database } = bench.db;
  analysts = await twoAnalysts(database);
  const office = await aStructure(database.prisma, 'Bureau des analystes');
  drawer = await aPerson('Chloé').postedIn(office).holding('analyste', office).make(database);
  await bench.start();
});
afterAll(() => bench?.close());

const prisma = () => bench.db.database.prisma;
const run = (statement: string) => prisma().$executeRawUnsafe(statement);

/** Each test has a kind of its own, shipped in one file. */
let serial = 0;
let kind: string;
beforeEach(async () => {
  serial += 1;
  kind = `essai-${serial}`;
  await importRelease(bench.db, { circuit: circuit('un'), at: AT });
});
const circuit = (text: string) => {
  const files = [fileOfText('note.json', text)];
  return { kind, hash: bundleHash(files), files, manifest: { kind } as CircuitManifest };
};
const publish = async (text: string) => {
  const current = await prisma().circuitVersion.findFirst({ where: { kind, current: true } });
  return publishedByTwo(bench.db.database, circuit(text), { ...analysts, baseVersionId: current?.id ?? null, at: AT });
};
const inForce = async () =>
  (await prisma().circuitVersion.findFirst({ where: { kind, current: true } }))?.number ?? null;
/** A draft that Chloé drew, with a file. */
const drawn = () =>
  createCircuitDraft(prisma(), {
    ...{ kind, origin: 'new', baseVersionId: null, authorId: drawer, at: AT, files: circuit('deux').files },
  });
const proposed = async (by = analysts.proposer) => {
  const { id: draftId } = await drawn();
  const asked = { draftId, kind, revision: 0, bundleHash: circuit('deux').hash, reason: 'Pour voir' };
  const { id } = await prisma().circuitProposal.create({ data: { ...asked, proposedBy: by, proposedAt: AT } });
  return { id, draftId };
};
const decide = (id: string, state: string, by: string, more = '') =>
  run(
    `update circuit_proposal set state = '${state}', decided_by = '${by}', decided_at = now()${more} where id = '${id}'`,
  );

describe('G6: a statement of the application’s role publishes nothing on one person’s word', () => {
  test('neither a version without a proposal, nor one in the name of the installation', async () => {
    const columns =
      'insert into circuit_version (id, kind, number, bundle_hash, sheet, published_by, proposed_by, reason)';
    const values = (number: number, by: string | null) =>
      `${columns} values (gen_random_uuid(), '${kind}', ${number}, 'x', '{}', ${by === null ? 'null' : `'${by}'`}, null, null)`;
    await expect(run(values(2, null))).rejects.toThrow(/only the installation publishes, the first version of a kind/);
    await expect(run(values(2, analysts.proposer))).rejects.toThrow(/only the installation publishes/);
    await expect(run(values(1, null))).rejects.toThrow(/only the installation publishes/);
  });

  test('nor a proposal that is born approved, made by nobody entitled, or about another draft', async () => {
    const { id: draftId } = await drawn();
    const make = (state: string, by: string, revision = 0) =>
      run(`insert into circuit_proposal (id, draft_id, kind, revision, bundle_hash, reason, proposed_by, proposed_at, state)
           values (gen_random_uuid(), '${draftId}', '${kind}', ${revision}, 'x', 'Non', '${by}', now(), '${state}')`);
    await expect(make('approved', analysts.proposer)).rejects.toThrow(/an analyst proposes a draft as it stands/);
    await expect(make('open', cast.superior)).rejects.toThrow(/an analyst proposes a draft as it stands/);
    await expect(make('open', analysts.proposer, 3)).rejects.toThrow(/an analyst proposes a draft as it stands/);
  });

  test('nor an approval by its proposer, by whoever touched the draft, or by nobody entitled', async () => {
    const { id } = await proposed();
    await expect(decide(id, 'approved', analysts.proposer)).rejects.toThrow(/circuit_proposal_two_people/);
    await expect(decide(id, 'approved', drawer)).rejects.toThrow(/circuit_proposal_two_people/);
    await expect(decide(id, 'approved', cast.superior)).rejects.toThrow(/an analyst decides/);
    await expect(decide(id, 'published', analysts.approver)).rejects.toThrow(/decided already/);
    await expect(run(`update circuit_proposal set touched_by = '{}' where id = '${id}'`)).rejects.toThrow(/denied/);
    await expect(run(`update circuit_proposal set proposed_by = '${drawer}' where id = '${id}'`)).rejects.toThrow(
      /denied/,
    );
    await expect(run(`update circuit_proposal set bundle_hash = 'x' where id = '${id}'`)).rejects.toThrow(/denied/);
    await expect(run(`delete from circuit_proposal where id = '${id}'`)).rejects.toThrow(/denied/);
    await decide(id, 'taken-back', analysts.proposer);
    await expect(decide(id, 'approved', analysts.approver)).rejects.toThrow(/decided already/);
  });

  test('nor what someone proposed who is no analyst any more', async () => {
    const office = await aStructure(prisma(), 'Bureau d’un jour');
    const leaver = await aPerson('Lucie').postedIn(office).holding('analyste', office).make(bench.db.database);
    const { id } = await proposed(leaver);
    await bench.db.asOwner(`update habilitation set until = current_date - 1 where person_id = $1`, [leaver]);
    await expect(decide(id, 'approved', analysts.approver)).rejects.toThrow(/no analyst any more/);
    await decide(id, 'returned', analysts.approver, `, remark = 'À proposer par un autre'`);
  });

  test('nor is anyone taken off those who touched a draft', async () => {
    const { id } = await drawn();
    expect(await prisma().circuitDraftTouch.findMany({ where: { draftId: id } })).toMatchObject([{ personId: drawer }]);
    await expect(run(`delete from circuit_draft_touch where draft_id = '${id}'`)).rejects.toThrow(/denied/);
    for (const change of ['created_by = null', `id = '${randomUUID()}'`])
      await expect(run(`update circuit_draft set ${change} where id = '${id}'`)).rejects.toThrow(/denied/);
    await run(`update circuit_draft set updated_by = '${analysts.approver}' where id = '${id}'`);
    expect(await prisma().circuitDraftTouch.count({ where: { draftId: id } })).toBe(2);
    const file = `update circuit_draft_file set content = 'x' where draft_id = '${id}'`;
    await expect(run(file)).rejects.toThrow(/change with who changed them/);
  });

  test('nor is what is proposed changed under whoever approves it', async () => {
    const { draftId } = await proposed();
    for (const change of [
      `update circuit_draft_file set content = 'x' where draft_id = '${draftId}'`,
      `delete from circuit_draft_file where draft_id = '${draftId}'`,
      `insert into circuit_draft_file (draft_id, path, content, sha256) values ('${draftId}', 'b.json', '', '${'0'.repeat(64)}')`,
    ])
      await expect(run(change)).rejects.toThrow(/it is proposed, and does not change/);
  });

  test('nor is another version put in force, one brought back, or who published one changed', async () => {
    const second = await publish('deux');
    await publish('trois');
    expect(await inForce()).toBe(3);
    await run(`update circuit_version set current = false where kind = '${kind}'`);
    const chosen = run(`update circuit_version set current = true where id = '${second.id}'`);
    await expect(chosen).rejects.toThrow(/two people put a version in force/);
    for (const column of ['proposal_id', 'proposed_by', 'published_by', 'reason', 'bundle_hash', 'sheet'])
      await expect(run(`update circuit_version set ${column} = ${column} where id = '${second.id}'`)).rejects.toThrow(
        /denied/,
      );
    const owner = bench.db.asOwner('update circuit_version set published_by = proposed_by where id = $1', [second.id]);
    await expect(owner).rejects.toThrow(/written once/);
  });

  test('nor do other bytes go under what was approved', async () => {
    const { proposal } = await approvedDraft(bench.db.database, circuit('deux'), { ...analysts, at: AT });
    const publishing = prisma().$transaction(async (tx) => {
      await tx.circuitProposal.update({ where: { id: proposal.id }, data: { state: 'published' } });
      await tx.circuitVersion.create({
        data: {
          ...{ kind, number: 2, bundleHash: proposal.bundleHash, manifest: {}, proposalId: proposal.id },
          ...{ proposedBy: proposal.proposedBy, publishedBy: analysts.approver, reason: proposal.reason },
          files: { create: circuit('autre').files.map((file) => ({ ...file, content: new Uint8Array(file.content) })) },
        },
      });
    });
    await expect(publishing).rejects.toThrow(/files are not those of its hash/);
    const { id } = await prisma().circuitVersion.findFirstOrThrow({ where: { kind } });
    const { content, sha256 } = fileOfText('ajout.json', '{}');
    const added = prisma().circuitFile.create({
      data: { versionId: id, path: 'ajout.json', content: new Uint8Array(content), sha256 },
    });
    await expect(added).rejects.toThrow(/files are not those of its hash/);
  });
});

test('G6: a release of the portal goes over nothing: it makes a draft that two people publish', async () => {
  const { did } = await importRelease(bench.db, { circuit: circuit('deux'), at: AT });
  expect([did, await inForce()]).toEqual(['propose', 1]);
  expect(await prisma().circuitDraft.count({ where: { kind, origin: 'release' } })).toBe(1);
});

/** Deploys a circuit of the portal again, changed, by the engine's own API. */
async function forge(forged: string): Promise<string> {
  const files = await prisma().circuitFile.findMany({ where: { version: { kind: forged } } });
  const changed = files
    .filter(({ path }) => /^[^/]+\.(bpmn|form)$/.test(path))
    .map(({ path, content }) => ({
      name: path,
      content: path.endsWith('.bpmn')
        ? new TextEncoder().encode(new TextDecoder().decode(content).replaceAll('value="closed"', 'value="withdrawn"'))
        : content,
    }));
  const { processes } = await bench.engine.deploy(changed);
  return processes[0]?.processDefinitionKey ?? '';
}
const CLOSES = { type: 'request-close', headers: { outcome: 'closed' } };

describe('G6: a process deployed on the engine by whoever holds its secret', () => {
  test('is not what requests follow', async () => {
    const steps = [{ type: 'request-register' }, CLOSES];
    const played = await publishHostile(bench, { like: 'telephone-courriel', as: 'joue', steps });
    expect(await people.closed(await people.file(CONTACT, { kind: played }))).toMatchObject({ outcome: 'closed' });
    await forge(played);
    expect(await people.closed(await people.file(CONTACT, { kind: played }))).toMatchObject({ outcome: 'closed' });
  });

  test('is not what a request goes on by that is moved to it there', async () => {
    const steps = [{ type: 'request-register' }, { waitsFor: '=requestId' }, CLOSES];
    const kind = await publishHostile(bench, { like: 'telephone-courriel', as: 'deplace', steps });
    const requestId = await people.file(CONTACT, { kind });
    const { instanceKey } = await eventually(() =>
      prisma().request.findFirst({ where: { id: requestId, instanceKey: { not: null } } }),
    );
    const key = instanceKey ?? '';
    const waits = async () =>
      (await bench.engine.activeElementsOf(key)).some(({ elementId }) => elementId === 'etape-1');
    await eventually(waits);
    const elements = [{ from: 'etape-1', to: 'etape-1' }];
    await bench.engine.migrateInstance(key, { processDefinitionKey: await forge(kind), elements });
    await bench.engine.correlateMessage({ name: 'request-withdrawn', correlationKey: requestId });
    expect(await stopOf(bench, requestId)).toBe('{"cause":"circuit-unpublished","params":{}}');
    expect(await prisma().request.findUnique({ where: { id: requestId } })).toMatchObject({ closedAt: null });
  });

  test('is not played when a circuit calls it', async () => {
    const like = 'telephone-courriel';
    const called = await publishHostile(bench, { like, as: 'appele', steps: [CLOSES] });
    await people.closed(await people.file(CONTACT, { kind: called }));
    const calls = [{ type: 'request-register' }, { calls: called }];
    const kind = await publishHostile(bench, { like, as: 'appelant', steps: calls });
    expect(await people.closed(await people.file(CONTACT, { kind }))).toMatchObject({ outcome: 'closed' });
    await forge(called);
    const requestId = await people.file(CONTACT, { kind });
    // The incident is the called instance's, which no request was given.
    const { errorMessage } = await eventually(async () => {
      const [incident] = await bench.engine.openIncidents({ processDefinitionId: called });
      return incident;
    });
    expect(errorMessage.split('\n', 1)[0]).toBe('{"cause":"circuit-unpublished","params":{}}');
    expect(await prisma().request.findUnique({ where: { id: requestId } })).toMatchObject({ closedAt: null });
  });
});

describe('G6: a version is withdrawn at once', () => {
  const withdraw = (id: string, by = drawer) =>
    run(`update circuit_version set current = false, withdrawn_at = now(), withdrawn_by = '${by}', withdrawal_reason = 'Erreur'
          where id = '${id}'`);

  test('by an analyst, with a reason, for good; the kind falls back to the one in force before, and to no other', async () => {
    const second = await publish('deux');
    const third = await publish('trois');
    await expect(withdraw(third.id, cast.superior)).rejects.toThrow(/an analyst withdraws/);
    await withdraw(third.id);
    const first = await prisma().circuitVersion.findFirstOrThrow({ where: { kind, number: 1 } });
    const put = (id: string) => run(`update circuit_version set current = true where id = '${id}'`);
    await expect(put(first.id)).rejects.toThrow(/two people put a version in force/);
    await put(second.id);
    expect(await inForce()).toBe(2);
    await expect(run(`update circuit_version set withdrawn_at = null where id = '${third.id}'`)).rejects.toThrow();
    await expect(put(third.id)).rejects.toThrow();
  });

  test('and one person brings no older one back by withdrawing in turn: the kind closes, until two publish', async () => {
    const first = await prisma().circuitVersion.findFirstOrThrow({ where: { kind } });
    const second = await publish('deux');
    const third = await publish('trois');
    await withdraw(third.id);
    await run(`update circuit_version set current = true where id = '${second.id}'`);
    await withdraw(second.id);
    const put = run(`update circuit_version set current = true where id = '${first.id}'`);
    await expect(put).rejects.toThrow(/two people put a version in force/);
    const draft = () => prisma().draft.create({ data: { versionId: first.id, ownerId: cast.agent } });
    await expect(draft()).rejects.toThrow(/is closed/);
    const row = { number: `F-${kind}`, kind, versionId: first.id, agentId: cast.agent, structureId: cast.office.id };
    const request = prisma().request.create({ data: { ...row, data: {}, filedAt: AT } });
    await expect(request).rejects.toThrow(/is closed/);
    expect(await inForce()).toBeNull();
    expect(await publish('un')).toMatchObject({ id: first.id });
    await draft();
  });

  test('nothing new starts on it, whoever writes it', async () => {
    const { id: versionId } = await prisma().circuitVersion.findFirstOrThrow({ where: { kind } });
    await withdraw(versionId);
    const draft = prisma().draft.create({ data: { versionId, ownerId: cast.agent } });
    await expect(draft).rejects.toThrow(/was withdrawn/);
    const row = { number: `X-${kind}`, kind, versionId, agentId: cast.agent, structureId: cast.office.id };
    const request = prisma().request.create({ data: { ...row, data: {}, filedAt: AT } });
    await expect(request).rejects.toThrow(/was withdrawn/);
  });
});
