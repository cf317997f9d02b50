import { masked } from '#application/forms/sensitive.ts';
import { answersOf } from '#application/requests/answers.ts';
import type { Version } from '#application/versions.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import type { DecisionContext } from '#domain/decision/decision.ts';
import { outcomesOf } from '#domain/decision/decision.ts';
import { partOf, withChanges } from '#domain/request/proposal.ts';
import type { Tx } from '#prisma/client.ts';
import { openProposal } from '#prisma/repositories/requests/answers.ts';
import { requestData } from '#prisma/repositories/requests/requests.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { formTexts } from '../../views/kind.ts';

/** What a visa may propose otherwise, filled in with what is asked; null where it proposes nothing. */
export async function proposable(
  tx: Tx,
  version: Version,
  { elementId, requestId }: TaskRow,
  context: DecisionContext,
): Promise<TaskView['proposable']> {
  const keys = stepOf(version.manifest, elementId)?.proposable ?? [];
  if (!outcomesOf(context).some(({ outcome }) => outcome === 'proposed')) return null;
  const schema = { ...version.form, components: partOf(version.form.components, keys) };
  const asked = masked(await requestData(tx, requestId));
  return {
    schema: schema as unknown as Record<string, unknown>,
    texts: formTexts(version),
    initial: Object.fromEntries(keys.map((key) => [key, asked[key] ?? null])),
  };
}

/** What is put to the agent instead of what they asked, answer by answer; null where nothing is. */
export async function proposalTo(
  tx: Tx,
  version: Version,
  { decision, requestId }: TaskRow,
): Promise<TaskView['proposal']> {
  const open = decision === 'answer' ? await openProposal(tx, requestId) : null;
  if (open === null) return null;
  const { authorId: id, firstName, lastName, quality, reason, values, at } = open;
  const data = masked(await requestData(tx, requestId));
  const asked = answersOf(version, data, {});
  const proposed = answersOf(version, withChanges(data, values), {});
  const changed = [...new Map([...asked, ...proposed].map((answer) => [answer.key, answer])).values()].flatMap(
    ({ key, label }) => {
      const [before, after] = [asked, proposed].map(
        (answers) => answers.find((answer) => answer.key === key)?.value ?? null,
      );
      return before?.fr === after?.fr ? [] : [{ key, label, asked: before ?? null, proposed: after ?? null }];
    },
  );
  return { by: { id, firstName, lastName }, quality, reason, at: at.toISOString(), changed };
}
