import type { LaterActNature } from '#domain/decision/later-act.ts';
import { reserveNumber } from '../repositories/acts/numbers.ts';
import { uuid7 } from '../uuid7.ts';
import { aRequest, aShippedCircuit, aTask, type StructureRow } from './builders.ts';
import type { TestDatabase } from './database.ts';

const KINDS: Readonly<Record<LaterActNature, string>> = {
  corrects: 'rectification-essai',
  withdraws: 'retrait-essai',
  repeals: 'abrogation-essai',
};

/** Publishes a kind for each nature of later act; the answer `day` says from which day it acts. */
export async function laterActKinds({ database }: TestDatabase): Promise<void> {
  const words = { title: { fr: 'Essai', en: 'Trial' }, steps: [], effects: [] };
  for (const [laterAct, kind] of Object.entries(KINDS))
    await aShippedCircuit(database, { kind, manifest: { ...words, laterAct, laterActFrom: 'day' }, files: {} });
}

/** A later act upon the act of another request. */
export interface Touching {
  readonly nature: LaterActNature;
  readonly of: string;
  readonly asked?: boolean;
  readonly day?: string;
}

/** What is sealed of an act that a test draws, once its number and reference are known. */
export interface Drawn {
  readonly previewSha256: string;
  readonly sealedSha256: string;
  readonly sealedSize: number;
  /** As it is kept: without its events. */
  readonly evidence: unknown;
}

const drawnByNobody = async ({ number }: { readonly number: string }): Promise<Drawn> => ({
  ...{ previewSha256: 'a'.repeat(64), sealedSha256: 'a'.repeat(64), sealedSize: 1 },
  evidence: { act: { number } },
});

/**
 * Signs a request as if it had been put to this person; returns the decision's id. Nothing is
 * sealed.
 */
export async function aSignature(
  db: TestDatabase,
  { requestId, signerId }: { readonly requestId: string; readonly signerId: string },
): Promise<string> {
  const key = await aTask(db.database.prisma, requestId, 'signataire', 'signature');
  const decisionId = uuid7(new Date());
  await db.asOwner(
    `with intent as (
       insert into decision_intent (id, task_key, request_id, author_id, outcome, authentication, decided_at)
       values ($1, $2, $3, $4, 'signed', '{}', now()))
     insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome, recorded_at)
     values ($1, $2, $3, 'task-signataire', 'signature', $4, 'signed', now())`,
    [decisionId, key, requestId, signerId],
  );
  return decisionId;
}

/**
 * Makes a request of an agent whose act is sealed that day; with `touching`, of a kind whose acts
 * change another one.
 */
export async function aSealedAct(
  db: TestDatabase,
  {
    agentId,
    signerId,
    structure,
    kind,
  }: {
    readonly agentId: string;
    readonly signerId: string;
    readonly structure: StructureRow;
    /** For an act that changes no other; « essai » by default. */
    readonly kind?: string;
  },
  on: string,
  touching?: Touching,
  draw: (identity: { readonly number: string; readonly reference: string }) => Promise<Drawn> = drawnByNobody,
): Promise<{ readonly requestId: string; readonly actId: string }> {
  const { prisma } = db.database;
  const requestId = await aRequest(prisma, agentId, structure, touching ? KINDS[touching.nature] : kind);
  if (touching)
    await db.asOwner('update request set contests_id = $2, filed_by_id = $3, data = $4 where id = $1', [
      ...[requestId, touching.of, touching.asked ? null : signerId, JSON.stringify({ day: touching.day })],
    ]);
  const decisionId = await aSignature(db, { requestId, signerId });
  const content = { kind: 'Arrêté' };
  const act = await prisma.act.create({ data: { requestId, template: 'act', title: 'Arrêté', content } });
  const reserved = await db.database.transaction((tx) => reserveNumber(tx, act.id, new Date(`${on}T10:00:00Z`)));
  if (reserved === null) throw new Error('no number was reserved');
  const { previewSha256, sealedSha256, sealedSize, evidence } = await draw(reserved);
  await db.asOwner(
    `update act set decision_id = $2, preview_sha256 = $3, sealed_sha256 = $4, sealed_size = $5, signed_at = $6, sealed_at = $6,
            evidence = $7 where id = $1`,
    [act.id, decisionId, previewSha256, sealedSha256, sealedSize, `${on}T10:00:00Z`, JSON.stringify(evidence)],
  );
  return { requestId, actId: act.id };
}
