import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { isPrefilled, type Prefilled, prefill } from '../../domain/situation/prefill.ts';
import type { Tx } from '../../prisma/client.ts';
import { readSituation } from '../../prisma/repositories/people/situation.ts';
import type { FormSchema } from '../forms/schema.ts';

/**
 * What is known of an agent that day, of what a form asks for, and where each answer comes from. Of a list, what is known of the item
 * named among the answers `chosen`.
 */
export const knownAnswers = async (
  tx: Tx,
  { components }: FormSchema,
  { agentId, day, chosen }: { readonly agentId: string; readonly day: CivilDate; readonly chosen: readonly unknown[] },
): Promise<Prefilled> =>
  isPrefilled(components)
    ? prefill(components, await readSituation(tx, agentId, day), chosen)
    : { data: {}, origins: [], offers: [] };
