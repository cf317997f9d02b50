import '../../modeler/atelier.scss';
import { DocumentAdd } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { TableSkeleton } from '../../ui/lists/TableSkeleton.tsx';
import { PassedNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DraftTable } from './DraftTable.tsx';
import { NewPartDialog } from './NewPartDialog.tsx';
import { PartTable } from './PartTable.tsx';

/** The blocks: what circuits call. */
export const BlocksPage = () => <PartsPage of="block" />;

/** The themes: what is known of an agent. */
export const ThemesPage = () => <PartsPage of="theme" />;

/** What circuits share, as it is published, and the drafts under way. An administrator only reads. */
function PartsPage({ of }: { of: PartType }) {
  const { t } = useLanguage();
  useInSpace('circuits');
  const draws = useMe().habilitations.some(({ role }) => role === 'analyste');
  const parts = useApi('GET /api/atelier/parts', { query: { of } });
  const drafts = useApi('GET /api/atelier/drafts', { enabled: draws });
  const [asking, setAsking] = useState(false);
  const own = (drafts.data?.items ?? []).filter((draft) => draft.of === of);
  return (
    <Page
      title={t(`atelier.home.${of}`)}
      lead={t(`atelier.parts.${of}.lead`)}
      actions={
        draws ? (
          <Button size="md" renderIcon={DocumentAdd} onClick={() => setAsking(true)}>
            {t(`atelier.parts.${of}.new`)}
          </Button>
        ) : null
      }
    >
      <PassedNotice />
      {draws ? (
        <Panel title={t('atelier.drafts')}>
          <Loaded query={drafts} skeleton={<TableSkeleton columns={4} />}>
            {() => <DraftTable drafts={own} of={of} />}
          </Loaded>
        </Panel>
      ) : null}
      <Panel title={t(`atelier.parts.${of}.published`)}>
        <Loaded query={parts} skeleton={<TableSkeleton columns={4} />}>
          {({ items }) => <PartTable of={of} parts={items} drafts={own} draws={draws} />}
        </Loaded>
      </Panel>
      {asking ? <NewPartDialog of={of} onClose={() => setAsking(false)} /> : null}
    </Page>
  );
}
