import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import { isPrefilled, isRenewed, type Prefilled, prefill, renewed } from '../../domain/situation/prefill.ts';
import type { Tx } from '../../prisma/client.ts';
import { lastEntry, readSituation } from '../../prisma/repositories/people/situation.ts';
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

/** What a form is filled in with to renew what ends of a theme that the circuit changes; nothing where nothing does. */
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
