import { Button } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { IdentityView } from '#web/contract/account/account.ts';
import type { PersonRef } from '#web/contract/common.ts';
import { ReasonField } from '../fields.tsx';
import { StatusLine } from '../StatusLine.tsx';

type Claim = NonNullable<IdentityView['claim']>;
type Answer = 'link' | 'dismiss';

/** By which identity a person signs in, and another that came in its place; nothing where no provider answers for people. */
export function IdentityPanel({ person }: { person: PersonRef }) {
  const { t, language } = useLanguage();
  const { data } = useApi('GET /api/administration/persons/:id/identity', { params: { id: person.id } });
  const [notice, setNotice] = useState('');
  const [asking, setAsking] = useState<Answer | null>(null);
  if (!data || (data.provider === null && data.linkedAt === null)) return null;
  const { provider, linkedAt, claim, may } = data;
  const done = (said: string) => {
    setAsking(null);
    setNotice(said);
  };
  return (
    <Panel title={t('accounts.identity.title', { label: provider ?? '' })}>
      <StatusLine text={notice} />
      <p>
        {linkedAt === null
          ? t('accounts.identity.none')
          : t('accounts.identity.linked', { date: moment(linkedAt, language) })}
      </p>
      {claim === null ? null : (
        <>
          <p>{t('accounts.identity.claim', { date: moment(claim.cameAt, language) })}</p>
          {may ? (
            <div className="h-panel__actions">
              <Button kind="tertiary" size="sm" onClick={() => setAsking('link')}>
                {t('accounts.identity.link')}
              </Button>
              <Button kind="danger--ghost" size="sm" onClick={() => setAsking('dismiss')}>
                {t('accounts.identity.dismiss')}
              </Button>
            </div>
          ) : (
            <p className="h-muted">{t('accounts.panel.own')}</p>
          )}
        </>
      )}
      {asking !== null && claim !== null ? (
        <AnswerDialog answer={asking} person={person} claim={claim} onClose={() => setAsking(null)} onDone={done} />
      ) : null}
    </Panel>
  );
}

function AnswerDialog(props: {
  answer: Answer;
  person: PersonRef;
  claim: Claim;
  onClose: () => void;
  onDone: (said: string) => void;
}) {
  const { t } = useLanguage();
  const { answer, person, claim } = props;
  const [reason, setReason] = useState('');
  const send = async (): Promise<string> => {
    const asked = { params: { id: person.id }, body: { claimId: claim.id, reason: reason.trim() } };
    if (answer === 'dismiss') {
      await call('POST /api/administration/persons/:id/identity/dismissal', asked);
      return t('accounts.identity.dismissDone');
    }
    const waiting = await call('POST /api/administration/persons/:id/identity', asked);
    return t(waiting ? 'accounts.identity.linkProposed' : 'accounts.identity.linkDone');
  };
  return (
    <ConfirmDialog
      title={t(`accounts.identity.${answer}Title`, { name: fullName(person) })}
      confirm={t(`accounts.identity.${answer}`)}
      danger={answer === 'dismiss'}
      ready={isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const said = await send();
        await refresh('/api/administration/persons', '/api/administration/proposals');
        props.onDone(said);
      }}
    >
      <p>{t(`accounts.identity.${answer}Text`)}</p>
      <ReasonField id={`identity-${answer}-reason`} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
