import { parisDay } from '#domain/calendar/civil-date.ts';
import { type Bilingual, type CircuitManifest, effectsOf } from '#domain/circuit/manifest.ts';
import { keeping, readChange, withBalance } from '#domain/situation/read-asked.ts';
import type { RuleFault } from '#domain/situation/rules.ts';
import { type ShownTheme, showTheme, showValues } from '#domain/situation/themes/show-theme.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { gradeOn, placesOver } from '#prisma/repositories/people/career.ts';
import { readingGrids } from '#prisma/repositories/people/grids.ts';
import { filedRequest, type JudgedRequest, situationFor } from '#prisma/repositories/people/rules.ts';
import { entryOn, isApplied } from '#prisma/repositories/people/situation.ts';
import { judgeRulesApart } from './judge-rules-apart.ts';

/** What a request would change of a theme, for whoever decides on it. */
export interface PendingChange {
  /** What stands on the day of effect, and what would stand from then on. */
  readonly before: ShownTheme;
  readonly after: ShownTheme;
  /** Whether the agent is away then (domain/situation/themes/theme.ts). */
  readonly away: boolean;
  /** Rules that it breaks: those that only warn, and those that keep it from being granted. */
  readonly broken: readonly RuleFault[];
}

const NEW_ITEM: Bilingual = { fr: 'Rien : c’est nouveau', en: 'Nothing: this is new' };

/**
 * What a request would change of its agent's situation, before it does. Of what was applied nothing is answered: it stands in
 * the situation. Sensitive values by their masks.
 */
export async function pendingChanges(
  tx: Tx,
  manifest: CircuitManifest,
  { requestId, at }: { readonly requestId: string; readonly at: Date },
): Promise<PendingChange[]> {
  const themes = effectsOf(manifest);
  if (themes.length === 0) return [];
  const waiting: Theme[] = [];
  for (const theme of themes) if (!(await isApplied(tx, requestId, theme.name))) waiting.push(theme);
  return changesAsked(tx, waiting, await filedRequest(tx, requestId), at);
}

/** The same of themes that were not applied, whether the request is filed or about to be. */
export async function changesAsked(
  tx: Tx,
  themes: readonly Theme[],
  request: JudgedRequest,
  at: Date,
): Promise<PendingChange[]> {
  const changes: PendingChange[] = [];
  const fromGrid = readingGrids(tx);
  for (const theme of themes) {
    const read = await readChange(theme, request.data, {
      gradeOn: (day) => gradeOn(tx, request.agentId, day, at),
      placesOver: (period) => placesOver(tx, request.agentId, period),
      // What no row gives is judged below: the rest is shown.
      fromGrid: async (...asked) => (await fromGrid(...asked)) ?? '—',
      // It is known once the wait is over.
      payMonth: null,
      today: parisDay(at),
    });
    if ('wrong' in read) continue;
    const situation = await situationFor(tx, theme, request);
    const kept = keeping(theme, situation.former, read);
    // Of a list, of one item: what stands is what it was last given.
    const stands =
      theme.inTime.is === 'list' ? situation.former : await entryOn(tx, request.agentId, theme.name, kept.from);
    const change = withBalance(theme, stands, kept);
    const begins = theme.inTime.is === 'list' && stands === null;
    changes.push({
      before: { ...showTheme({ definition: theme, entry: stands, items: [] }), ...(begins && { none: NEW_ITEM }) },
      after: {
        ...showTheme({ definition: theme, entry: { theme: theme.name, ...change }, items: [] }),
        values: showValues(theme, change),
      },
      away: theme.away === true,
      broken: await judgeRulesApart(theme, request.data, situation),
    });
  }
  return changes;
}
