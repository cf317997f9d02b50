import { SkeletonPlaceholder } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useContext, useEffect } from 'react';
import { addressOf } from '../../api/address.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { PdfFrame } from '../../ui/PdfFrame.tsx';
import { OpenedActs } from './opened-acts.ts';

/** The act as it would be sealed today, drawn for whoever opens it. */
export function OpenedAct({ taskKey }: { taskKey: string }) {
  const preview = useQuery({
    queryKey: ['opened', taskKey],
    queryFn: () => call('POST /api/tasks/:key/preview', { params: { key: taskKey } }),
    gcTime: 0,
  });
  const { onOpened } = useContext(OpenedActs);
  const shown = preview.data?.sha256;
  useEffect(() => {
    if (shown === undefined) return;
    onOpened(taskKey, shown);
    void refresh('/api/signing/drawings');
  }, [taskKey, shown, onOpened]);
  if (preview.error) return <FailureNote problem={problemText(preview.error)} />;
  if (!preview.data) return <SkeletonPlaceholder className="h-preview__wait" />;
  const { sha256, title } = preview.data;
  const src = addressOf('GET /api/tasks/:key/preview/:sha256', { params: { key: taskKey, sha256 } });
  return <PdfFrame src={src} title={title} lang="fr" tall />;
}
