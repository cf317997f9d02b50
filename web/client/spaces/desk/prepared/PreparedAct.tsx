import { Button, Stack } from '@carbon/react';
import { type FormEvent, useEffect, useState } from 'react';
import { MAX_ASIDE_REASON, MAX_NOTE } from '#domain/signing/preparation.ts';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useMe } from '#web/client/app/me.tsx';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import type { PreparedDesk } from '#web/contract/signing/desk-preparation.ts';
import type { FoldAct } from '#web/contract/signing/signing.ts';
import { lineOf } from '../desk-keys.ts';
import { useDeskAddress } from '../use-desk-address.ts';
import type { OpenPreparedFold } from './use-prepared-fold.ts';

interface Chosen {
  act: FoldAct;
  of: OpenPreparedFold;
  signatory: PreparedDesk['signatory'];
}

/** What an assistant does of the chosen act. The act and its file are not theirs to open: both show what is reserved. */
export function PreparedAct({ act, of, signatory }: Chosen) {
  const { t } = useLanguage();
  const { address } = useDeskAddress();
  const me = useMe();
  const { taskKey } = act;
  const person = fullName(signatory);
  const mine = of.prepared?.notes.find((note) => note.taskKey === taskKey && note.by.id === me.id)?.text ?? '';
  const isAside = address.aside === 'true';
  const { field } = of;
  // Asked by a key of the list, maybe before the pane of this act stood.
  useEffect(() => {
    if (field.current?.taskKey !== taskKey) return;
    document.getElementById(field.current.id)?.focus();
    field.current = null;
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: « Escape » leaves what it holds
    <div className="h-deskact" onKeyDown={(event) => event.key === 'Escape' && lineOf(taskKey)?.focus()}>
      <div>
        <h2>{fullName(act.agent)}</h2>
        <p className="h-lead-line">
          <span>{act.structureName}</span>
          <span>{t('desk.request', { number: act.number })}</span>
        </p>
        <p className="h-help">{t('desk.prepared.closed', { person })}</p>
      </div>
      {isAside ? null : (
        <p className="h-panel__actions">
          {(['first', 'up', 'down'] as const).map((move) => (
            <Button key={move} kind="ghost" size="sm" onClick={() => of.move(taskKey, move)}>
              {t(`desk.prepared.moves.${move}`)}
            </Button>
          ))}
        </p>
      )}
      <AsideForm act={act} of={of} signatory={signatory} isAside={isAside} mine={isMine(of, taskKey, me.id)} />
      <NoteForm key={String(of.prepared === undefined)} act={act} of={of} signatory={signatory} kept={mine} />
    </div>
  );
}

const isMine = ({ prepared }: OpenPreparedFold, taskKey: string, personId: string): boolean =>
  prepared?.asides.some((aside) => aside.taskKey === taskKey && aside.by.id === personId) ?? false;

function AsideForm(props: Chosen & { isAside: boolean; mine: boolean }) {
  const { act, of, signatory, isAside, mine } = props;
  const { t } = useLanguage();
  const { set } = useDeskAddress();
  const { attempt, busy, problem } = useAttempt();
  const [reason, setReason] = useState('');
  const put = (event: FormEvent) => {
    event.preventDefault();
    void attempt(
      () =>
        of.prepare(async () => {
          const params = { id: signatory.id, key: act.taskKey };
          const body = { aside: !isAside, reason: isAside ? '' : reason.trim() };
          await call('PUT /api/signing/desks/:id/asides/:key', { params, body });
          set({ task: '' });
          await refresh('/api/signing/desks/');
          document.querySelector('h1')?.focus();
        }),
      { again: true },
    );
  };
  if (isAside && !mine) return <p className="h-muted">{t('desk.prepared.asideOfAnother')}</p>;
  return (
    <form onSubmit={put}>
      <Stack gap={4}>
        {isAside ? null : (
          <LongText
            id="prepared-aside"
            rows={2}
            maxLength={MAX_ASIDE_REASON}
            labelText={t('desk.prepared.asideReason', { person: fullName(signatory) })}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <FailureNote problem={problem} />
        <Button
          {...(isAside && { id: 'prepared-aside' })}
          type="submit"
          kind="tertiary"
          size="sm"
          disabled={busy || (!isAside && reason.trim() === '')}
        >
          {t(isAside ? 'desk.takeUp' : 'desk.setAside')}
        </Button>
      </Stack>
    </form>
  );
}

function NoteForm({ act, of, signatory, kept }: Chosen & { kept: string }) {
  const { t } = useLanguage();
  const { attempt, problem } = useAttempt();
  const { typedNotes } = of;
  const [text, setText] = useState(typedNotes.get(act.taskKey) ?? kept);
  const [said, setSaid] = useState('');
  const type = (typed: string) => {
    setText(typed);
    setSaid('');
    typedNotes.set(act.taskKey, typed);
  };
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void attempt(
      () =>
        of.prepare(async () => {
          const params = { id: signatory.id, key: act.taskKey };
          await call('PUT /api/signing/desks/:id/notes/:key', { params, body: { text: text.trim() } });
          // What was typed since it was sent is still to be kept.
          if (typedNotes.get(act.taskKey) === text) typedNotes.delete(act.taskKey);
          setSaid(t(text.trim() === '' ? 'desk.prepared.noteGone' : 'desk.prepared.noteKept'));
          await refresh('/api/signing/desks/');
        }),
      { again: true },
    );
  };
  return (
    <form onSubmit={keep}>
      <Stack gap={4}>
        <LongText
          id="prepared-note"
          rows={3}
          maxLength={MAX_NOTE}
          labelText={t('desk.prepared.note', { person: fullName(signatory) })}
          helperText={t('desk.prepared.noteHelp')}
          value={text}
          onChange={(event) => type(event.target.value)}
        />
        <FailureNote problem={problem} />
        <p role="status" className="h-help">
          {said || (typedNotes.has(act.taskKey) ? t('desk.prepared.noteTyped') : '')}
        </p>
        {/* Never disabled: whoever pressed it would lose their place. */}
        <Button type="submit" kind="tertiary" size="sm">
          {t('desk.prepared.keepNote')}
        </Button>
      </Stack>
    </form>
  );
}
