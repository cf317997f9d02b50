import '../../modeler/atelier.scss';
import { DocumentAdd, DocumentImport } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { TableSkeleton } from '../../ui/lists/TableSkeleton.tsx';
import { PassedNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { byKind } from './by-kind.ts';
import { DraftTable } from './DraftTable.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { KindTable } from './KindTable.tsx';
import { NewKindDialog } from './new-kind/NewKindDialog.tsx';

/** The atelier: the circuits, what of them is in service, and the drafts under way. An administrator only reads. */
export function CircuitsPage() {
  const { t } = useLanguage();
  useInSpace('circuits');
  const draws = useMe().habilitations.some(({ role }) => role === 'analyste');
  const versions = useApi('GET /api/circuits');
  const drafts = useApi('GET /api/atelier/drafts', { enabled: draws });
  const own = (drafts.data?.items ?? []).filter(({ of }) => of === 'kind');
  const [asking, setAsking] = useState<'import' | 'new' | null>(null);
  return (
    <Page
      title={t('atelier.title')}
      lead={draws ? t('atelier.lead') : t('atelier.leadReader')}
      actions={
        draws ? (
          <>
            <Button kind="tertiary" size="md" renderIcon={DocumentImport} onClick={() => setAsking('import')}>
              {t('atelier.import')}
            </Button>
            <Button size="md" renderIcon={DocumentAdd} onClick={() => setAsking('new')}>
              {t('atelier.new')}
            </Button>
          </>
        ) : null
      }
    >
      <PassedNotice />
      {draws ? (
        <Panel title={t('atelier.drafts')}>
          <Loaded query={drafts} skeleton={<TableSkeleton columns={4} />}>
            {() => <DraftTable drafts={own} />}
          </Loaded>
        </Panel>
      ) : null}
      <Panel title={t('atelier.circuits')}>
        <Loaded query={versions} skeleton={<TableSkeleton columns={4} />}>
          {({ items }) => <KindTable kinds={byKind(items, own)} draws={draws} />}
        </Loaded>
      </Panel>
      {asking === 'import' ? <ImportDialog onClose={() => setAsking(null)} /> : null}
      {asking === 'new' ? (
        <NewKindDialog kinds={byKind(versions.data?.items ?? [], own)} drafts={own} onClose={() => setAsking(null)} />
      ) : null}
    </Page>
  );
}
