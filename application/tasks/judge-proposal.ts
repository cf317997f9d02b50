import { parisDay } from '#domain/calendar/civil-date.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import type { FieldFault } from '#domain/errors.ts';
import { changesBetween, withChanges } from '#domain/request/proposal.ts';
import type { Tx } from '#prisma/client.ts';
import { personName } from '#prisma/repositories/people/people.ts';
import { openProposal } from '#prisma/repositories/requests/answers.ts';
import { requestData } from '#prisma/repositories/requests/requests.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { Deps } from '../dependencies.ts';
import { isPlainObject } from '../forms/path.ts';
import type { Validated } from '../forms/validator.ts';
import type { Version } from '../versions.ts';

/**
 * Judges what a visa proposes instead of what was asked, by the whole form that filed the request,
 * filled in with it. Returns only what would change, including what the form computes. Faults that
 * the form would find today in unchanged answers are ignored.
 * @throws {DomainError} form-endless
 */
export async function judgeProposal(
  { database: { prisma }, forms }: Pick<Deps, 'database' | 'forms'>,
  { id: versionId, form, manifest }: Version,
  { elementId, requestId, agentId }: TaskRow,
  sent: Readonly<Record<string, unknown>>,
  { authorId, at }: { readonly authorId: string; readonly at: Date },
): Promise<Validated> {
  const proposable = stepOf(manifest, elementId)?.proposable ?? [];
  const strange = Object.keys(sent).filter((key) => !proposable.includes(key));
  if (strange.length > 0) return refused(strange.map((field) => ({ field, code: 'unknown-field', params: {} })));
  const asked = await requestData(prisma, requestId);
  const around = { today: parisDay(at), pieces: [], subject: await personName(prisma, agentId) };
  const judge = (answers: unknown) => forms.judge({ personId: authorId, versionId }, form, answers, around);
  const touched = changesBetween(asked, { ...asked, ...sent });
  const before = await judge(asked);
  const after = await judge(withChanges(asked, touched));
  const known = new Set(before.faults.map(({ field, code }) => `${field} ${code}`));
  const faults = after.faults.filter(({ field, code }) => field in touched || !known.has(`${field} ${code}`));
  if (faults.length > 0) return refused(faults);
  const data = changesBetween(before.data, after.data);
  const nothing = Object.keys(data).length === 0;
  return nothing ? refused([{ field: 'outcome', code: 'proposal-same', params: {} }]) : { data, faults: [] };
}

const refused = (faults: FieldFault[]): Validated => ({ data: {}, faults });

/**
 * Returns how the answers of the request change if this decision stands: what it proposes, or the
 * proposal that the agent accepts; null: they do not change.
 */
export async function changesAgreedTo(
  tx: Tx,
  { requestId, outcome, answers }: { readonly requestId: string; readonly outcome: string; readonly answers: unknown },
): Promise<Readonly<Record<string, unknown>> | null> {
  if (outcome === 'proposed') return isPlainObject(answers) ? answers : {};
  return outcome === 'accepted' ? ((await openProposal(tx, requestId))?.values ?? null) : null;
}
