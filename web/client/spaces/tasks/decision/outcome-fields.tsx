import { Button, RadioButton, RadioButtonGroup } from '@carbon/react';
import type { RefObject } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import type { Outcome, TaskView } from '#web/contract/requests/tasks.ts';

/** The answers that a task takes, one to be chosen. */
export function OutcomeChoice(props: {
  /** Tells its fields from those of another decision on the same page. */
  scope?: string;
  legend: string;
  outcomes: TaskView['outcomes'];
  chosen: Outcome | null;
  labelOf: (outcome: Outcome) => string;
  fault: string | undefined;
  onChoose: (outcome: Outcome) => void;
}) {
  const { scope = '' } = props;
  return (
    <RadioButtonGroup
      name={`${scope}outcome`}
      orientation="vertical"
      legendText={props.legend}
      invalid={Boolean(props.fault)}
      invalidText={props.fault ?? ''}
      {...(props.chosen ? { valueSelected: props.chosen } : {})}
      onChange={(value) => props.onChoose(value as Outcome)}
    >
      {props.outcomes.map(({ outcome }) => (
        <RadioButton
          key={outcome}
          id={`${scope}outcome-${outcome}`}
          value={outcome}
          labelText={props.labelOf(outcome)}
        />
      ))}
    </RadioButtonGroup>
  );
}

/** Why, or in `own` words, what the agent says: mandatory where it is due. */
export function OutcomeReason(props: {
  scope?: string;
  ref: RefObject<HTMLTextAreaElement | null>;
  rows: number;
  due: boolean;
  help: string;
  value: string;
  fault: string | undefined;
  own?: boolean;
  onChange: (text: string) => void;
}) {
  const { t } = useLanguage();
  const label = props.own
    ? props.due
      ? 'saidMandatory'
      : 'saidOptional'
    : props.due
      ? 'reasonMandatory'
      : 'reasonOptional';
  return (
    <LongText
      ref={props.ref}
      id={`${props.scope ?? ''}reason`}
      rows={props.rows}
      maxLength={5000}
      labelText={t(`tasks.${label}`)}
      helperText={props.help}
      value={props.value}
      invalid={Boolean(props.fault)}
      invalidText={props.fault ?? ''}
      aria-required={props.due}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** Says what pressing it will do. */
export function OutcomeButton({ busy, chosen }: { busy: boolean; chosen: Outcome | null }) {
  const { t } = useLanguage();
  return (
    <Button type="submit" disabled={busy} className="h-wide">
      {busy ? t('tasks.sending') : chosen ? t(`tasks.submit.${chosen}`) : t('tasks.submit.generic')}
    </Button>
  );
}
