import { contestField, decisionInWords } from '#domain/request/contest.ts';
import type { Tx } from '#prisma/client.ts';
import { decisionsFor } from '#prisma/repositories/requests/contests.ts';
import type { OptionOffer } from '../forms/offer-items.ts';
import type { FormSchema } from '../forms/schema.ts';

/**
 * Lists the agent's own decisions that a form offers to contest, those they know of, newest first;
 * none if the form contests nothing.
 */
export async function decisionsOffered(tx: Tx, { components }: FormSchema, agentId: string): Promise<OptionOffer[]> {
  const key = contestField(components);
  if (key === null) return [];
  const options = (await decisionsFor(tx, agentId)).map((decision) => ({
    value: decision.requestId,
    label: decisionInWords(decision),
  }));
  return [{ key, options }];
}
