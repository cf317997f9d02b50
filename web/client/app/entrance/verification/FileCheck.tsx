import { useState } from 'react';
import { PIECE_LIMITS } from '../../../../../domain/request/piece.ts';
import type { ActVerification } from '../../../../contract/signing/verification.ts';
import { ApiProblem } from '../../../api/api.ts';
import { sendFile } from '../../../api/send-file.ts';
import { useAttempt } from '../../../api/use-attempt.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { FailureNote } from '../../../ui/FailureNote.tsx';
import { Verdict } from './Verdict.tsx';

/** A file that somebody holds, sent to be verified; it is kept nowhere. */
export function FileCheck() {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const [found, setFound] = useState<{ readonly name: string; readonly verdict: ActVerification } | null>(null);

  const check = (file: File | undefined) =>
    file &&
    attempt(
      async () => {
        setFound(null);
        const { maxBytes: max } = PIECE_LIMITS;
        // Said before it is sent, as the server would.
        if (file.size > max) throw new ApiProblem(413, { code: 'piece-too-large', params: { max } });
        const verdict = await sendFile('POST /api/verifications', {}, file, { mediaType: 'application/pdf' });
        setFound({ name: file.name, verdict });
      },
      { again: true },
    );

  return (
    <section className="h-check">
      <h2>{t('acts.verify.file.title')}</h2>
      <p id="check-file-help">{t('acts.verify.file.text')}</p>
      <label htmlFor="check-file">{t('acts.verify.file.drop')}</label>
      {/* The browser's own, where a file can be dropped too: nothing more is downloaded for it. */}
      <input
        id="check-file"
        type="file"
        className="h-check__file"
        accept="application/pdf,.pdf"
        disabled={busy}
        aria-describedby="check-file-help"
        onChange={({ target }) => void check(target.files?.[0])}
      />
      {busy ? <p role="status">{t('acts.verify.file.busy')}</p> : null}
      <FailureNote title={t('acts.verify.file.failed')} problem={problem} />
      {found === null ? null : (
        <>
          <p className="h-muted">{found.name}</p>
          <Verdict found={found.verdict} />
        </>
      )}
    </section>
  );
}
