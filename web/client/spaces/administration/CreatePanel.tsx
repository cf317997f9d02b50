import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { type ReactNode, useState } from 'react';
import { problemText } from '../../api/problem-text.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useMovedFocus } from '../../ui/use-moved-focus.ts';

/**
 * A form above the list it adds to, opened by a button, closed once it is recorded. Says by name what is missing, keeps what
 * was typed when the server says no.
 */
export function CreatePanel(props: {
  title: string;
  /** Opened from the start. */
  open?: boolean | undefined;
  /** The fields that must be filled in, by name: whether each is. */
  filled: Readonly<Record<string, boolean>>;
  onSubmit: () => Promise<void>;
  /** Of the button, when it does not record at once. */
  submit?: string;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(props.open ?? false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
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
  const submit = async () => {
    if (busy) return;
    const missing = Object.keys(filled).filter((field) => !filled[field]);
    if (missing.length > 0) {
      setProblem(t('administration.missing', { fields: missing.join(', ') }));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await props.onSubmit();
      turn(false);
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={title}>
      <form
        className="h-adminform"
        noValidate
        ref={around}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
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
