import type { CircuitFault } from '../../domain/circuit/fault.ts';
import type { CircuitSheet } from '../../domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import type { OutboxAnswers, OutboxRefusal } from '../../domain/operations/outbox-command.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import {
  deleteCircuitDraft,
  findCircuitDraft,
  markPublishing,
  publishedFromDraft,
} from '../../prisma/repositories/atelier.ts';
import {
  insertVersion,
  lockKind,
  makeCurrent,
  type PublishedVersion,
  recordDeployment,
  versionsOf,
} from '../../prisma/repositories/circuits.ts';
import { EngineRejection } from '../../zeebe/client.ts';
import { inspectCircuit } from '../circuits/check/inspect.ts';
import { deployFiles } from '../circuits/publish/publish.ts';
import type { Bundle } from '../circuits/read/bundle.ts';
import { bundleOfDraft } from '../circuits/read/draft-bundle.ts';
import type { WorkerContext } from '../context.ts';
import type { CommandHandler } from './command.ts';

/**
 * Makes a draft the version that new requests start on: checked again, deployed, then written with its files, its
 * deployment and its audit in one transaction. The engine comes first: what it refuses leaves nothing behind, and the
 * same files deployed again after a crash change nothing there. Requests under way keep the version they started on.
 */
export const publishDraft: CommandHandler<'publish-circuit'> = async (context, payload) => {
  const { prisma } = context.database;
  const { draftId } = payload;
  const draft = await findCircuitDraft(prisma, draftId);
  if (draft === null) return (await publishedFromDraft(prisma, draftId)) ?? { refused: 'not-found' };
  const refuse = async (refusal: OutboxRefusal) => {
    await markPublishing(prisma, draftId, null);
    return refusal;
  };
  const bundle = await bundleOfDraft(prisma, draft);
  const early = standing(await versionsOf(prisma, draft.kind), bundle, draft.baseVersion?.id ?? null, payload.over);
  if ('refused' in early) return refuse(early);
  const { faults, sheet } = await inspectCircuit(bundle, context.trialRenderer);
  if (sheet === null) return refuse({ refused: 'circuit-invalid', faults });
  let processDefinitionKey: string;
  try {
    processDefinitionKey = await deployFiles(context.engine, draft.kind, bundle.files);
  } catch (error) {
    if (!(error instanceof EngineRejection && error.code === 'INVALID_ARGUMENT')) throw error;
    return refuse({ refused: 'circuit-invalid', faults: [refusedByEngine(bundle, error)] });
  }
  const published = await context.database.transaction((tx) =>
    write(tx, context, {
      bundle,
      sheet,
      processDefinitionKey,
      baseVersionId: draft.baseVersion?.id ?? null,
      ...payload,
    }),
  );
  if ('refused' in published) return refuse(published);
  context.log.info({ kind: draft.kind, number: published.number }, 'an analyst published a circuit');
  return published;
};

async function write(
  tx: Tx,
  { engineName, now }: WorkerContext,
  asked: {
    readonly bundle: Bundle;
    readonly sheet: CircuitSheet;
    readonly processDefinitionKey: string;
    readonly draftId: string;
    readonly baseVersionId: string | null;
    readonly actorId: string;
    readonly reason: string;
    readonly over: string | null;
  },
): Promise<OutboxAnswers['publish-circuit'] | OutboxRefusal> {
  const { bundle, sheet, processDefinitionKey, draftId, baseVersionId, actorId, reason, over } = asked;
  const { kind, files, hash } = bundle;
  await lockKind(tx, kind);
  const versions = await versionsOf(tx, kind);
  const judged = standing(versions, bundle, baseVersionId, over);
  if ('refused' in judged) return judged;
  const at = now();
  const number = Math.max(0, ...versions.map((other) => other.number)) + 1;
  // The very files of an older version: it comes back into force under its own number.
  const version =
    judged.same ??
    (await insertVersion(tx, { kind, number, bundleHash: hash, sheet, files, published: { by: actorId, reason, at } }));
  await recordDeployment(tx, { versionId: version.id, engine: engineName, processDefinitionKey });
  await makeCurrent(tx, version);
  await deleteCircuitDraft(tx, draftId);
  const subject = `circuit:${version.id}`;
  const trace = { chain: SYSTEM_CHAIN, at, actorId, subject };
  const payload = { kind, number: version.number, bundleHash: hash, reason, draftId, replaces: judged.currentId };
  await appendAudit(tx, { ...trace, verb: 'circuit.publish', payload });
  await appendAudit(tx, { ...trace, verb: 'circuit.deploy', payload: { engine: engineName, processDefinitionKey } });
  return { versionId: version.id, kind, number: version.number };
}

/** Whether a draft may take its place among the versions there are now. */
function standing(
  versions: readonly PublishedVersion[],
  { hash }: Bundle,
  baseVersionId: string | null,
  over: string | null,
): OutboxRefusal | { readonly same: PublishedVersion | null; readonly currentId: string | null } {
  const current = versions.find((version) => version.current);
  if (current?.bundleHash === hash) return { refused: 'circuit-unchanged' };
  if (current !== undefined && current.id !== baseVersionId && current.id !== over)
    return { refused: 'circuit-outdated', params: { number: current.number } };
  return { same: versions.find(({ bundleHash }) => bundleHash === hash) ?? null, currentId: current?.id ?? null };
}

/** The checks let it through and the engine did not: it says why, of the diagram as a whole. */
const refusedByEngine = ({ kind }: Bundle, { message }: EngineRejection): CircuitFault => ({
  file: `${kind}.bpmn`,
  elementId: /Element: (\S+)/.exec(message)?.[1] ?? '(diagram)',
  code: 'engine-refuses',
  params: { reason: onOneLine(message), motif: onOneLine(message) },
  severity: 'error',
});

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 500);
