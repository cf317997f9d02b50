import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { Link } from 'react-router';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../ui/Page.tsx';
import { RequestTable } from '../request/RequestTable.tsx';

/** The agent's own requests, open and closed. */
export function MyRequests() {
  const { t } = useLanguage();
  useInSpace('agent');
  const start = (
    <Button as={Link} to="/catalogue" renderIcon={Add} size="md">
      {t('agent.newRequest')}
    </Button>
  );
  return (
    <Page title={t('agent.myRequests')} actions={start}>
      <RequestTable
        scope="mine"
        label={t('agent.myRequests')}
        empty={{ title: t('agent.noRequest'), text: t('agent.noRequestText') }}
      />
    </Page>
  );
}
