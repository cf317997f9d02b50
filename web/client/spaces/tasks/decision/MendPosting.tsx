import { Button, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import type { CorrectionView } from '#web/contract/requests/tasks.ts';
import { useTyped } from './use-typed.ts';

type Posting = NonNullable<CorrectionView['posting']>;
const FIELDS = ['grade', 'quality', 'reason'] as const;
type Field = (typeof FIELDS)[number];

/** Corrects the agent's post as acts print it, with a reason; who did it and what it was are kept. */
export function MendPosting(props: { taskKey: string; posting: Posting; onMended: () => Promise<unknown> }) {
  const { t } = useLanguage();
  const { grade, quality } = props.posting;
  const [said, type, forget] = useTyped<Record<Field, string>>(props.taskKey, { grade, quality, reason: '' });
  const [faults, setFaults] = useState<Partial<Record<Field, string>>>({});
  const { attempt, busy, problem } = useAttempt();
  const [notice, setNotice] = useState('');

  const change = (field: Field, text: string) => {
    type({ [field]: text });
    setFaults({ ...faults, [field]: undefined });
  };
  const save = async () => {
    setNotice('');
    await call('PUT /api/tasks/:key/correction', { params: { key: props.taskKey }, body: said });
    forget();
    setNotice(t('tasks.correction.saved'));
    await props.onMended();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const minLength = (field: Field) => (field === 'reason' ? 3 : 1);
    const wrong = FIELDS.filter((field) => said[field].trim().length < minLength(field));
    setFaults(Object.fromEntries(wrong.map((field) => [field, t(`tasks.correction.due.${field}`)])));
    if (wrong[0]) return document.getElementById(`mend-${wrong[0]}`)?.focus();
    void attempt(save, { again: true });
  };
  const field = (name: 'grade' | 'quality') => (
    <TextInput
      id={`mend-${name}`}
      labelText={t(`tasks.correction.${name}`)}
      value={said[name]}
      maxLength={200}
      required
      invalid={Boolean(faults[name])}
      invalidText={faults[name] ?? ''}
      {...(faults[name] && { 'aria-describedby': `mend-${name}-error-msg` })}
      onChange={(event) => change(name, event.target.value)}
    />
  );

  return (
    <form onSubmit={submit} noValidate aria-label={t('tasks.correction.title')}>
      <Stack gap={5}>
        <h3>{t('tasks.correction.title')}</h3>
        <p className="h-help">{t('tasks.correction.structure', { name: props.posting.structureName })}</p>
        {field('grade')}
        {field('quality')}
        <LongText
          id="mend-reason"
          rows={3}
          maxLength={1000}
          labelText={t('tasks.correction.reason')}
          helperText={t('tasks.correction.reasonHelp')}
          value={said.reason}
          aria-required
          invalid={Boolean(faults.reason)}
          invalidText={faults.reason ?? ''}
          onChange={(event) => change('reason', event.target.value)}
        />
        <FailureNote problem={problem} />
        <p role="status">{notice}</p>
        <Button type="submit" kind="tertiary" disabled={busy} className="h-wide">
          {busy ? t('tasks.sending') : t('tasks.correction.save')}
        </Button>
      </Stack>
    </form>
  );
}
