import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useMovedFocus } from '../../ui/use-moved-focus.ts';

/**
 * Shows a form above the list it adds to: opened by a button, closed once it is recorded. Names the fields that are missing,
 * keeps what was typed when the server refuses.
 */
export function CreatePanel(props: {
  title: string;
  /** Shows the form at first, without a click. */
  open?: boolean | undefined;
  /** Whether each mandatory field is filled in, by its name. */
  filled: Readonly<Record<string, boolean>>;
  onSubmit: () => Promise<void>;
  /** Words of the button, where it does not record at once. */
  submit?: string;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(props.open ?? false);
  const { attempt, busy, problem, setProblem } = useAttempt();
  const { title, filled } = props;
  const { around, byHand } = useMovedFocus(open);
  const turn = (to: boolean) => {
    byHand();
    setOpen(to);
  };
  if (!open) {
    return (
      <div className="h-adminform__open" ref={around}>
        <Button size="md" renderIcon={Add} onClick={() => turn(true)}>
          {title}
        </Button>
      </div>
    );
  }
  const record = async () => {
    await props.onSubmit();
    turn(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = Object.keys(filled).filter((field) => !filled[field]);
    if (missing.length > 0) return setProblem(t('administration.missing', { fields: missing.join(', ') }));
    void attempt(record, { again: true });
  };
  return (
    <Panel title={title}>
      <form className="h-adminform" noValidate ref={around} onSubmit={submit}>
        <FailureNote problem={problem} />
        {props.children}
        <div className="h-adminform__actions">
          <Button type="submit" size="md" disabled={busy}>
            {props.submit ?? t('administration.save')}
          </Button>
          <Button kind="ghost" size="md" onClick={() => turn(false)}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
