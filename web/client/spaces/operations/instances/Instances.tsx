import { InlineNotification } from '@carbon/react';
import { Link } from 'react-router';
import { INSTANCE_STATES } from '#domain/circuit/interventions/instance.ts';
import { useApi } from '#web/client/api/query.ts';
import { type ListNamed, useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { shortDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { isRealDay } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { Filter, ListFilters } from '#web/client/ui/lists/ListFilters.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { InstanceRow } from '#web/contract/operations/instances.ts';
import { InstanceStateTag } from './InstanceStateTag.tsx';

/** What the engine plays for the requests of one's structures, found by kind, version, state, step, day and number. */
export function Instances() {
  const { t, language, read } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/operations/instances');
  const columns: Column<InstanceRow>[] = [
    {
      key: 'request',
      header: t('instances.request'),
      cell: ({ key, request }) => (
        <span className="h-two">
          <Link to={`/operations/instances/${key}`} aria-label={t('instances.openOf', { number: request.number })}>
            {request.number}
          </Link>
          <span className="h-muted">{request.structureName}</span>
        </span>
      ),
    },
    {
      key: 'circuit',
      header: t('operations.circuit'),
      cell: ({ request, version }) => (
        <span className="h-two">
          <Link to={`/operations/circuits/${version.id}`}>{read(request.title)}</Link>
          <span className="h-muted">{t('instances.versionNumber', { number: version.number })}</span>
        </span>
      ),
    },
    {
      key: 'filed',
      header: t('instances.filed'),
      nowrap: true,
      cell: ({ request }) => shortDay(request.filedAt, language),
    },
    {
      key: 'waits',
      header: t('instances.waits'),
      cell: ({ waits, state }) => {
        if (waits.length > 0) return waits.map(({ name }) => read(name)).join(', ');
        return state === 'active' ? <span className="h-muted">{t('instances.waitsForNobody')}</span> : '—';
      },
    },
    { key: 'state', header: t('instances.state'), cell: ({ state }) => <InstanceStateTag state={state} /> },
  ];
  return (
    <Page title={t('instances.title')} lead={t('instances.lead')}>
      <ListFilters label={t('instances.search')} list={list}>
        <CircuitFilters params={list.params} set={list.set} />
        <Filter
          id="instance-state"
          label={t('instances.state')}
          all={t('instances.anyState')}
          value={list.params.state}
          choices={INSTANCE_STATES.map((value) => ({ value, text: t(`instances.states.${value}`) }))}
          onChange={(state) => list.set({ state })}
        />
        <DayField
          id="instance-since"
          labelText={t('instances.since')}
          value={list.params.since ?? ''}
          onChange={(day) => {
            if (day === '' || isRealDay(day)) list.set({ since: day });
          }}
        />
      </ListFilters>
      {list.query.data?.partial ? (
        <InlineNotification
          className="h-notice"
          kind="warning"
          lowContrast
          hideCloseButton
          title={t('instances.partial')}
          statusIconDescription={t('common.warning')}
        />
      ) : null}
      <PagedList
        label={t('instances.list')}
        list={list}
        columns={columns}
        rowKey={({ key }) => key}
        empty={<EmptyState title={t('instances.none')} text={t('instances.noneText')} />}
      />
    </Page>
  );
}

/** A kind, then one of its versions, then one of the steps where something of that version stands. */
function CircuitFilters({
  params: { kind, versionId, element },
  set,
}: Pick<ListNamed<'GET /api/operations/instances'>, 'params' | 'set'>) {
  const { t, read } = useLanguage();
  const circuits = useApi('GET /api/circuits');
  const running = useApi('GET /api/operations/circuits/:versionId', {
    params: { versionId: versionId ?? '' },
    enabled: versionId !== undefined,
  });
  const versions = circuits.data?.items ?? [];
  const chosen = kind ?? versions.find((version) => version.versionId === versionId)?.kind;
  const kinds = [...new Map(versions.map((version) => [version.kind, read(version.title)]))];
  const elements = (running.data?.elements ?? []).map(({ elementId, name }) => ({
    value: elementId,
    text: read(name),
  }));
  return (
    <>
      <Filter
        id="instance-kind"
        label={t('instances.kind')}
        all={t('instances.anyKind')}
        value={chosen}
        choices={kinds.map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text))}
        onChange={(next) => set({ kind: next, versionId: undefined, element: undefined })}
      />
      {chosen === undefined ? null : (
        <Filter
          id="instance-version"
          label={t('instances.version')}
          all={t('instances.anyVersion')}
          value={versionId}
          choices={versions
            .filter((version) => version.kind === chosen)
            .map(({ versionId: value, number }) => ({ value, text: t('instances.versionNumber', { number }) }))}
          onChange={(next) => set({ kind: chosen, versionId: next, element: undefined })}
        />
      )}
      {versionId === undefined ? null : (
        <Filter
          id="instance-element"
          label={t('instances.element')}
          all={t('instances.anyElement')}
          value={element}
          choices={
            // The step that was asked for, though nothing stands there any more.
            element === undefined || elements.some(({ value }) => value === element)
              ? elements
              : [...elements, { value: element, text: element }]
          }
          onChange={(next) => set({ element: next })}
        />
      )}
    </>
  );
}
