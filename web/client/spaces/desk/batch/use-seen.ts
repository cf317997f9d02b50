import { useEffect } from 'react';
import type { BatchRow } from '../../../../contract/signing/signing-batches.ts';
import { call } from '../../../api/api.ts';

/** Says that whoever looks at a batch read what of it was refused, once it has ended: they are not notified of it besides. */
export function useSeen({ of, id, ended }: Pick<BatchRow, 'of' | 'id'> & { ended: boolean }): void {
  useEffect(() => {
    // Where it cannot be said, they are notified: nothing is lost.
    if (ended) call('PUT /api/signing/batches/:id/seen', { params: { id }, body: { of } }).catch(() => undefined);
  }, [of, id, ended]);
}
