import { Button, Select, SelectItem, Tag } from '@carbon/react';
import { useState } from 'react';
import { ROLES, type Role } from '#domain/permissions/role.ts';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { type Column, ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { ScimGroupRow } from '#web/contract/account/scim.ts';
import { ReasonField } from '../fields.tsx';
import type { Choice } from '../Picker.tsx';
import { StructurePicker } from '../pickers.tsx';

/** The groups of directories: which right each gives, as an administrator says, never by its name. */
export function ScimGroups() {
  const { t, known } = useLanguage();
  const query = useApi('GET /api/administration/scim-groups');
  const [asking, setAsking] = useState<{ row: ScimGroupRow; what: 'map' | 'unmap' } | null>(null);
  const columns: Column<ScimGroupRow>[] = [
    { key: 'name', header: t('people.groups.name'), cell: (row) => <strong lang="fr">{row.displayName}</strong> },
    {
      key: 'right',
      header: t('people.groups.right'),
      cell: ({ role, structure }) =>
        role === null ? (
          <Tag type="gray">{t('people.groups.nothing')}</Tag>
        ) : (
          <span className="h-two">
            <span>{t(`roles.${role}`)}</span>
            <span className="h-muted">{structure?.name}</span>
          </span>
        ),
    },
    {
      key: 'members',
      header: t('people.groups.members'),
      cell: (row) => (
        <span className="h-two">
          <span>{t('people.groups.counts', { members: row.members, given: row.given, waiting: row.waiting })}</span>
          {row.faults.map(({ code, count }) => (
            <span key={code} className="h-muted">
              {t('common.labelled', { label: count, value: known(`errors.${code}`, {}, t('errors.generic')) })}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) => (
        <>
          <Button
            kind="ghost"
            size="sm"
            aria-label={t('people.groups.mapOf', { name: row.displayName })}
            onClick={() => setAsking({ row, what: 'map' })}
          >
            {t('people.groups.map')}
          </Button>
          {row.role === null && row.given + row.waiting === 0 ? null : (
            <Button
              kind="danger--ghost"
              size="sm"
              aria-label={t('people.groups.unmapOf', { name: row.displayName })}
              onClick={() => setAsking({ row, what: 'unmap' })}
            >
              {t('people.groups.unmap')}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <Panel title={t('people.groups.title')}>
      <p className="h-help">{t('people.groups.lead')}</p>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="h-muted">{t('people.groups.none')}</p>
          ) : (
            <ListTable label={t('people.groups.title')} rows={items} columns={columns} rowKey={({ id }) => id} />
          )
        }
      </Loaded>
      {asking ? <MapGroup {...asking} onClose={() => setAsking(null)} /> : null}
    </Panel>
  );
}

function MapGroup({ row, what, onClose }: { row: ScimGroupRow; what: 'map' | 'unmap'; onClose: () => void }) {
  const { t } = useLanguage();
  const [role, setRole] = useState<Role>(row.role ?? 'gestionnaire');
  const [structure, setStructure] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const params = { id: row.id };
  return (
    <ConfirmDialog
      title={t(what === 'map' ? 'people.groups.mapTitle' : 'people.groups.unmapTitle', { name: row.displayName })}
      confirm={t(`people.groups.${what}`)}
      danger={what === 'unmap'}
      ready={isReason(reason) && (what === 'unmap' || structure !== null)}
      onClose={onClose}
      onConfirm={async () => {
        const why = { reason: reason.trim() };
        try {
          if (what === 'unmap') await call('POST /api/administration/scim-groups/:id/right/end', { params, body: why });
          else {
            const body = { role, structureId: structure?.id ?? '', ...why };
            await call('PUT /api/administration/scim-groups/:id/right', { params, body });
          }
        } finally {
          // Refused of one member, it is done of the others.
          await refresh('/api/administration/scim-groups', '/api/administration/provisioned-rights?');
        }
        onClose();
      }}
    >
      <p>{t(what === 'map' ? 'people.groups.mapText' : 'people.groups.unmapText')}</p>
      {what === 'map' ? (
        <>
          <Select
            id="group-role"
            labelText={t('administration.habilitations.role')}
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
          >
            {ROLES.map((each) => (
              <SelectItem key={each} value={each} text={t(`roles.${each}`)} />
            ))}
          </Select>
          <StructurePicker
            id="group-structure"
            label={t('administration.structure')}
            chosen={structure}
            onChoose={setStructure}
          />
        </>
      ) : null}
      <ReasonField id="group-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
