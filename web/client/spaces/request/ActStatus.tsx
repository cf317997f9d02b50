import { DocumentDownload } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { download } from '../../ui/download.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { InProgress } from '../../ui/InProgress.tsx';

/** What became of a sealed act, as the ministry says and seals it now: a worker makes it while one waits. */
export function ActStatus({ requestId, actId }: { requestId: string; actId: string }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const ask = () =>
    attempt(
      async () => {
        const params = { id: requestId, actId };
        const { fileName, file } = await call('POST /api/requests/:id/acts/:actId/status', { params });
        download(
          fileName,
          Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)),
          'application/pkcs7-mime',
        );
      },
      { again: true },
    );
  return (
    <>
      <div className="h-act__actions">
        <Button kind="ghost" size="sm" renderIcon={DocumentDownload} disabled={busy} onClick={() => void ask()}>
          {t('request.status.download')}
        </Button>
      </div>
      <p className="h-text">{t('request.status.text')}</p>
      <div role="status">{busy ? <InProgress text={t('request.status.making')} /> : null}</div>
      <FailureNote problem={problem} />
    </>
  );
}
