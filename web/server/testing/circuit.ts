import type { DecisionKind, Outcome } from '#domain/decision/decision.ts';
import type { TaskRole } from '#domain/permissions/role.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { openTask } from '#prisma/repositories/tasks/tasks.ts';
import { aSpentProof } from '#prisma/testing/builders.ts';
import { aFilledDraft, type Browser, type TestPortal } from './portal.ts';

let key = 4_000_000_000;

/** A request just filed by this person. */
export async function aRequest(agent: Browser): Promise<string> {
  const { id } = await aFilledDraft(agent);
  return (await agent.post(`/api/drafts/${id}/submission`).expect(201)).body.id;
}

/** A step as a circuit names it. */
export interface CircuitTask {
  readonly elementId: string;
  readonly role: TaskRole;
  readonly decision: DecisionKind;
}

/** Puts a request where the circuit would, as the task listeners write it. */
export async function atTask({ dependencies }: TestPortal, requestId: string, task: CircuitTask): Promise<string> {
  key += 1;
  await dependencies.database.transaction(async (tx) => {
    await openTask(tx, { ...task, key: String(key), requestId, instanceKey: '7', dueAt: null });
  });
  return String(key);
}

export const OPINION: CircuitTask = { elementId: 'instruction/avis-superieur', role: 'superieur', decision: 'opinion' };
export const VISA: CircuitTask = { elementId: 'instruction/visa', role: 'valideur', decision: 'visa' };
export const DEONTOLOGY: CircuitTask = { ...VISA, role: 'referent-deontologue' };
export const HOST: CircuitTask = { ...VISA, role: 'administration-accueil' };
export const SIGNATURE: CircuitTask = {
  elementId: 'signature/signature-arrete',
  role: 'signataire',
  decision: 'signature',
};
export const REFUSAL: CircuitTask = {
  elementId: 'signature/signature-refus',
  role: 'signataire',
  decision: 'signature',
};
export const COMPLEMENT: CircuitTask = { elementId: 'instruction/complement', role: 'agent', decision: 'complement' };
export const CORRECTION: CircuitTask = {
  elementId: 'signature/completer-situation',
  role: 'gestionnaire',
  decision: 'correction',
};

/** What the workers write when a person's decision went through. */
export async function decided(
  portal: TestPortal,
  taskKey: string,
  author: string,
  outcome: string,
  reason: string | null = null,
): Promise<void> {
  const authorId = await portal.personId(author);
  const at = new Date();
  await portal.dependencies.database.transaction(async (tx) => {
    const task = await tx.task.findUniqueOrThrow({ where: { key: taskKey } });
    const proved = outcome === 'signed' ? await aSpentProof(tx, { taskKey, personId: authorId, at }) : {};
    const intent = await tx.decisionIntent.create({
      data: {
        taskKey,
        requestId: task.requestId,
        authorId,
        outcome,
        reason,
        ...proved,
        authentication: {},
        decidedAt: at,
      },
    });
    await tx.decision.create({
      data: {
        id: intent.id,
        taskKey,
        requestId: task.requestId,
        elementId: task.elementId,
        kind: task.decision,
        authorId,
        outcome,
        recordedAt: at,
        confirmedAt: at,
      },
    });
    await tx.task.update({ where: { key: taskKey }, data: { state: 'completed', endedAt: at } });
    await recordRequestEvent(tx, {
      requestId: task.requestId,
      kind: 'decision',
      factKey: `decision:${intent.id}`,
      at,
      elementId: task.elementId,
      actorId: authorId,
      detail: { decision: task.decision as DecisionKind, outcome: outcome as Outcome, template: null },
    });
  });
}
