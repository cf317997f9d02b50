import { Download } from '@carbon/icons-react';
import { Button, Tag, TextInput } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { methodWords, outcomeWords } from '#domain/account/sign-in-words.ts';
import { addressOf } from '#web/client/api/address.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { Filter, ListFilters } from '#web/client/ui/lists/ListFilters.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { useTypedSearch } from '#web/client/ui/lists/use-typed-search.ts';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { JournalRow } from '#web/contract/account/sign-in.ts';
import { outcomeColor } from '../../account/outcome-color.ts';
import { isPeriod, PeriodFields } from '../fields.tsx';

/** The journal of sign-ins, successes and failures, of the structures that one administers. */
export function SignIns() {
  const { t, language } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/administration/sign-ins');
  const { q, address, result } = list.params;
  const [typed, setTyped] = useTypedSearch(address ?? '', (asked) => list.set({ address: asked.trim() }));
  const columns: Column<JournalRow>[] = [
    { key: 'when', header: t('accounts.journal.when'), cell: ({ at }) => moment(at, language) },
    {
      key: 'person',
      header: t('accounts.journal.person'),
      cell: ({ person }) =>
        person === null ? (
          <span className="h-muted">{t('accounts.journal.nobody')}</span>
        ) : (
          <Link to={`/administration/persons/${person.id}`}>{fullName(person)}</Link>
        ),
    },
    {
      key: 'outcome',
      header: t('accounts.journal.result'),
      cell: ({ outcome, method }) => (
        <span className="h-two">
          <Tag type={outcomeColor(outcome)}>{outcomeWords(outcome, language)}</Tag>
          <span className="h-muted">{method === null ? '' : methodWords(method, language)}</span>
        </span>
      ),
    },
    {
      key: 'from',
      header: t('accounts.journal.whence'),
      cell: ({ address: from, device }) => (
        <span className="h-two">
          <span>{from}</span>
          <span className="h-muted">{device ?? t('security.unknownDevice')}</span>
        </span>
      ),
    },
  ];
  return (
    <Page title={t('accounts.journal.title')} lead={t('accounts.journal.lead')}>
      <ListFilters label={t('accounts.journal.search')} list={list}>
        <TextInput
          id="address"
          size="md"
          labelText={t('accounts.journal.address')}
          hideLabel
          placeholder={t('accounts.journal.address')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Filter
          id="result"
          label={t('accounts.journal.result')}
          all={t('accounts.journal.all')}
          value={result}
          choices={(['succeeded', 'failed'] as const).map((value) => ({ value, text: t(`accounts.journal.${value}`) }))}
          onChange={(value) => list.set({ result: value })}
        />
      </ListFilters>
      <PagedList
        label={t('accounts.journal.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('accounts.journal.none')} text={t('accounts.journal.noneText')} />}
      />
      <Export filters={{ q, address, result }} />
    </Page>
  );
}

function Export({ filters }: { filters: Record<'q' | 'address' | 'result', string | undefined> }) {
  const { t, language } = useLanguage();
  const [period, setPeriod] = useState({ from: todayInParis(), until: todayInParis() });
  const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  const query = { ...asked, ...period, lang: language };
  return (
    <Panel title={t('accounts.journal.export')}>
      <p className="h-help">{t('accounts.journal.exportText')}</p>
      <PeriodFields id="export" {...period} onChange={setPeriod} untilMandatory />
      <div className="h-panel__actions">
        <Button
          {...(isPeriod(period) && period.until !== ''
            ? {
                as: 'a' as const,
                href: addressOf('GET /api/administration/sign-ins/export', { query }),
                download: `connexions-${period.from}-${period.until}.csv`,
              }
            : { disabled: true })}
          kind="tertiary"
          size="md"
          renderIcon={Download}
        >
          {t('accounts.journal.export')}
        </Button>
      </div>
    </Panel>
  );
}
