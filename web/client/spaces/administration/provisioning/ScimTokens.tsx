import { Button, CodeSnippet, Tag, TextInput } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { type Column, ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { ScimTokenRow } from '#web/contract/account/scim.ts';
import { CreatePanel } from '../CreatePanel.tsx';
import { ReasonField } from '../fields.tsx';
import { ScimGroups } from './ScimGroups.tsx';

/** The tokens by which a directory speaks SCIM for the ministry. */
export function ScimTokens() {
  const { t, language } = useLanguage();
  useInSpace('exploitation');
  const query = useApi('GET /api/administration/scim-tokens');
  const [made, setMade] = useState('');
  const [ending, setEnding] = useState<ScimTokenRow | null>(null);
  const isOpen = (row: ScimTokenRow) => row.endedAt === null && row.expiresAt > new Date().toISOString();
  const columns: Column<ScimTokenRow>[] = [
    {
      key: 'label',
      header: t('people.scim.label'),
      cell: (row) => (
        <span className="h-two">
          <strong lang="fr">{row.label}</strong>
          <span className="h-muted">
            {fullName(row.madeBy)}, {moment(row.madeAt, language)}
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('people.imports.state'),
      cell: (row) => (
        <span className="h-two">
          <Tag type={isOpen(row) ? 'green' : 'gray'}>
            {t(row.endedAt !== null ? 'people.scim.ended' : isOpen(row) ? 'people.scim.open' : 'people.scim.over')}
          </Tag>
          <span className="h-muted">
            {t('people.scim.until', { date: moment(row.endedAt ?? row.expiresAt, language) })}
          </span>
        </span>
      ),
    },
    {
      key: 'used',
      header: t('people.scim.used'),
      cell: (row) => (row.lastUsedAt === null ? t('people.scim.never') : moment(row.lastUsedAt, language)),
    },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) =>
        isOpen(row) ? (
          <Button
            kind="danger--ghost"
            size="sm"
            aria-label={t('people.scim.endOf', { name: row.label })}
            onClick={() => setEnding(row)}
          >
            {t('people.scim.end')}
          </Button>
        ) : null,
    },
  ];
  return (
    <Page title={t('people.scim.title')} lead={t('people.scim.lead')}>
      {made === '' ? null : (
        <Panel title={t('people.scim.made')}>
          <p role="status">{t('people.scim.madeText')}</p>
          <CodeSnippet type="single" feedback={t('people.scim.copied')} aria-label={t('people.scim.copy')}>
            {made}
          </CodeSnippet>
        </Panel>
      )}
      <NewToken onMade={setMade} />
      <Loaded query={query}>
        {({ items, address }) => (
          <>
            <p className="h-help">{t('people.scim.address', { address })}</p>
            {items.length === 0 ? (
              <EmptyState title={t('people.scim.none')} text={t('people.scim.noneText')} />
            ) : (
              <ListTable label={t('people.scim.title')} rows={items} columns={columns} rowKey={({ id }) => id} />
            )}
          </>
        )}
      </Loaded>
      <ScimGroups />
      {ending ? <EndToken row={ending} onClose={() => setEnding(null)} /> : null}
    </Page>
  );
}

function NewToken({ onMade }: { onMade: (token: string) => void }) {
  const { t } = useLanguage();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState(365);
  const [reason, setReason] = useState('');
  return (
    <CreatePanel
      title={t('people.scim.create')}
      filled={{ [t('people.scim.label')]: label.trim() !== '', [t('administration.reason')]: isReason(reason) }}
      onSubmit={async () => {
        const body = { label: label.trim(), days, reason: reason.trim() };
        const { token } = await call('POST /api/administration/scim-tokens', { body });
        await refresh('/api/administration/scim-tokens');
        setLabel('');
        setReason('');
        onMade(token);
      }}
    >
      <TextInput
        id="scim-label"
        labelText={t('people.scim.label')}
        helperText={t('people.scim.labelHelp')}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <TextInput
        id="scim-days"
        type="number"
        labelText={t('people.scim.days')}
        min={1}
        max={400}
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
      />
      <ReasonField id="scim-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}

function EndToken({ row, onClose }: { row: ScimTokenRow; onClose: () => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('people.scim.endTitle', { name: row.label })}
      confirm={t('people.scim.end')}
      danger
      ready={isReason(reason)}
      onClose={onClose}
      onConfirm={async () => {
        const body = { reason: reason.trim() };
        await call('POST /api/administration/scim-tokens/:id/end', { params: { id: row.id }, body });
        await refresh('/api/administration/scim-tokens');
        onClose();
      }}
    >
      <p>{t('people.scim.endText')}</p>
      <ReasonField id="scim-end-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
