import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { type ReactNode, useState } from 'react';
import { problemText } from '../../api/problem-text.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** A form above the list it adds to. Says by name what is missing, keeps what was typed when the server says no. */
export function CreatePanel(props: {
  title: string;
  open: boolean;
  onToggle: (open: boolean) => void;
  /** Names of the fields that are not filled in yet. */
  missing: string[];
  onSubmit: () => Promise<void>;
  /** Of the button, when it does not record at once. */
  submit?: string;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { title, open, missing } = props;
  if (!open) {
    return (
      <div className="h-adminform__open">
        <Button size="md" renderIcon={Add} onClick={() => props.onToggle(true)}>
          {title}
        </Button>
      </div>
    );
  }
  const submit = async () => {
    if (busy) return;
    if (missing.length > 0) {
      setProblem(t('administration.missing', { fields: missing.join(', ') }));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await props.onSubmit();
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
          <Button kind="ghost" size="md" onClick={() => props.onToggle(false)}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
