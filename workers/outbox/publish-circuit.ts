import { giveBack, mustReplace, publishDraft as publish } from '../../application/atelier/publish-draft.ts';
import type { CircuitFault } from '../../domain/circuit/fault.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OutboxAnswers, OutboxPayloads, OutboxRefusal } from '../../domain/operations/outbox-command.ts';
import { type CircuitDraftRow, findCircuitDraft, publishedFromDraft } from '../../prisma/repositories/atelier.ts';
import { EngineRejection } from '../../zeebe/client.ts';
import { inspectCircuit } from '../circuits/check/inspect.ts';
import { deployFiles } from '../circuits/publish/publish.ts';
import type { Bundle } from '../circuits/read/bundle.ts';
import { bundleOfDraft } from '../circuits/read/draft-bundle.ts';
import type { WorkerContext } from '../context.ts';
import { type CommandHandler, refusalOf } from './command.ts';

/**
 * Publishes a draft: checked again, deployed, then written. The engine comes first: what it refuses leaves nothing
 * behind, and the same files deployed again after a crash change nothing there.
 */
export const publishDraft: CommandHandler<'publish-circuit'> = async (context, payload) => {
  const { database } = context;
  const { draftId } = payload;
  const draft = await findCircuitDraft(database.prisma, draftId);
  if (draft === null) return (await publishedFromDraft(database.prisma, draftId)) ?? { refused: 'not-found' };
  const answer = await published(context, draft, payload).catch((error: unknown): OutboxRefusal => {
    if (!(error instanceof DomainError)) throw error;
    return refusalOf(error);
  });
  if ('refused' in answer) await giveBack(context, draftId);
  else context.log.info({ kind: answer.kind, number: answer.number }, 'an analyst published a circuit');
  return answer;
};

/** @throws {DomainError} circuit-unchanged, circuit-outdated */
async function published(
  context: WorkerContext,
  draft: CircuitDraftRow,
  { actorId, reason, over }: OutboxPayloads['publish-circuit'],
): Promise<OutboxAnswers['publish-circuit'] | OutboxRefusal> {
  const { database, engine, engineName, now } = context;
  const bundle = await bundleOfDraft(database.prisma, draft);
  await mustReplace(database.prisma, bundle.hash, { draft, over });
  const { faults, manifest } = await inspectCircuit(bundle, context.trialRenderer);
  if (manifest === null) return { refused: 'circuit-invalid', faults };
  let processDefinitionKey: string;
  try {
    processDefinitionKey = await deployFiles(engine, draft.kind, bundle.files);
  } catch (error) {
    if (!(error instanceof EngineRejection && error.code === 'INVALID_ARGUMENT')) throw error;
    return { refused: 'circuit-invalid', faults: [refusedByEngine(bundle, error)] };
  }
  const deployed = { engine: engineName, processDefinitionKey };
  const circuit = { ...bundle, manifest };
  const { id, kind, number } = await publish(context, { draft, circuit, deployed, actorId, reason, over, at: now() });
  return { versionId: id, kind, number };
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
