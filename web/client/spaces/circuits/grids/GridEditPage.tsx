import './grids.scss';
import { Button, InlineNotification } from '@carbon/react';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { checkGrid } from '#domain/situation/grids/check-grid.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { useApi } from '#web/client/api/query.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Forbidden } from '#web/client/ui/NotFound.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { GridChangeList } from './GridChangeList.tsx';
import { GridFaults } from './GridFaults.tsx';
import { GridRowsEditor } from './GridRowsEditor.tsx';
import { withRows } from './grid-rows.ts';
import { ProposeGridDialog } from './ProposeGridDialog.tsx';
import { useTypedRows } from './use-typed-rows.ts';

/** Changes the rows of a grid, checks them, and proposes them to another analyst. */
export function GridEditPage() {
  const { name = '' } = useParams();
  const [search] = useSearchParams();
  useInSpace('circuits');
  const query = useApi('GET /api/grids/:name', { params: { name } });
  return (
    <Loaded query={query} wholePage>
      {({ current, proposal, mayPropose }) =>
        current === null || !mayPropose ? (
          <Forbidden />
        ) : (
          <Edited
            // Another version is another beginning.
            key={current.id}
            base={current}
            resumed={search.has('resume') && proposal?.state === 'returned' ? proposal : null}
          />
        )
      }
    </Loaded>
  );
}

interface EditedProps {
  readonly base: { readonly id: string; readonly number: number; readonly grid: Grid };
  readonly resumed: { readonly id: string; readonly grid: Grid } | null;
}

function Edited({ base, resumed }: EditedProps) {
  const { t, read } = useLanguage();
  const navigate = useNavigate();
  const typed = useTypedRows(base.grid, base.number, resumed);
  const [isChecked, setChecked] = useState(false);
  const [asking, setAsking] = useState<'propose' | 'start-over' | null>(null);
  const grid = withRows(base.grid, typed.rows);
  const faults = isChecked ? checkGrid(grid) : [];
  const title = read(base.grid.title);
  const there = `/circuits/grids/${grid.name}`;
  return (
    <Page
      title={t('grids.editTitle', { title })}
      lead={t('grids.editLead')}
      crumbs={[
        { to: '/circuits/grids', text: t('grids.title') },
        { to: there, text: title },
      ]}
    >
      {typed.kept === null ? null : (
        <InlineNotification
          className="h-notice"
          kind={typed.kept === 'on-this-version' ? 'info' : 'warning'}
          lowContrast
          role="status"
          hideCloseButton
          title={typed.kept === 'on-this-version' ? t('grids.kept') : t('grids.keptOver', { number: base.number })}
          subtitle={typed.kept === 'on-this-version' ? t('grids.keptText') : t('grids.keptOverText')}
          statusIconDescription={t(typed.kept === 'on-this-version' ? 'common.info' : 'common.warning')}
        />
      )}
      <div className="h-grid">
        <Panel
          title={t('grids.rows')}
          action={
            <Button size="sm" kind="ghost" onClick={() => setAsking('start-over')}>
              {t('grids.startOver')}
            </Button>
          }
        >
          <GridRowsEditor grid={grid} rows={typed.rows} faults={faults} onChange={typed.change} />
        </Panel>
        <Panel title={t('grids.changes')}>
          <GridChangeList before={base.grid} after={grid} />
        </Panel>
        <div aria-live="polite">{isChecked ? <GridFaults grid={grid} rows={typed.rows} faults={faults} /> : null}</div>
        <div className="h-grid__actions">
          <Button
            size="md"
            onClick={() => {
              setChecked(true);
              if (checkGrid(grid).length === 0) setAsking('propose');
            }}
          >
            {t('grids.propose')}
          </Button>
          <Button size="md" kind="tertiary" onClick={() => setChecked(true)}>
            {t('grids.check')}
          </Button>
        </div>
      </div>
      {asking === 'start-over' ? (
        <ConfirmDialog
          title={t('grids.startOverTitle')}
          confirm={t('grids.startOver')}
          danger
          onConfirm={async () => {
            typed.startOver();
            setChecked(false);
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        >
          <p className="h-text">{t('grids.startOverText')}</p>
        </ConfirmDialog>
      ) : null}
      {asking === 'propose' ? (
        <ProposeGridDialog
          grid={grid}
          base={base.id}
          onClose={() => setAsking(null)}
          onProposed={async () => {
            typed.forget();
            const notice = { kind: 'success', title: t('grids.proposeDone', { title }) };
            await navigate(there, { state: { notice } });
          }}
        />
      ) : null}
    </Page>
  );
}
