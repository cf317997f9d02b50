import { parisDay } from '../../domain/calendar/civil-date.ts';
import { type CircuitManifest, effectsOf } from '../../domain/circuit/manifest.ts';
import type { SituationEntry } from '../../domain/situation/entry.ts';
import { readAsked } from '../../domain/situation/read-asked.ts';
import type { RuleFault } from '../../domain/situation/rules.ts';
import { type ShownTheme, showTheme } from '../../domain/situation/show-theme.ts';
import type { Theme } from '../../domain/situation/theme.ts';
import type { Tx } from '../../prisma/client.ts';
import { filedRequest, situationFor } from '../../prisma/repositories/people/rules.ts';
import { entryOn, isApplied } from '../../prisma/repositories/people/situation.ts';
import { judgeRules } from './judge-rules.ts';

/** What a request would change of a theme, for whoever decides on it. */
export interface PendingChange {
  /** What stands on the day of effect, and what would stand from then on. */
  readonly before: ShownTheme;
  readonly after: ShownTheme;
  /** Rules that it breaks: those that only warn, and those that keep it from being granted. */
  readonly broken: readonly RuleFault[];
}

/**
 * What a request would change of its agent's situation, before it does. Of what was applied nothing is answered: it stands in
 * the situation. Sensitive values by their masks.
 */
export async function pendingChanges(
  tx: Tx,
  manifest: CircuitManifest,
  { requestId, at }: { readonly requestId: string; readonly at: Date },
): Promise<PendingChange[]> {
  const changes: PendingChange[] = [];
  const request = await filedRequest(tx, requestId);
  for (const theme of effectsOf(manifest)) {
    const asked = readAsked(theme, request.data);
    if ('wrong' in asked || (await isApplied(tx, requestId, theme.name))) continue;
    const from = asked.from ?? parisDay(at);
    const stands = await entryOn(tx, request.agentId, theme.name, from);
    const broken = judgeRules(theme, request.data, await situationFor(tx, theme, request));
    changes.push({
      before: showTheme({ definition: theme, entry: stands }),
      after: showTheme({ definition: theme, entry: asEntry(theme, stands, { ...asked, from }) }),
      broken,
    });
  }
  return changes;
}

/** What would stand; of a theme with one value, what is left empty stays as it is. */
const asEntry = (
  { name, inTime }: Theme,
  stands: SituationEntry | null,
  asked: Omit<SituationEntry, 'theme'>,
): SituationEntry => ({
  ...asked,
  theme: name,
  value: { ...(inTime.is === 'current' ? stands?.value : {}), ...asked.value },
});
