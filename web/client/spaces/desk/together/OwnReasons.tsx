import { Stack } from '@carbon/react';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import type { FoldAct } from '#web/contract/signing/signing.ts';

/** What a decision against an agent says of why. */
export type Wanted = 'reason' | 'reasonLaw' | 'reasonFact';
export type Reasons = Partial<Record<Wanted, string>>;

/** The reasons of each request, by the key of its task: none is filled in beforehand, none is shared. */
export function OwnReasons(props: {
  tasks: readonly FoldAct[];
  wanted: readonly Wanted[];
  reasons: ReadonlyMap<string, Reasons>;
  faults: Readonly<Record<string, string>>;
  onChange: (reasons: ReadonlyMap<string, Reasons>) => void;
}) {
  const { t } = useLanguage();
  const { tasks, wanted, reasons, faults } = props;
  const labels = {
    reason: 'tasks.reasonMandatory',
    reasonLaw: 'tasks.reasonLaw',
    reasonFact: 'tasks.reasonFact',
  } as const;
  const missing = Object.keys(faults).length;
  const write = (taskKey: string, field: Wanted, text: string) =>
    props.onChange(new Map(reasons).set(taskKey, { ...reasons.get(taskKey), [field]: text }));
  return (
    <>
      <p className="h-help">{t('together.ownHelp')}</p>
      {missing > 0 ? <p role="alert">{t('together.missing', { count: missing })}</p> : null}
      {tasks.map(({ taskKey, number, agent }, place) => (
        <fieldset key={taskKey} className="h-ownreasons">
          <legend>{t('together.task', { number, agent: fullName(agent) })}</legend>
          <Stack gap={4}>
            {wanted.map((field) => {
              const id = `tasks.${place}.${field}`;
              return (
                <LongText
                  key={field}
                  id={id}
                  rows={2}
                  maxLength={5000}
                  labelText={t(labels[field])}
                  value={reasons.get(taskKey)?.[field] ?? ''}
                  aria-required
                  invalid={Boolean(faults[id])}
                  invalidText={faults[id] ?? ''}
                  onChange={(event) => write(taskKey, field, event.target.value)}
                />
              );
            })}
          </Stack>
        </fieldset>
      ))}
    </>
  );
}
