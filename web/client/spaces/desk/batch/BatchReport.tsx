import { Button } from '@carbon/react';
import { addressOf } from '#web/client/api/address.ts';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { download } from '#web/client/ui/download.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { SigningBatchView } from '#web/contract/signing/signing-batches.ts';
import { actName, reportFile, whyUnsigned } from './batch-words.ts';
import { ReportFrame } from './ReportFrame.tsx';
import { useSeen } from './use-seen.ts';

/** How far a batch is, and what became of each of its acts. */
export function BatchReport({ id, onClose }: { id: string; onClose?: () => void }) {
  const query = useApi('GET /api/signing/batches/:id', { params: { id } });
  return <Loaded query={query}>{(view) => <Report view={view} onClose={onClose} />}</Loaded>;
}

function Report({ view, onClose }: { view: SigningBatchView; onClose: (() => void) | undefined }) {
  const language = useLanguage();
  const { t } = language;
  const { id, count, counts, acts, stopAskedAt } = view;
  const isOver = counts.waiting === 0;
  const over = counts.signed === 0 ? 'signing.overInVain' : 'signing.over';
  const refused = acts.filter(({ outcome }) => outcome === 'refused');
  useSeen({ of: 'signatures', id, ended: isOver && refused.length > 0 });
  const stop = async () => {
    await call('POST /api/signing/batches/:id/stop', { params: { id } });
    await refresh('/api/signing/batches/');
  };
  return (
    <ReportFrame
      words={{
        progressTitle: t('signing.progressTitle'),
        progress: t('signing.progress', { done: count - counts.waiting, all: count }),
        status: t(isOver ? over : stopAskedAt === null ? 'signing.underWay' : 'signing.stopping'),
        refusedTitle: t('signing.refusedTitle'),
        report: t('signing.report'),
        stop: t('signing.stop'),
      }}
      count={count}
      waiting={counts.waiting}
      isStopping={stopAskedAt !== null}
      facts={(['signed', 'sealed', 'refused', 'waiting'] as const).map((outcome) => ({
        outcome,
        label: t(`signing.counts.${outcome}`),
        count: counts[outcome],
      }))}
      refused={refused.map((act) => ({
        taskKey: act.taskKey,
        text: t('signing.refusedAct', { act: actName(act, language), why: whyUnsigned(act) }),
      }))}
      onReport={() => download(t('signing.fileName'), reportFile(view, language), 'text/csv;charset=utf-8')}
      onStop={stop}
      onClose={onClose}
    >
      {counts.sealed > 0 ? (
        <Button
          as="a"
          href={addressOf('GET /api/signing/batches/:id/archive', { params: { id } })}
          download
          kind="ghost"
        >
          {t('signing.archive')}
        </Button>
      ) : null}
    </ReportFrame>
  );
}
