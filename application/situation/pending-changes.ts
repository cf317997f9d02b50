import type { Bilingual } from '#domain/bilingual.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { type CircuitManifest, effectsOf } from '#domain/circuit/manifest.ts';
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

/** What a request would change of a theme, shown to the person who decides on it. */
export interface PendingChange {
  /** What stands on the day of effect, and what would stand from then on. */
  readonly before: ShownTheme;
  readonly after: ShownTheme;
  /** True if the agent is away then (domain/situation/themes/theme.ts). */
  readonly away: boolean;
  /** Rules that it breaks: those that only warn, and those that prevent granting it. */
  readonly broken: readonly RuleFault[];
}

const NEW_ITEM: Bilingual = { fr: 'Rien : c’est nouveau', en: 'Nothing: this is new' };

/**
 * Lists what a request would change of its agent's situation. Themes already applied are left out,
 * since the situation shows them. Sensitive values are masked.
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

/**
 * Lists the changes of these themes, not applied yet, for a request that is filed or about to be.
 */
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
      // A missing row is reported by the rules below; the rest is shown.
      fromGrid: async (...asked) => (await fromGrid(...asked)) ?? '—',
      // Known only once the cooling-off period is over.
      payMonth: null,
      today: parisDay(at),
    });
    if ('wrong' in read) continue;
    const situation = await situationFor(tx, theme, request);
    const kept = keeping(theme, situation.former, read);
    // For a list, compares with the item as last given.
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
