import { Button, Stack } from '@carbon/react';
import type { SigningBatchView } from '../../../../contract/signing-batches.ts';
import { addressOf } from '../../../api/address.ts';
import { call } from '../../../api/api.ts';
import { refresh, useApi } from '../../../api/query.ts';
import { useAttempt } from '../../../api/use-attempt.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { download } from '../../../ui/download.ts';
import { FailureNote } from '../../../ui/FailureNote.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { WorkProgress } from '../../../ui/WorkProgress.tsx';
import { actName, reportFile, whyRefused } from './batch-words.ts';
import { useSeen } from './use-seen.ts';

/** How far a batch is, and what became of each of its acts. */
export function BatchReport({ id, onClose }: { id: string; onClose?: () => void }) {
  const query = useApi('GET /api/signing/batches/:id', { params: { id } });
  return <Loaded query={query}>{(view) => <Report view={view} onClose={onClose} />}</Loaded>;
}

function Report({ view, onClose }: { view: SigningBatchView; onClose: (() => void) | undefined }) {
  const language = useLanguage();
  const { t } = language;
  const { attempt, busy, problem } = useAttempt();
  const { id, count, counts, acts, stopAskedAt } = view;
  const done = count - counts.waiting;
  const isOver = counts.waiting === 0;
  const refused = acts.filter(({ outcome }) => outcome === 'refused');
  useSeen({ of: 'signatures', id, ended: isOver && refused.length > 0 });
  const stop = async () => {
    await call('POST /api/signing/batches/:id/stop', { params: { id } });
    await refresh('/api/signing/batches/');
  };
  return (
    <Stack gap={5}>
      <WorkProgress
        label={t('signing.progressTitle')}
        said={t('signing.progress', { done, all: count })}
        max={count}
        value={done}
        status={isOver ? 'finished' : 'active'}
      />
      <p role="status">
        {isOver ? t('signing.over') : t(stopAskedAt === null ? 'signing.underWay' : 'signing.stopping')}
      </p>
      <FailureNote problem={problem} />
      <dl className="h-facts">
        {(['signed', 'sealed', 'refused', 'waiting'] as const).map((outcome) => (
          <div key={outcome}>
            <dt>{t(`signing.counts.${outcome}`)}</dt>
            <dd>{counts[outcome]}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 ? (
        <section aria-labelledby="batch-refused">
          <h3 id="batch-refused">{t('signing.refusedTitle')}</h3>
          <ul>
            {refused.map((act) => (
              <li key={act.taskKey}>
                {t('signing.refusedAct', { act: actName(act, language), why: whyRefused(act) })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="h-formend">
        {onClose ? <Button onClick={onClose}>{t('common.close')}</Button> : null}
        <Button
          kind="tertiary"
          onClick={() => download(t('signing.fileName'), reportFile(view, language), 'text/csv;charset=utf-8')}
        >
          {t('signing.report')}
        </Button>
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
        {isOver || stopAskedAt !== null ? null : (
          <Button kind="danger--tertiary" disabled={busy} onClick={() => void attempt(stop)}>
            {t('signing.stop')}
          </Button>
        )}
      </div>
    </Stack>
  );
}
