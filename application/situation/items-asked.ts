import { itemsAskedBy } from '#domain/situation/prefill.ts';
import type { Tx } from '#prisma/client.ts';
import { itemsOf } from '#prisma/repositories/people/situation.ts';
import type { OptionOffer } from '../forms/offer-items.ts';
import { decisionsOffered } from '../requests/decisions-offered.ts';
import type { Version } from '../versions.ts';
import { itemOptions } from './item-texts.ts';

/**
 * What the form of a version offers to its agent: where it asks for an item of a list, theirs, as each was last given, those that
 * ended too; where it contests a decision, theirs.
 */
export async function itemsAsked(tx: Tx, { form, manifest }: Version, agentId: string): Promise<OptionOffer[]> {
  const items = itemsAskedBy(form.components, manifest.themes).map(async ({ key, theme }) => ({
    ...{ key, theme },
    items: await itemsOf(tx, agentId, theme.name),
  }));
  return [...itemOptions(await Promise.all(items)), ...(await decisionsOffered(tx, form, agentId))];
}
