import '../../styles/verification.scss';
import { Button, SkeletonText } from '@carbon/react';
import { Link, useParams } from 'react-router';
import { ApiProblem } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { Entrance } from './Entrance.tsx';
import { FileCheck } from './verification/FileCheck.tsx';
import { Verdict } from './verification/Verdict.tsx';
import { WithoutUs } from './verification/WithoutUs.tsx';

/** Where the QR code of an act leads: what anybody who holds it may know of it, the check of a file, and how to do without us. */
export function VerifyPage() {
  const { t } = useLanguage();
  const { reference } = useParams();
  const title = t('acts.verify.title');
  useTitle(title);
  return (
    <Entrance title={title}>
      <p>{t('acts.verify.text')}</p>
      {reference === undefined ? null : <OfReference reference={reference} />}
      <FileCheck />
      <WithoutUs />
      <p className="h-check__end">
        <Button kind="tertiary" size="sm" onClick={() => window.print()}>
          {t('acts.verify.print')}
        </Button>
        <Link to="/sign-in">{t('acts.verify.signIn')}</Link>
      </p>
    </Entrance>
  );
}

function OfReference({ reference }: { reference: string }) {
  const { t } = useLanguage();
  const { data, error } = useApi('GET /api/verifications/:reference', { params: { reference } });
  const isUnknown = error instanceof ApiProblem && error.status === 404;
  return (
    <section className="h-check">
      <h2>{t('acts.verify.ofReference')}</h2>
      {isUnknown ? (
        <FailureNote title={t('acts.verify.unknown.title')} problem={t('acts.verify.unknown.text')} />
      ) : (
        <FailureNote problem={error && problemText(error)} />
      )}
      {data === undefined ? (
        error === null && <SkeletonText paragraph lineCount={4} />
      ) : (
        <>
          <p className="h-muted">
            {t('acts.verify.reference')} <code className="h-break">{reference.toUpperCase()}</code>
          </p>
          <Verdict found={data} />
          <p>{t('acts.verify.paper')}</p>
        </>
      )}
    </section>
  );
}
