import type { z } from 'zod';
import { correctSituation } from '#application/tasks/correct-situation.ts';
import { MENDED_BY } from '#domain/act/gaps.ts';
import type { Correction } from '#prisma/repositories/acts/correction.ts';
import type { CorrectionView } from '#web/contract/requests/tasks.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** What the act lacks, item by item, and what of it can be mended in the task. */
export const correctionView = ({ asked, missing, posting }: Correction): z.infer<typeof CorrectionView> => ({
  gaps: [...new Set([...asked, ...missing])].map((gap) => ({
    gap,
    mendedBy: MENDED_BY[gap],
    mended: !missing.includes(gap),
  })),
  posting: posting && { grade: posting.grade, quality: posting.quality, structureName: posting.structureName },
});

/** The manager mends the agent's situation where the act stopped: what it was and why it changes are in the audit. */
export function correctionRoute({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  const deps = { database, mailDomain: new URL(settings.baseUrl).hostname };
  return serve('PUT /api/tasks/:key/correction', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      const asked = { ...body, actor: me.actor, taskKey: params.key, at };
      return ok(correctionView(await correctSituation(deps, asked)));
    },
  });
}
