import { itemsAskedBy } from '#domain/situation/prefill.ts';
import type { Tx } from '#prisma/client.ts';
import { itemsOf } from '#prisma/repositories/people/situation.ts';
import type { OptionOffer } from '../forms/offer-items.ts';
import { decisionsOffered } from '../requests/decisions-offered.ts';
import type { Version } from '../versions.ts';
import { itemOptions } from './item-texts.ts';

/**
 * Lists the agent's own options for the form of a version: their items where it asks for an item of
 * a list, as last given, including those that ended; their decisions where it contests one.
 */
export async function itemsAsked(tx: Tx, { form, manifest }: Version, agentId: string): Promise<OptionOffer[]> {
  const items = itemsAskedBy(form.components, manifest.themes).map(async ({ key, theme }) => ({
    ...{ key, theme },
    items: await itemsOf(tx, agentId, theme.name),
  }));
  return [...itemOptions(await Promise.all(items)), ...(await decisionsOffered(tx, form, agentId))];
}
