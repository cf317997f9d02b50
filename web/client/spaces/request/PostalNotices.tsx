import { Button, Stack, TextArea, TextInput } from '@carbon/react';
import { useState } from 'react';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { isPast, PastDay } from '../../forms/PastDay.tsx';
import { civilDay, day as dayOf, fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

type Act = RequestView['acts'][number];
type Notice = Act['post'][number];

/** The letters that left with an act, and what a manager records of them. */
export function PostalNotices({ request, act }: { request: RequestView; act: Act }) {
  const { t, language } = useLanguage();
  const [asking, setAsking] = useState<'letter' | Notice | null>(null);
  const [announced, setAnnounced] = useState('');
  const may = request.may.recordPost;
  if (act.post.length === 0 && !may) return null;
  const close = () => setAsking(null);
  const dialog = { requestId: request.id, actId: act.id, onClose: close };
  const recorded = async (notice: string) => {
    await refresh('/api/requests');
    close();
    setAnnounced(notice);
  };
  return (
    <section className="h-act__post" aria-labelledby={`post-${act.id}`}>
      <Stack gap={3}>
        <h3 id={`post-${act.id}`}>{t('request.post.title')}</h3>
        <p className="h-hidden" role="status">
          {announced}
        </p>
        {act.post.map((notice) => (
          <div key={notice.id}>
            <p>
              {t('request.post.sent', {
                date: civilDay(notice.sentOn, language),
                number: notice.trackingNumber,
                name: fullName(notice.recordedBy),
              })}{' '}
              {notice.receivedOn
                ? t('request.post.received', { date: civilDay(notice.receivedOn, language) })
                : t('request.post.notReceived')}
            </p>
            {notice.corrections.map(({ at, by, formerly, reason }) => (
              <p key={at} className="h-muted">
                {t(reason === null ? 'request.post.correctedNoReason' : 'request.post.corrected', {
                  ...{ date: dayOf(at, language), name: fullName(by), reason },
                  formerly: civilDay(formerly, language),
                })}
              </p>
            ))}
            {may ? (
              <Button kind="ghost" size="sm" onClick={() => setAsking(notice)}>
                {t(notice.receivedOn === null ? 'request.post.receive' : 'request.post.correct')}
              </Button>
            ) : null}
          </div>
        ))}
        {may ? (
          <Button kind="tertiary" size="sm" onClick={() => setAsking('letter')}>
            {t('request.post.record')}
          </Button>
        ) : null}
      </Stack>
      {asking === 'letter' ? (
        <PostingDialog {...dialog} onDone={() => recorded(t('request.post.recorded'))} />
      ) : asking?.receivedOn ? (
        <CorrectionDialog
          {...dialog}
          notice={asking}
          formerly={asking.receivedOn}
          onDone={() => recorded(t('request.post.correctionRecorded'))}
        />
      ) : asking ? (
        <ReceiptDialog {...dialog} notice={asking} onDone={() => recorded(t('request.post.receiptRecorded'))} />
      ) : null}
    </section>
  );
}

interface Dialog {
  requestId: string;
  actId: string;
  onClose: () => void;
  onDone: () => Promise<void>;
}

const isNumber = (typed: string): boolean => /^[A-Za-z0-9]{8,30}$/.test(typed.replace(/\s/g, ''));

function PostingDialog({ requestId, actId, onClose, onDone }: Dialog) {
  const { t } = useLanguage();
  const [day, setDay] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const wrong = number.trim() !== '' && !isNumber(number);
  return (
    <ConfirmDialog
      title={t('request.post.record')}
      confirm={t('request.post.record')}
      ready={isPast(day) && isNumber(number)}
      stays
      onClose={onClose}
      onConfirm={async () => {
        await call('POST /api/requests/:id/acts/:actId/post', {
          params: { id: requestId, actId },
          body: { sentOn: day ?? '', trackingNumber: number.trim() },
        });
        await onDone();
      }}
    >
      <p>{t('request.post.recordText')}</p>
      <PastDay id="post-sent" label={t('request.post.sentOn')} value={day} onChange={setDay} />
      <TextInput
        id="post-number"
        labelText={t('request.post.number')}
        helperText={t('request.post.numberHelp')}
        value={number}
        maxLength={60}
        autoComplete="off"
        aria-required
        invalid={wrong}
        invalidText={t('request.post.numberWrong')}
        onChange={(event) => setNumber(event.target.value)}
      />
    </ConfirmDialog>
  );
}

function ReceiptDialog({ requestId, actId, notice, onClose, onDone }: Dialog & { notice: Notice }) {
  const { t } = useLanguage();
  const [day, setDay] = useState<string | null>(null);
  return (
    <ConfirmDialog
      title={t('request.post.receiveTitle', { number: notice.trackingNumber })}
      confirm={t('request.post.receive')}
      ready={isPast(day)}
      stays
      onClose={onClose}
      onConfirm={async () => {
        await call('POST /api/requests/:id/acts/:actId/post/:noticeId/receipt', {
          params: { id: requestId, actId, noticeId: notice.id },
          body: { receivedOn: day ?? '' },
        });
        await onDone();
      }}
    >
      <p>{t('request.post.receiveText')}</p>
      <PastDay id="post-received" label={t('request.post.receivedOn')} value={day} onChange={setDay} />
    </ConfirmDialog>
  );
}

const SHORTEST_REASON = 3;

function CorrectionDialog({
  requestId,
  actId,
  notice,
  formerly,
  onClose,
  onDone,
}: Dialog & { notice: Notice; formerly: string }) {
  const { t, language } = useLanguage();
  const [day, setDay] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('request.post.correctTitle', { number: notice.trackingNumber })}
      confirm={t('request.post.correct')}
      ready={isPast(day) && day !== formerly && reason.trim().length >= SHORTEST_REASON}
      stays
      onClose={onClose}
      onConfirm={async () => {
        await call('POST /api/requests/:id/acts/:actId/post/:noticeId/correction', {
          params: { id: requestId, actId, noticeId: notice.id },
          body: { receivedOn: day ?? '', reason: reason.trim() },
        });
        await onDone();
      }}
    >
      <p>{t('request.post.correctText', { formerly: civilDay(formerly, language) })}</p>
      <PastDay id="post-corrected" label={t('request.post.receivedOn')} value={day} onChange={setDay} />
      <TextArea
        id="post-reason"
        labelText={t('request.post.reason')}
        value={reason}
        maxLength={1_000}
        rows={2}
        aria-required
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
