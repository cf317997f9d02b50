import { Button, Select, SelectItem } from '@carbon/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { ActBatchRow } from '#web/contract/signing/act-batches.ts';

/** The acts that one started for many agents at once, and what begins another. */
export function Batches() {
  const { t, read, language } = useLanguage();
  useInSpace('gestionnaire');
  const list = useList('GET /api/act-batches');
  const columns: Column<ActBatchRow>[] = [
    {
      key: 'act',
      header: t('starting.many.act'),
      cell: (row) => (
        <span className="h-two">
          <Link to={`/acts/batches/${row.id}`}>{read(row.title)}</Link>
          <span className="h-muted">{row.fileName ?? t('starting.many.byFilter')}</span>
        </span>
      ),
    },
    { key: 'state', header: t('starting.many.state'), cell: ({ state }) => t(`starting.many.states.${state}`) },
    { key: 'agents', header: t('starting.many.agents'), cell: ({ lines }) => lines },
    { key: 'made', header: t('starting.many.made'), nowrap: true, cell: ({ madeAt }) => moment(madeAt, language) },
  ];
  return (
    <Page title={t('starting.many.title')} lead={t('starting.many.lead')}>
      <Panel title={t('starting.many.prepare')}>
        <ChooseKind />
      </Panel>
      <PagedList
        label={t('starting.many.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('starting.many.none')} text={t('starting.many.noneText')} />}
      />
    </Page>
  );
}

function ChooseKind() {
  const { t, read, language } = useLanguage();
  const navigate = useNavigate();
  const [kind, setKind] = useState('');
  const query = useApi('GET /api/act-batches/kinds');
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="h-muted">{t('starting.many.noKind')}</p>
        ) : (
          <form
            className="h-adminform"
            onSubmit={(event) => {
              event.preventDefault();
              if (kind !== '') void navigate(`/acts/batches/new/${kind}`);
            }}
          >
            <Select
              // What it shows at first would stay in the language in which it was drawn.
              key={language}
              id="batch-kind"
              labelText={t('starting.many.kind')}
              value={kind}
              onChange={(event) => setKind(event.target.value)}
            >
              <SelectItem value="" text={t('starting.many.choose')} />
              {items.map((each) => (
                <SelectItem key={each.kind} value={each.kind} text={read(each.title)} />
              ))}
            </Select>
            <div className="h-adminform__actions">
              <Button type="submit" size="md" disabled={kind === ''}>
                {t('starting.many.begin')}
              </Button>
            </div>
          </form>
        )
      }
    </Loaded>
  );
}
