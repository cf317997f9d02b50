import { type ItemOffer, itemsAskedBy } from '../../domain/situation/prefill.ts';
import type { Tx } from '../../prisma/client.ts';
import { itemsOf } from '../../prisma/repositories/people/situation.ts';
import type { Version } from '../versions.ts';

/** Where the form of a version asks for an item of a list, the agent’s, as each was last given: those that ended too. */
export const itemsAsked = (tx: Tx, { form, manifest }: Version, agentId: string): Promise<ItemOffer[]> =>
  Promise.all(
    itemsAskedBy(form.components, manifest.themes).map(async ({ key, theme }) => ({
      ...{ key, theme },
      items: await itemsOf(tx, agentId, theme.name),
    })),
  );
