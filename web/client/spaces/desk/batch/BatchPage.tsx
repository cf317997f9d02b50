import { Link, useParams } from 'react-router';
import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { taskSpace } from '#web/client/app/spaces.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { NotFound } from '#web/client/ui/NotFound.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { DecisionsReport } from '../together/DecisionsReport.tsx';
import { BatchReport } from './BatchReport.tsx';

/** The report of a batch of one’s own, for whoever closed it or comes back to it. */
export function BatchPage() {
  const { t } = useLanguage();
  useInSpace(taskSpace(useMe()));
  const { of, id = '' } = useParams();
  if (of !== 'signatures' && of !== 'decisions') return <NotFound />;
  return (
    <Page
      title={t(`desk.batches.titles.${of}`)}
      actions={<Link to="/desk/batches">{t('desk.batches.all')}</Link>}
      narrow
    >
      {of === 'signatures' ? <BatchReport id={id} /> : <DecisionsReport id={id} />}
    </Page>
  );
}
