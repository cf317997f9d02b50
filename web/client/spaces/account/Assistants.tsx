import { Button, Stack, TextInput } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AssistantList } from '#web/contract/signing/assistants.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { signs } from '../../app/spaces.ts';
import { civilDay, fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { isRealDay, todayInParis } from '../../ui/fields/civil-date.ts';
import { DayField } from '../../ui/fields/DayField.tsx';
import { type Notice, ShownNotice } from '../../ui/Notice.tsx';
import { NotRead } from '../../ui/NotRead.tsx';
import { Panel } from '../../ui/Panel.tsx';

type Assistance = AssistantList['items'][number];

/** Who prepares one's signing desk, and whose one prepares: named and ended here. */
export function Assistants() {
  const { t } = useLanguage();
  const mayName = signs(useMe());
  const query = useApi('GET /api/me/assistants');
  const { data } = query;
  const [notice, setNotice] = useState<Notice | null>(null);
  const [naming, setNaming] = useState(false);
  const [ending, setEnding] = useState<Assistance | null>(null);
  // Most people have none: nothing is drawn for them, nor while it is asked.
  if (data === undefined) return <NotRead title={t('account.assistants.title')} query={query} />;
  if (data.items.length === 0 && !mayName) return null;
  return (
    <Panel title={t('account.assistants.title')}>
      <ShownNotice notice={notice} />
      <Stack gap={4}>
        <p className="h-help">{t('account.assistants.rule')}</p>
        {data.items.length === 0 ? (
          <p className="h-muted">{t('account.assistants.none')}</p>
        ) : (
          <ul className="h-list">
            {data.items.map((each) => (
              <li key={each.id}>
                <AssistanceSaid assistance={each} onEnd={() => setEnding(each)} />
              </li>
            ))}
          </ul>
        )}
        {mayName ? (
          <Button kind="tertiary" size="md" onClick={() => setNaming(true)}>
            {t('account.assistants.name')}
          </Button>
        ) : null}
      </Stack>
      {naming ? <NameAssistant onClose={() => setNaming(false)} onDone={setNotice} /> : null}
      {ending ? <EndAssistance assistance={ending} onClose={() => setEnding(null)} onDone={setNotice} /> : null}
    </Panel>
  );
}

const otherOf = ({ given, assistant, signatory }: Assistance): string => fullName(given ? assistant : signatory);

function AssistanceSaid({ assistance, onEnd }: { assistance: Assistance; onEnd: () => void }) {
  const { t, language, known } = useLanguage();
  const { given, from, until, lapse, revokedOn, signatory } = assistance;
  const person = otherOf(assistance);
  return (
    <>
      <strong>{t(`account.assistants.${given ? 'given' : 'received'}`, { person })}</strong>
      <br />
      <span className="h-muted">
        {t('account.fromUntil', { from: civilDay(from, language), until: civilDay(until, language) })}
        {' · '}
        {lapse === null
          ? t('account.assistants.works')
          : known(
              `account.assistants.lapses.${lapse}`,
              { date: revokedOn ? civilDay(revokedOn, language) : '' },
              t('account.assistants.lapses.other'),
            )}
      </span>
      <div>
        {given || lapse !== null ? null : (
          <Link to={`/desk/${signatory.id}`}>{t('account.assistants.open', { person })}</Link>
        )}
        {revokedOn === null && until >= todayInParis() ? (
          <Button
            kind="danger--ghost"
            size="sm"
            aria-label={t('account.assistants.revokeOf', { person })}
            onClick={onEnd}
          >
            {t('account.assistants.revoke')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

interface Doing {
  onClose: () => void;
  onDone: (notice: Notice) => void;
}

function NameAssistant({ onClose, onDone }: Doing) {
  const { t } = useLanguage();
  const [workEmail, setWorkEmail] = useState('');
  const [from, setFrom] = useState<string>(todayInParis());
  const [until, setUntil] = useState('');
  const name = async () => {
    await call('POST /api/me/assistants', { body: { workEmail: workEmail.trim(), from, until } });
    // With what the navigation offers by it.
    await refresh('/api/me');
    onDone({ kind: 'success', title: t('account.assistants.named') });
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('account.assistants.nameTitle')}
      confirm={t('account.assistants.name')}
      stays
      ready={workEmail.includes('@') && isRealDay(from) && isRealDay(until)}
      onClose={onClose}
      onConfirm={name}
    >
      <p>{t('account.assistants.rule')}</p>
      <TextInput
        id="assistant-email"
        type="email"
        autoComplete="off"
        maxLength={254}
        labelText={t('account.assistants.workEmail')}
        value={workEmail}
        onChange={(event) => setWorkEmail(event.target.value)}
      />
      <DayField id="assistant-from" labelText={t('account.assistants.from')} value={from} onChange={setFrom} />
      <DayField id="assistant-until" labelText={t('account.assistants.until')} value={until} onChange={setUntil} />
    </ConfirmDialog>
  );
}

function EndAssistance({ assistance, onClose, onDone }: Doing & { assistance: Assistance }) {
  const { t } = useLanguage();
  const { id } = assistance;
  const end = async () => {
    await call('POST /api/me/assistants/:id/revocation', { params: { id } });
    // With what the navigation offers by it.
    await refresh('/api/me');
    onDone({ kind: 'success', title: t('account.assistants.revoked') });
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('account.assistants.revokeTitle')}
      confirm={t('account.assistants.revoke')}
      danger
      onClose={onClose}
      onConfirm={end}
    >
      <p>
        <strong>{otherOf(assistance)}</strong>
      </p>
      <p>{t('account.assistants.revokeText')}</p>
    </ConfirmDialog>
  );
}
