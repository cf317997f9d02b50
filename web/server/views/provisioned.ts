import { isRole } from '../../../domain/permissions/role.ts';
import type { listProvisioned } from '../../../prisma/repositories/people/provisioned.ts';
import type { ProvisionedRow } from '../../contract/imports.ts';

type Line = Awaited<ReturnType<typeof listProvisioned>>['items'][number];

/** What waits to be taken up, as screens say it. */
export function provisionedView({ facts, madeAt, ...said }: Line): ProvisionedRow {
  const text = (key: string): string | null => (typeof facts[key] === 'string' ? facts[key] : null);
  const role = text('role');
  return {
    ...said,
    role: role !== null && isRole(role) ? role : null,
    byRight: facts.byRight === true,
    ...{ from: text('from'), until: text('until'), reference: text('reference') },
    ...{ quality: text('quality'), workEmail: text('workEmail') },
    madeAt: madeAt.toISOString(),
  };
}
