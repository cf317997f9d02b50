import type { UseQueryResult } from '@tanstack/react-query';
import { Failure } from './Failure.tsx';
import { Panel } from './Panel.tsx';

/** In the place of a block that is drawn only where there is something to say: nothing while it is asked, and why it could not be read. */
export function NotRead({ title, query }: { title: string; query: UseQueryResult<unknown, Error> }) {
  return query.error ? (
    <Panel title={title}>
      <Failure error={query.error} retry={() => void query.refetch()} />
    </Panel>
  ) : null;
}
