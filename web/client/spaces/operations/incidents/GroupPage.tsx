import { Button, Checkbox, Stack } from '@carbon/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Filter } from '#web/client/ui/lists/ListFilters.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { IncidentRow } from '#web/contract/operations/incidents.ts';
import { IncidentMending, IncidentWords } from './IncidentWords.tsx';
import { RetryDialog } from './RetryDialog.tsx';

/** The incidents of one cause, some or all of which are tried again. */
export function GroupPage() {
  const { group = '' } = useParams();
  const { t, language, read } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/incidents', { query: { group } });
  const groups = useApi('GET /api/incidents/groups');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<'all' | 'picked' | null>(null);
  const versionId = list.params.versionId ?? null;
  const versions = groups.data?.items.find(({ id }) => id === group)?.versions ?? [];
  const items = list.query.data?.items ?? [];
  const total = list.query.data?.total ?? 0;
  // What is shown can be picked; what went meanwhile, or is on another page, is not tried again unseen.
  const keys = items.flatMap(({ key }) => (picked.has(key) ? [key] : []));
  const [first] = items;
  const pick = (key: string, isPicked: boolean) =>
    setPicked((before) => new Set(isPicked ? [...before, key] : [...before].filter((other) => other !== key)));
  const columns: Column<IncidentRow>[] = [
    {
      key: 'request',
      header: t('operations.request'),
      cell: ({ key, requestNumber }) => (
        <Checkbox
          id={`pick-${key}`}
          labelText={requestNumber ?? t('incidents.ofNoRequest')}
          title={t('incidents.pick', { number: requestNumber ?? key })}
          checked={picked.has(key)}
          onChange={(_event, { checked }) => pick(key, checked)}
        />
      ),
    },
    {
      key: 'instance',
      header: t('instances.title'),
      cell: ({ instanceKey, requestNumber }) => (
        <Link to={`/operations/instances/${instanceKey}`}>
          {t('operations.seeInstance')}
          <span className="h-hidden"> {requestNumber ?? ''}</span>
        </Link>
      ),
    },
    { key: 'structure', header: t('operations.structure'), cell: ({ structureName }) => structureName ?? '—' },
    { key: 'version', header: t('operations.version'), cell: ({ version }) => version?.number ?? '—' },
    { key: 'since', header: t('operations.since'), cell: ({ at }) => moment(at, language) },
  ];
  return (
    <Page
      title={first ? `${read(first.circuit)}, ${read(first.step)}` : t('incidents.groupTitle')}
      crumbs={[{ to: '/operations', text: t('operations.title') }]}
    >
      {first ? (
        <Panel title={t('incidents.groupTitle')}>
          <div className="h-incident">
            <IncidentWords incident={first} />
            <div className="h-incident__actions">
              <IncidentMending incident={first} />
            </div>
          </div>
        </Panel>
      ) : null}
      <Panel title={t('incidents.list')}>
        <Stack gap={5}>
          {versions.length > 1 ? (
            <Filter
              id="group-version"
              label={t('operations.version')}
              all={t('instances.anyVersion')}
              value={list.params.versionId}
              choices={versions.map(({ id, number, incidents }) => ({
                value: id,
                text: t('incidents.versionCount', { number, count: incidents }),
              }))}
              onChange={(next) => list.set({ versionId: next })}
            />
          ) : null}
          {total > 0 ? (
            <div className="h-incident__actions">
              <Button size="md" disabled={keys.length === 0} onClick={() => setAsking('picked')}>
                {keys.length === 0 ? t('incidents.nonePicked') : t('incidents.retrySome', { count: keys.length })}
              </Button>
              <Button size="md" kind="tertiary" onClick={() => setAsking('all')}>
                {t('incidents.retryAll', { count: total })}
              </Button>
            </div>
          ) : null}
          <PagedList
            label={t('incidents.list')}
            list={{ ...list, filtered: false }}
            columns={columns}
            rowKey={({ key }) => key}
            empty={<EmptyState title={t('incidents.gone')} text={t('incidents.goneText')} />}
          />
        </Stack>
      </Panel>
      {asking !== null && first ? (
        <RetryDialog
          group={group}
          cause={first}
          versionId={versionId}
          keys={asking === 'picked' ? keys : null}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Page>
  );
}
