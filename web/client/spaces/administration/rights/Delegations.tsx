import { Button } from '@carbon/react';
import { useState } from 'react';
import { useList } from '#web/client/api/use-list.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useKinds } from '#web/client/app/use-kinds.ts';
import { civilDay, fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import type { DelegationRow } from '#web/contract/operations/administration.ts';
import { OfficeEndSaid, SuspensionSaid } from '../../account/OwnDelegations.tsx';
import { StopButtons, StopDelegation } from '../../account/StopDelegation.tsx';
import { AdministrationList } from '../AdministrationList.tsx';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { PersonCell, StructureCell } from '../cells.tsx';
import { HoldingActions } from '../HoldingActions.tsx';
import { PeriodCell } from '../Period.tsx';
import { PublishDialog } from './DelegationDialogs.tsx';
import { NewDelegation } from './NewDelegation.tsx';

type Asked = 'publish' | 'revoke' | 'suspend';

/** A delegation that was revoked is over, whatever end it was given. */
const ended = (row: DelegationRow): DelegationRow =>
  row.revokedOn === null ? row : { ...row, until: row.revokedOn, state: 'over' };

/** Délégations de signature, what each allows today, and why not. */
export function Delegations() {
  const { t, language, known } = useLanguage();
  const kinds = useKinds();
  const list = useList('GET /api/administration/delegations');
  const [notice, setNotice] = useState('');
  const [asking, setAsking] = useState<{ what: Asked; row: DelegationRow } | null>(null);
  const done = () => {
    setAsking(null);
    setNotice(t('administration.done'));
  };
  const titleOf = (kind: string) =>
    kind === '*'
      ? t('administration.delegations.allMatters')
      : (kinds.find((each) => each.kind === kind)?.title ?? kind);
  const effect = ({ lapse, revokedOn }: DelegationRow) => {
    if (lapse === null) return t('administration.delegations.gives');
    const date = revokedOn ? civilDay(revokedOn, language) : '';
    return known(`administration.delegations.lapses.${lapse}`, { date }, t('administration.delegations.lapses.other'));
  };
  const columns: Column<DelegationRow>[] = [
    {
      key: 'reference',
      header: t('administration.delegations.reference'),
      cell: (row) => (
        <span className="h-two">
          <strong lang="fr">{row.reference}</strong>
          <OfficeEndSaid delegation={row} />
          <SuspensionSaid suspension={row.suspension} />
          <span className="h-muted">
            {row.publishedOn
              ? t('administration.delegations.publishedOn', { date: civilDay(row.publishedOn, language) })
              : t('administration.delegations.notPublished')}
          </span>
        </span>
      ),
    },
    {
      key: 'delegator',
      header: t('administration.delegations.delegator'),
      cell: ({ delegator }) => <PersonCell person={delegator} />,
    },
    {
      key: 'delegate',
      header: t('administration.delegations.delegate'),
      cell: ({ delegate }) => <PersonCell person={delegate} />,
    },
    {
      key: 'matters',
      header: t('administration.delegations.matters'),
      cell: (row) => (
        <span className="h-two">
          <span>{row.matters.map(titleOf).join(', ')}</span>
          <StructureCell structure={row.structure} />
        </span>
      ),
    },
    { key: 'period', header: t('administration.period'), cell: (row) => <PeriodCell row={ended(row)} /> },
    {
      key: 'power',
      header: t('administration.delegations.power'),
      cell: (row) => <span className={row.lapse === null ? 'h-power' : 'h-power h-power--none'}>{effect(row)}</span>,
    },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) => <Actions row={row} onAsk={(what) => setAsking({ what, row })} onDone={done} />,
    },
  ];
  return (
    <AdministrationPage of="delegations" notice={notice}>
      <NewDelegation kinds={kinds} onDone={setNotice} />
      <AdministrationList label={t('administration.delegations.title')} list={list} columns={columns} />
      {asking?.what === 'publish' ? (
        <PublishDialog row={asking.row} onClose={() => setAsking(null)} onDone={done} />
      ) : null}
      {asking?.what === 'revoke' || asking?.what === 'suspend' ? (
        <StopDelegation
          what={asking.what}
          row={asking.row}
          at="/api/administration"
          onClose={() => setAsking(null)}
          onDone={done}
        />
      ) : null}
    </AdministrationPage>
  );
}

/** What can be done to a delegation; nothing to those that are about oneself. */
function Actions({ row, onAsk, onDone }: { row: DelegationRow; onAsk: (what: Asked) => void; onDone: () => void }) {
  const { t } = useLanguage();
  const me = useMe();
  if ([row.delegate.id, row.delegator.id].includes(me.id))
    return <span className="h-muted">{t('administration.mine')}</span>;
  const name = `${row.reference}, ${fullName(row.delegate)}`;
  const isUnrevoked = row.revokedOn === null;
  return (
    <>
      {isUnrevoked && row.publishedOn === null ? (
        <Button
          kind="ghost"
          size="sm"
          aria-label={t('administration.delegations.publishOf', { name })}
          onClick={() => onAsk('publish')}
        >
          {t('administration.delegations.publish')}
        </Button>
      ) : null}
      {isUnrevoked && row.state === 'in-force' ? <StopButtons row={row} name={name} onAsk={onAsk} /> : null}
      <HoldingActions of="delegations" row={row} name={name} canEnd={false} onDone={onDone} />
    </>
  );
}
