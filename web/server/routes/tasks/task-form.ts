import type { Version } from '#application/versions.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import type { Tx } from '#prisma/client.ts';
import { contactHistory } from '#prisma/repositories/people/situation.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { formTexts } from '../../views/kind.ts';

/** The form that is filled in at this step; null where it has none. */
export function taskForm(version: Version, { elementId }: TaskRow): TaskView['form'] {
  const found = version.taskForms.get(elementId);
  if (!found) return null;
  return { schema: found as unknown as Record<string, unknown>, texts: formTexts(version) };
}

/** How the agent was reached before this request, where the step asks to see it. */
export async function contactsFor(
  tx: Tx,
  { manifest }: Version,
  { elementId, agentId, filedAt }: TaskRow,
): Promise<TaskView['contacts']> {
  if (!stepOf(manifest, elementId)?.contacts) return null;
  const known = knownBefore(await contactHistory(tx, agentId), filedAt);
  return known.map((contact) => ({ ...contact, replacedAt: contact.replacedAt?.toISOString() ?? null }));
}
