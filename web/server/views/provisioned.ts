import type { listProvisioned } from '#prisma/repositories/people/provisioned.ts';
import type { ProvisionedRow } from '#web/contract/operations/imports.ts';
import { powerSaid } from './proposal.ts';

type Line = Awaited<ReturnType<typeof listProvisioned>>['items'][number];

/** What waits to be taken up, as screens say it. */
export const provisionedView = ({ facts, madeAt, ...said }: Line): ProvisionedRow => ({
  ...said,
  ...powerSaid(facts),
  madeAt: madeAt.toISOString(),
});
