import { InlineNotification, Tag } from '@carbon/react';
import { useState } from 'react';
import type { z } from 'zod';
import type { OwnDelegations as Listed } from '#web/contract/operations/administration.ts';
import { useApi } from '../../api/query.ts';
import { civilDay, fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { NotRead } from '../../ui/NotRead.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StopButtons, StopDelegation } from './StopDelegation.tsx';

type Delegations = z.infer<typeof Listed>;
type Delegation = Delegations['items'][number];

/** The delegations of signature that bind a person: given to them or by them, what each allows today, what ends soon. */
export function OwnDelegations() {
  const { t } = useLanguage();
  const query = useApi('GET /api/me/delegations');
  const { data } = query;
  const [done, setDone] = useState('');
  // Most people have none: nothing is drawn for them, nor while it is asked.
  if (data === undefined) return <NotRead title={t('account.delegations.title')} query={query} />;
  if (data.items.length === 0) return null;
  return (
    <Panel title={t('account.delegations.title')}>
      <div>
        {done === '' ? null : (
          <InlineNotification
            kind="success"
            lowContrast
            hideCloseButton
            role="status"
            title={done}
            statusIconDescription={t('common.success')}
          />
        )}
      </div>
      <ul className="h-list">
        {data.items.map((delegation) => (
          <OwnDelegation key={delegation.id} delegation={delegation} kinds={data.kinds} onDone={setDone} />
        ))}
      </ul>
    </Panel>
  );
}

function OwnDelegation(props: {
  delegation: Delegation;
  kinds: Delegations['kinds'];
  /** Says what was done. */
  onDone: (said: string) => void;
}) {
  const { delegation, kinds } = props;
  const { t, language, known, read } = useLanguage();
  const [asking, setAsking] = useState<'suspend' | 'revoke' | null>(null);
  const { reference, given, matters, structure, from, until, lapse, revokedOn } = delegation;
  const titleOf = (kind: string) => {
    if (kind === '*') return t('account.delegations.allMatters');
    const title = kinds.find((each) => each.kind === kind)?.title;
    return title ? read(title) : kind;
  };
  const person = fullName(given ? delegation.delegate : delegation.delegator);
  return (
    <li>
      <strong lang="fr">{reference}</strong>
      {delegation.endsSoon ? (
        <Tag type="red" size="sm">
          {t('account.delegations.endsSoon')}
        </Tag>
      ) : null}
      <br />
      {t(given ? 'account.delegations.given' : 'account.delegations.received', { person })}{' '}
      {matters.map(titleOf).join(', ')} ({structure.name})
      <br />
      <span className="h-muted">
        {until
          ? t('account.fromUntil', { from: civilDay(from, language), until: civilDay(until, language) })
          : t('account.from', { from: civilDay(from, language) })}
        {' · '}
        {lapse === null
          ? t('account.delegations.gives')
          : known(
              `account.delegations.lapses.${lapse}`,
              { date: revokedOn ? civilDay(revokedOn, language) : '' },
              t('account.delegations.lapses.other'),
            )}
      </span>
      <OfficeEndSaid delegation={delegation} />
      <SuspensionSaid suspension={delegation.suspension} />
      {given && revokedOn === null && delegation.state !== 'over' ? (
        <div>
          <StopButtons row={delegation} name={reference} onAsk={setAsking} />
        </div>
      ) : null}
      {asking === null ? null : (
        <StopDelegation
          what={asking}
          row={delegation}
          at="/api/me"
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            props.onDone(
              t(`account.delegations.${asking === 'suspend' ? 'suspended' : 'revoked'}`, { name: reference }),
            );
          }}
        />
      )}
    </li>
  );
}

/** That a delegation ends before its last day, with the office in which it was given or received. */
export function OfficeEndSaid({ delegation }: { delegation: Pick<Delegation, 'officeEndsOn' | 'revokedOn'> }) {
  const { t, language } = useLanguage();
  const { officeEndsOn, revokedOn } = delegation;
  if (officeEndsOn === null || revokedOn !== null) return null;
  return (
    <div className="h-muted">{t('account.delegations.officeEnds', { date: civilDay(officeEndsOn, language) })}</div>
  );
}

/** When a delegation is, was or will be suspended, and why. */
export function SuspensionSaid({ suspension }: Pick<Delegation, 'suspension'>) {
  const { t, language } = useLanguage();
  if (suspension === null) return null;
  const [from, until] = [civilDay(suspension.from, language), civilDay(suspension.until, language)];
  return (
    <div className="h-muted">{t('account.delegations.suspension', { from, until, reason: suspension.reason })}</div>
  );
}
