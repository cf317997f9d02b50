import { useQuery } from '@tanstack/react-query';
import { reading } from '#web/client/api/query.ts';
import type { InstanceView } from '#web/contract/operations/instances.ts';

/** How soon a page reads again how an instance stands, while it goes on. */
const AGAIN_MS = 5_000;

export const isOver = ({ state }: Pick<InstanceView, 'state'>): boolean =>
  state === 'completed' || state === 'terminated';

/** One instance, read again by itself until it is over. */
export const useInstance = (key: string) =>
  useQuery({
    ...reading('GET /api/operations/instances/:key', { params: { key } }),
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data) ? false : AGAIN_MS),
  });
