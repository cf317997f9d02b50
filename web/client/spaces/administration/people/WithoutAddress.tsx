import { Button, Select, SelectItem, Stack, TextInput } from '@carbon/react';
import { useState } from 'react';
import { DOCUMENT_KINDS, type DocumentKind } from '#domain/account/without-address.ts';
import { readEmail } from '#domain/formats/email.ts';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { QrCode } from '#web/client/ui/QrCode.tsx';
import { StatusLine } from '../StatusLine.tsx';

interface Owner {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
}

/**
 * How somebody without a professional address enters: who saw a document of theirs, the personal address that they typed, and,
 * for whoever administers, the link to hand over. Nothing for whoever has an address.
 */
export function WithoutAddress({ person, administers = false }: { person: Owner; administers?: boolean }) {
  const { t, language } = useLanguage();
  const params = { id: person.id };
  const { data } = useApi('GET /api/persons/:id/identity-checks', { params });
  const [kind, setKind] = useState<DocumentKind>('identity-card');
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const [notice, setNotice] = useState('');
  const [link, setLink] = useState<{ address: string; expiresAt: string } | null>(null);
  const { attempt, busy, problem } = useAttempt();
  if (!data || data.hasAddress) return null;
  const { checks, needed, may, accountEmail, noted } = data;
  const record = async () => {
    const address = typed.trim() || null;
    const wrong = address !== null && readEmail(address) === null;
    setIsWrong(wrong);
    if (wrong) return;
    await attempt(
      async () => {
        await call('POST /api/persons/:id/identity-checks', { params, body: { documentKind: kind, address } });
        await refresh('/api/persons/', '/api/administration/persons');
        setTyped('');
        setNotice(t('accounts.paper.recorded'));
      },
      { again: true },
    );
  };
  const give = () =>
    attempt(
      async () => {
        setLink(await call('POST /api/administration/persons/:id/paper-link', { params }));
        await refresh('/api/administration/persons');
      },
      { again: true },
    );
  return (
    <Panel title={t('accounts.paper.title')}>
      <p className="h-help">{t('accounts.paper.text')}</p>
      <FailureNote problem={problem} />
      <StatusLine text={notice} />
      {checks.length === 0 ? (
        <p className="h-muted">{t('accounts.paper.none')}</p>
      ) : (
        <ul className="h-rows">
          {checks.map(({ id, by, documentKind, at }) => (
            <li key={id} className="h-row">
              <span className="h-two">
                <span>
                  {t('accounts.paper.seen', { kind: t(`accounts.paper.kinds.${documentKind}`), name: fullName(by) })}
                </span>
                <span className="h-muted">{moment(at, language)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Stack gap={5}>
        {accountEmail === null ? null : <p>{t('accounts.paper.accountEmail', { address: accountEmail })}</p>}
        {noted === null ? null : <p>{t(`accounts.paper.noted.${noted}`)}</p>}
        {may ? (
          <>
            <Select
              id="document-kind"
              labelText={t('accounts.paper.kind')}
              value={kind}
              onChange={({ target }) => setKind(DOCUMENT_KINDS.find((each) => each === target.value) ?? kind)}
            >
              {DOCUMENT_KINDS.map((each) => (
                <SelectItem key={each} value={each} text={t(`accounts.paper.kinds.${each}`)} />
              ))}
            </Select>
            <TextInput
              id="personal-address"
              type="email"
              autoComplete="off"
              labelText={t('accounts.paper.address')}
              helperText={t('accounts.paper.addressHelp')}
              value={typed}
              invalid={isWrong}
              invalidText={t('accounts.paper.addressWrong')}
              onChange={(event) => setTyped(event.target.value)}
            />
            <div className="h-panel__actions">
              <Button kind="tertiary" size="sm" disabled={busy} onClick={() => void record()}>
                {t('accounts.paper.record')}
              </Button>
              {administers ? (
                <Button kind="tertiary" size="sm" disabled={busy || checks.length < needed} onClick={() => void give()}>
                  {t('accounts.paper.give')}
                </Button>
              ) : null}
            </div>
          </>
        ) : null}
      </Stack>
      {link === null ? null : (
        <section aria-label={t('accounts.paper.given', { name: fullName(person) })}>
          <h3 className="h-panel__second">{t('accounts.paper.given', { name: fullName(person) })}</h3>
          <p>{t('accounts.paper.once')}</p>
          <p>{t('accounts.paper.howTo', { date: moment(link.expiresAt, language), number: person.employeeNumber })}</p>
          <QrCode text={link.address} label={t('accounts.paper.qr')} />
          <p>
            <code className="h-enrol__secret">{link.address}</code>
          </p>
          <Button kind="ghost" onClick={() => window.print()}>
            {t('accounts.paper.print')}
          </Button>
        </section>
      )}
    </Panel>
  );
}
