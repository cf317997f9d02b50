import { draftFaults } from '#application/atelier/draft-faults.ts';
import { giveBack, mustBeApproved, publishDraft as publish } from '#application/atelier/publish/publish-draft.ts';
import { publishPart } from '#application/atelier/publish/publish-part.ts';
import { mustReplace } from '#application/atelier/release/must-replace.ts';
import { isPart, type PartType } from '#domain/circuit/blocks/part.ts';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxAnswers, OutboxRefusal } from '#domain/outbox/outbox-command.ts';
import { type CircuitDraftRow, findCircuitDraft, publishedFromDraft } from '#prisma/repositories/circuits/atelier.ts';
import type { DefinitionKeys } from '#prisma/repositories/circuits/circuits.ts';
import { findProposal } from '#prisma/repositories/circuits/proposals.ts';
import { EngineRejection } from '#zeebe/client.ts';
import { deployFiles } from '../../circuits/publish/publish.ts';
import type { Bundle } from '../../circuits/read/bundle.ts';
import { bundleOfDraft, inspectedBundle } from '../../circuits/read/draft-bundle.ts';
import type { WorkerContext } from '../../context.ts';
import { type CommandHandler, NotYet, refusalOf } from '../command.ts';

/** How soon a publication looks again for room among the checks. */
const AGAIN_MS = 2_000;

/**
 * Publishes what two people approved: checked again, deployed, then written. The engine comes first: what it refuses leaves
 * nothing behind, and the same files deployed again after a crash change nothing there. Checks that others ask for meanwhile make it
 * wait, and are no reason to refuse what was approved.
 */
export const publishDraft: CommandHandler<'publish-circuit'> = async (context, { draftId, proposalId }) => {
  const { database } = context;
  const draft = await findCircuitDraft(database.prisma, draftId);
  if (draft === null) return (await publishedFromDraft(database.prisma, draftId)) ?? { refused: 'not-found' };
  const answer = await published(context, draft, proposalId).catch((error: unknown): OutboxRefusal => {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'too-many-requests') throw new NotYet('checks of this circuit stand in line', AGAIN_MS);
    return refusalOf(error);
  });
  if ('refused' in answer) await giveBack(context, { draftId, proposalId, failure: answer.refused });
  else context.log.info({ kind: answer.kind, number: answer.number }, 'two analysts published a circuit');
  return answer;
};

/** @throws {DomainError} circuit-not-approved, circuit-unchanged, circuit-outdated, circuit-was-withdrawn, circuit-too-complex, too-many-requests */
async function published(
  context: WorkerContext,
  draft: CircuitDraftRow,
  proposalId: string,
): Promise<OutboxAnswers['publish-circuit'] | OutboxRefusal> {
  const { database, engine, engineName, now } = context;
  const bundle = await bundleOfDraft(database.prisma, draft);
  const proposal = mustBeApproved(await findProposal(database.prisma, proposalId), draft, bundle.hash);
  await mustReplace(database.prisma, bundle.hash, { draft, over: proposal.overVersionId });
  if (isPart(draft.of)) return publishedPart(context, { draft, of: draft.of, proposalId, bundle });
  const { faults, manifest } = await context.inspector.inspect(bundle);
  if (manifest === null) return { refused: 'circuit-invalid', faults };
  let keys: DefinitionKeys;
  try {
    keys = await deployFiles(engine, draft.kind, bundle.files);
  } catch (error) {
    if (!(error instanceof EngineRejection && error.code === 'INVALID_ARGUMENT')) throw error;
    return { refused: 'circuit-invalid', faults: [refusedByEngine(bundle, error)] };
  }
  const deployed = { engine: engineName, ...keys };
  const circuit = { ...bundle, manifest };
  const { id, kind, number } = await publish(context, { draft, proposalId, circuit, deployed, at: now() });
  return { versionId: id, kind, number };
}

/** A part goes to no engine: it is deployed with each kind that takes it. */
async function publishedPart(
  context: WorkerContext,
  asked: {
    readonly draft: CircuitDraftRow;
    readonly of: PartType;
    readonly proposalId: string;
    readonly bundle: Bundle;
  },
): Promise<OutboxAnswers['publish-circuit'] | OutboxRefusal> {
  const { draft, of, proposalId, bundle } = asked;
  const { prisma } = context.database;
  const { faults: inFiles } = await context.inspector.inspectPart(of, await inspectedBundle(prisma, draft));
  const faults = [...inFiles, ...(await draftFaults(prisma, draft))];
  if (faults.some(({ severity }) => severity === 'error')) return { refused: 'circuit-invalid', faults };
  const part = { of, name: draft.kind, hash: bundle.hash, files: bundle.files };
  const { id, name, number } = await publishPart(context, { draft, proposalId, part, at: context.now() });
  return { versionId: id, kind: name, number };
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
