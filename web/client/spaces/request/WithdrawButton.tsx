import { Button } from '@carbon/react';
import { useState } from 'react';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';

/** The agent takes a request back while nothing is decided, or stops a change in time; asks first. */
export function WithdrawButton({ request, onNotice }: { request: RequestView; onNotice: (text: string) => void }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const stops = request.stopUntil !== null;
  const [reason, setReason] = useState('');
  return (
    <>
      <Button kind="danger--tertiary" size="md" onClick={() => setAsking(true)}>
        {stops ? t('request.stop') : t('request.withdraw')}
      </Button>
      {asking ? (
        <ConfirmDialog
          danger
          title={stops ? t('request.stopTitle') : t('request.withdrawTitle')}
          confirm={stops ? t('request.stopConfirm') : t('request.withdrawConfirm')}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const typed = reason.trim();
            const { withdrawal } = await call('POST /api/requests/:id/withdrawal', {
              params: { id: request.id },
              body: typed === '' ? {} : { reason: typed },
            });
            await refresh('/api/requests', '/api/me');
            setAsking(false);
            onNotice(t(`request.withdrawal.${withdrawal}`));
          }}
        >
          <p>{t(stops ? 'request.stopText' : 'request.withdrawText', { number: request.number })}</p>
          <LongText
            id="withdraw-reason"
            labelText={t('request.withdrawReason')}
            value={reason}
            maxLength={2000}
            rows={3}
            onChange={(event) => setReason(event.target.value)}
          />
        </ConfirmDialog>
      ) : null}
    </>
  );
}
