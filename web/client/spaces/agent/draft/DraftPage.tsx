import { SkeletonText } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call } from '#web/client/api/api.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { startingSpace } from '#web/client/app/spaces.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { DraftView } from '#web/contract/requests/drafts.ts';
import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { DraftEditor } from './DraftEditor.tsx';
import { Filed } from './Filed.tsx';
import { requestOf, ToRequest } from './ToRequest.tsx';

/** A form being filled, then its acknowledgement. */
export function DraftPage() {
  const { id = '' } = useParams();
  const me = useMe();
  const [filed, setFiled] = useState<RequestSummary | null>(null);
  // Read once: from here on the page holds the fresher copy.
  const query = useQuery<DraftView>({
    // Not under its address: what refreshes lists must not read it again.
    queryKey: ['editing', id],
    queryFn: ({ signal }) => call('GET /api/drafts/:id', { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    enabled: filed === null,
  });
  const forAnother = filed === null ? query.data?.agent != null : filed.filedBy !== null;
  useInSpace(forAnother ? startingSpace(me) : 'agent');
  if (filed) return <Filed request={filed} isConfirmed={query.data?.kindDetail.confirmsFiling ?? false} />;
  const filedAs = requestOf(query.error);
  if (filedAs !== null) return <ToRequest draftId={id} requestId={filedAs} />;
  return (
    <Loaded query={query} wholePage skeleton={<SkeletonText heading paragraph lineCount={10} />}>
      {(draft) => <DraftEditor key={draft.id} draft={draft} onFiled={setFiled} />}
    </Loaded>
  );
}
