import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import type { Deps } from '../dependencies.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import type { IdentityCheck } from '../identity-check.ts';
import { createVersions } from '../versions.ts';
import { addDraftPiece, removeDraftPiece } from './add-draft-piece.ts';
import { beginDraft, MAX_DRAFTS } from './begin-draft.ts';
import { dropDraft } from './drop-draft.ts';
import { proveFiling } from './prove-filing.ts';
import { saveDraft } from './save-draft.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const PIECE = { sha256: 'b'.repeat(64), size: 10, fileName: 'rib.pdf', pieceType: 'rib', closed: false };
const FORM = {
  type: 'default',
  components: [{ type: 'textfield', key: 'motif', id: 'motif', label: 'Motif', validate: { required: true } }],
};

const forms = openFormJudge();
let db: TestDatabase;
let deps: Deps;
let court: { id: string; path: string };
let claire: string;
let hugo: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  const { prisma } = database;
  deps = { database, versions: createVersions(database), secrets: createSecretValues(randomBytes(32)), forms };
  const manifest = { form: { path: 'essai.form' }, steps: [], taskForms: {}, effects: [] };
  await aShippedCircuit(database, { manifest, files: { 'essai.form': JSON.stringify(FORM) } });
  court = await aStructure(prisma, 'Tribunal');
  const opening = { kind: 'essai', structureId: court.id, open: true, from: new Date('2020-01-01') };
  await prisma.kindOpening.create({ data: opening });
  hugo = await aPerson('Hugo')
    .postedIn(await aStructure(prisma, 'Prison'))
    .make(database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});

const begin = async (personId = claire, kind = 'essai', agentId = personId) =>
  beginDraft(deps, { actor: await actorFacts(db.database.prisma, personId), kind, agentId, at: AT });
const own = (draftId: string, ownerId = claire) => ({ ownerId, draftId, at: AT });
const drafts = (ownerId = claire) => db.database.prisma.draft.count({ where: { ownerId } });
/** Makes the draft a request. */
async function filed(draftId: string): Promise<void> {
  const requestId = await aRequest(db.database.prisma, claire, court);
  await db.asOwner('update request set draft_id = $1 where id = $2', [draftId, requestId]);
}

describe('a draft', () => {
  test('is begun on the current version, as often as is reasonable', async () => {
    for (let count = 0; count < MAX_DRAFTS; count += 1) await begin();
    await expect(begin()).rejects.toMatchObject({ code: 'draft-too-many', params: { max: MAX_DRAFTS } });
    expect(await drafts()).toBe(MAX_DRAFTS);
  });

  test('is not begun where the kind is closed, of no kind, nor for a colleague', async () => {
    await expect(begin(hugo)).rejects.toMatchObject({ code: 'kind-closed' });
    await expect(begin(claire, 'inconnu')).rejects.toMatchObject({ code: 'kind-unknown' });
    await expect(begin(claire, 'essai', hugo)).rejects.toMatchObject({ code: 'not-startable' });
    expect([await drafts(), await drafts(hugo)]).toEqual([0, 0]);
  });

  test('keeps what was typed on the revision that was read; typed elsewhere since, it says what is kept', async () => {
    const { id, revision } = await begin();
    const save = (motif: string, personId = claire) =>
      saveDraft(deps, { ...own(id, personId), revision, data: { motif } });
    expect(await save('un')).toEqual({ revision: revision + 1 });
    expect(await save('deux')).toMatchObject({ kept: { data: { motif: 'un' } } });
    await expect(save('trois', hugo)).rejects.toMatchObject({ code: 'not-found' });
    await expect(save('\u0000')).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('is dropped by its owner, unless it was filed', async () => {
    const { id } = await begin();
    await expect(dropDraft(deps, own(id, hugo))).rejects.toMatchObject({ code: 'not-found' });
    await dropDraft(deps, own(id));
    const kept = await begin();
    await filed(kept.id);
    await expect(dropDraft(deps, own(kept.id))).rejects.toMatchObject({ code: 'draft-already-filed' });
    expect(await drafts()).toBe(1);
  });

  test('holds the documents of its owner, to a number, until it is filed', async () => {
    const { id } = await begin();
    const add = (personId = claire) => addDraftPiece(deps, { ...own(id, personId), piece: PIECE });
    const { id: pieceId } = await add();
    await expect(add(hugo)).rejects.toMatchObject({ code: 'not-found' });
    await removeDraftPiece(deps, { ...own(id), pieceId });
    await expect(removeDraftPiece(deps, { ...own(id), pieceId })).rejects.toMatchObject({ code: 'not-found' });
    for (let count = 0; count < PIECE_LIMITS.maxPieces; count += 1) await add();
    await expect(add()).rejects.toMatchObject({ code: 'piece-too-many', params: { max: PIECE_LIMITS.maxPieces } });
    await filed(id);
    await expect(add()).rejects.toMatchObject({ code: 'draft-already-filed' });
    expect(await db.database.prisma.piece.count({ where: { draftId: id } })).toBe(PIECE_LIMITS.maxPieces);
  });
});

describe('a person who files', () => {
  const prove = (draftId: string, verify: IdentityCheck['verify'] = async () => 'right') =>
    proveFiling(deps, { personId: claire, draftId, identity: { method: 'password', verify }, at: AT });
  const proofs = (draftId: string) => db.database.prisma.submissionProof.count({ where: { draftId } });
  const aDraft = async (data: object) => {
    const { id, revision } = await begin();
    await saveDraft(deps, { ...own(id), revision, data: { ...data } });
    return id;
  };

  test('proves to be there for what the draft holds, for five minutes', async () => {
    const id = await aDraft({ motif: 'convenances' });
    const { proofId, expiresAt } = await prove(id);
    expect(expiresAt).toEqual(new Date('2026-03-02T09:05:00Z'));
    expect(await traceOf(db.database.prisma, claire)).toMatchObject([
      { verb: 'step-up.prove', actorId: claire, subject: id, payload: { proofId, method: 'password' } },
    ]);
  });

  test('proves nothing of a form with faults, nor with a wrong password, which is written down', async () => {
    const empty = await aDraft({});
    await expect(prove(empty)).rejects.toMatchObject({ code: 'form-invalid' });
    const id = await aDraft({ motif: 'convenances' });
    const wrong = async () => ({ code: 'password-wrong', left: 4 }) as const;
    await expect(prove(id, wrong)).rejects.toMatchObject({ code: 'password-wrong', params: { left: 4 } });
    expect([await proofs(empty), await proofs(id)]).toEqual([0, 0]);
    expect((await traceOf(db.database.prisma, claire)).map(({ verb }) => verb)).toEqual(['step-up.fail']);
  });
});
