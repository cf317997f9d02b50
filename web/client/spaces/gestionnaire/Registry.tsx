import { Download } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { Link } from 'react-router';
import { ACT_NATURES, ACT_STATES, type ActState } from '#domain/act/registry.ts';
import { DEPOSIT_STATES } from '#domain/archive/deposit.ts';
import { addressOf } from '../../api/address.ts';
import { useApi } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { useInSpace } from '../../app/space.tsx';
import { civilDay, fullName, shortDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { FiltersOf } from '../../ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '../../ui/lists/ListTable.tsx';
import { SearchedList } from '../../ui/lists/SearchedList.tsx';
import { Page } from '../../ui/Page.tsx';
import { ArchiveButton } from './ArchiveButton.tsx';
import { DepositButton } from './DepositButton.tsx';
import { DepositState } from './DepositState.tsx';
import { EliminationButton } from './EliminationButton.tsx';

const COLOR: Readonly<Record<ActState, 'green' | 'teal' | 'magenta' | 'red' | 'gray' | 'warm-gray'>> = {
  reserved: 'teal',
  'in-force': 'green',
  corrected: 'magenta',
  withdrawn: 'red',
  repealed: 'warm-gray',
  unused: 'gray',
};

/** The registry of acts of the structures one manages: every number, signed or not, and what became of it. */
export function Registry() {
  const { t, language, read } = useLanguage();
  useInSpace('gestionnaire');
  const list = useList('GET /api/registry');
  const choices = useApi('GET /api/registry/filters').data;
  const { q, year, structureId, nature, state, deposit } = list.params;
  const columns: ColumnsOf<'GET /api/registry'> = [
    {
      key: 'number',
      header: t('acts.registry.number'),
      cell: ({ number, title, request, opens }) => (
        <span className="h-two">
          {opens ? <Link to={`/requests/${request.id}?tab=acts`}>{number}</Link> : <span>{number}</span>}
          <span className="h-muted" lang="fr">
            {title}
          </span>
        </span>
      ),
    },
    {
      key: 'agent',
      header: t('request.columns.agent'),
      cell: ({ agent, structureName }) => (
        <span className="h-two">
          <span>{fullName(agent)}</span>
          <span className="h-muted">{structureName}</span>
        </span>
      ),
    },
    {
      key: 'request',
      header: t('acts.registry.request'),
      cell: ({ kind, request }) => (
        <span className="h-two">
          <span>{read(kind)}</span>
          <span className="h-muted">{request.number}</span>
        </span>
      ),
    },
    {
      key: 'signedAt',
      header: t('acts.registry.signedAt'),
      cell: ({ signedAt, kept, eliminatedOn }) => (
        <span className="h-two">
          <span>{signedAt === null ? '—' : shortDay(signedAt, language)}</span>
          <span className="h-muted">
            {eliminatedOn === null &&
              kept &&
              t(`acts.registry.kept.${kept.fate}`, { date: civilDay(kept.until, language) })}
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('request.columns.state'),
      cell: (line) => (
        <span className="h-two">
          <Tag type={COLOR[line.state]}>{t(`acts.registry.states.${line.state}`)}</Tag>
          <span className="h-muted">
            {line.unusedBecause === null ? '' : t(`acts.registry.because.${line.unusedBecause}`)}
          </span>
          {line.touchedBy.map(({ number, nature, since, state: its }) => (
            <span key={number} className="h-muted">
              {t(`request.touched.${nature}`)} {number},{' '}
              {t(`request.touchedSince.${nature}`, { date: civilDay(since, language) })}
              {its === 'withdrawn' ? ` ; ${t('request.withdrawnItself')}` : null}
            </span>
          ))}
          <DepositState deposit={line.deposit} />
          {line.eliminatedOn === null ? null : (
            <Tag type="outline">{t('acts.elimination.done', { date: civilDay(line.eliminatedOn, language) })}</Tag>
          )}
        </span>
      ),
    },
  ];
  const filters: FiltersOf<'GET /api/registry'> = [
    {
      by: 'year',
      id: 'registry-year',
      label: t('acts.registry.year'),
      all: t('acts.registry.allYears'),
      choices: (choices?.years ?? []).map((each) => ({ value: String(each), text: String(each) })),
    },
    {
      by: 'structureId',
      id: 'registry-structure',
      label: t('agent.data.structure'),
      all: t('manage.allStructures'),
      choices: (choices?.structures ?? []).map(({ id, name }) => ({ value: id, text: name })),
    },
    {
      by: 'nature',
      id: 'registry-nature',
      label: t('acts.registry.nature'),
      all: t('acts.registry.allNatures'),
      choices: ACT_NATURES.map((value) => ({ value, text: t(`acts.registry.natures.${value}`) })),
    },
    {
      by: 'state',
      id: 'registry-state',
      label: t('request.columns.state'),
      all: t('request.allStates'),
      choices: ACT_STATES.map((value) => ({ value, text: t(`acts.registry.states.${value}`) })),
    },
    {
      by: 'deposit',
      id: 'registry-deposit',
      label: t('acts.deposit.filter'),
      all: t('acts.deposit.anywhere'),
      choices: DEPOSIT_STATES.map((value) => ({ value, text: t(`acts.deposit.short.${value}`) })),
    },
  ];
  const asked = Object.fromEntries(
    Object.entries({ q, year, structureId, nature, state, deposit }).filter(([, value]) => value !== undefined),
  );
  return (
    <Page
      title={t('acts.registry.title')}
      lead={t('acts.registry.lead')}
      actions={
        <>
          <Button as={Link} to="/registry/eliminations" kind="ghost" size="md">
            {t('acts.elimination.title')}
          </Button>
          <EliminationButton asked={asked} />
          <DepositButton asked={asked} />
          <ArchiveButton asked={asked} />
          <Button
            as="a"
            href={addressOf('GET /api/registry/export', { query: { ...asked, lang: language } })}
            download
            kind="tertiary"
            size="md"
            renderIcon={Download}
          >
            {t('acts.registry.export')}
          </Button>
        </>
      }
    >
      <SearchedList
        label={t('acts.registry.title')}
        search={t('acts.registry.search')}
        list={list}
        columns={columns}
        filters={filters}
        rowKey={({ id }) => id}
        empty={{ title: t('acts.registry.none'), text: t('acts.registry.noneText') }}
      />
    </Page>
  );
}
