import { useEffect } from 'react';
import { call } from '#web/client/api/api.ts';
import type { BatchRow } from '#web/contract/signing/signing-batches.ts';

/** Says that whoever looks at a batch read what of it was refused, once it has ended: they are not notified of it besides. */
export function useSeen({ of, id, ended }: Pick<BatchRow, 'of' | 'id'> & { ended: boolean }): void {
  useEffect(() => {
    // Where it cannot be said, they are notified: nothing is lost.
    if (ended) call('PUT /api/signing/batches/:id/seen', { params: { id }, body: { of } }).catch(() => undefined);
  }, [of, id, ended]);
}
