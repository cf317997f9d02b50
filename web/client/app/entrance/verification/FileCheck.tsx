import { useState } from 'react';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import { ApiProblem } from '#web/client/api/api.ts';
import { sendFile } from '#web/client/api/send-file.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { ActVerification } from '#web/contract/signing/verification.ts';
import { Verdict } from './Verdict.tsx';

/** A file that somebody holds, sent to be verified; it is kept nowhere. */
export function FileCheck() {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const [name, setName] = useState('');
  const [found, setFound] = useState<ActVerification | null>(null);

  const check = (file: File | undefined) =>
    file &&
    attempt(
      async () => {
        setName(file.name);
        setFound(null);
        const { maxBytes: max } = PIECE_LIMITS;
        // Said before it is sent, as the server would.
        if (file.size > max) throw new ApiProblem(413, { code: 'piece-too-large', params: { max } });
        setFound(await sendFile('POST /api/verifications', {}, file, { mediaType: 'application/pdf' }));
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
        aria-describedby="check-file-help"
        // Not disabled meanwhile: whoever came there by keyboard would lose their place.
        onChange={({ target }) => {
          void check(target.files?.[0]);
          // The same file, after a refusal that passes, is another choice.
          target.value = '';
        }}
      />
      {name === '' ? null : <p className="h-muted">{name}</p>}
      {busy ? <p role="status">{t('acts.verify.file.busy')}</p> : null}
      <FailureNote title={t('acts.verify.file.failed')} problem={problem} />
      {found === null ? null : <Verdict found={found} />}
    </section>
  );
}
