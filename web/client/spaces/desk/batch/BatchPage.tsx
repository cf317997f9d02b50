import { Link, useParams } from 'react-router';
import { useMe } from '../../../app/me.tsx';
import { useInSpace } from '../../../app/space.tsx';
import { taskSpace } from '../../../app/spaces.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { NotFound } from '../../../ui/NotFound.tsx';
import { Page } from '../../../ui/Page.tsx';
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
