import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { isPrefilled, isRenewed, type Prefilled, prefill, renewed } from '#domain/situation/prefill.ts';
import type { Tx } from '#prisma/client.ts';
import { lastEntry, readSituation } from '#prisma/repositories/people/situation.ts';
import type { OptionOffer } from '../forms/offer-items.ts';
import type { FormSchema } from '../forms/schema.ts';
import { decisionsOffered } from '../requests/decisions-offered.ts';
import { gridOptions } from '../situation/grid-options.ts';
import { itemOptions } from '../situation/item-texts.ts';

/**
 * Returns the answers to a form that are known about an agent that day, with their origins, and the
 * agent's own options. For a list, what is known of the item named among the answers `chosen`.
 */
export async function knownAnswers(
  tx: Tx,
  form: FormSchema,
  { agentId, day, chosen }: { readonly agentId: string; readonly day: CivilDate; readonly chosen: readonly unknown[] },
): Promise<Pick<Prefilled, 'data' | 'origins'> & { readonly offers: readonly OptionOffer[] }> {
  const { components } = form;
  const ofPortal = [...(await decisionsOffered(tx, form, agentId)), ...(await gridOptions(tx, form, day))];
  if (!isPrefilled(components)) return { data: {}, origins: [], offers: ofPortal };
  const { offers, ...known } = prefill(components, await readSituation(tx, agentId, day), chosen);
  return { ...known, offers: [...itemOptions(offers), ...ofPortal] };
}

/**
 * Returns the answers that renew the ending entry of a theme that the circuit changes; none without
 * such an entry.
 */
export async function renewedAnswers(
  tx: Tx,
  { form, manifest }: { readonly form: FormSchema; readonly manifest: CircuitManifest },
  { agentId, theme: name }: { readonly agentId: string; readonly theme: string | undefined },
): Promise<Readonly<Record<string, unknown>>> {
  const theme = name === undefined || !manifest.effects.includes(name) ? undefined : manifest.themes[name];
  if (theme === undefined) return {};
  const entry = await lastEntry(tx, agentId, theme.name);
  return entry !== null && isRenewed(theme, entry) ? renewed(form.components, theme, entry) : {};
}
