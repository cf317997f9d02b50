import { Button, Stack } from '@carbon/react';
import { type ComponentType, useState } from 'react';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Panel } from '#web/client/ui/Panel.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { FactDialog } from './FactDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';

/** A dialog that acts on one request: shows what it would do, asks why, does it. */
export type ActionDialog = ComponentType<{
  readonly requestId: string;
  readonly onClose: () => void;
  /** Once it is done, with a sentence that says so. */
  readonly onDone: (said: string) => void;
}>;

const ACTIONS = [
  { name: 'move', Dialog: MoveDialog, isLast: false },
  { name: 'fact', Dialog: FactDialog, isLast: false },
  { name: 'cancel', Dialog: CancelDialog, isLast: true },
] as const satisfies readonly {
  name: string;
  Dialog: ActionDialog;
  isLast: boolean;
}[];
type Action = (typeof ACTIONS)[number];

/** What an operator can do to a request whose circuit leads nowhere any more; nothing, once it is closed. */
export function InstanceActions({ requestId, isOpen }: { requestId: string; isOpen: boolean }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<Action | null>(null);
  const [notice, setNotice] = useState('');
  if (!isOpen && notice === '') return null;
  return (
    <Panel title={t('interventions.title')}>
      <Stack gap={5}>
        {isOpen ? <p className="h-prose">{t('interventions.lead')}</p> : null}
        <div className="h-lead-line" hidden={!isOpen}>
          {ACTIONS.map((action) => (
            <Button
              key={action.name}
              kind={action.isLast ? 'danger--tertiary' : 'tertiary'}
              size="md"
              onClick={() => setOpen(action)}
            >
              {t(`interventions.${action.name}.open`)}
            </Button>
          ))}
        </div>
        <p role="status">{notice}</p>
      </Stack>
      {open ? (
        <open.Dialog
          requestId={requestId}
          onClose={() => setOpen(null)}
          onDone={(said) => {
            setOpen(null);
            setNotice(said);
            void refresh('/api/operations');
          }}
        />
      ) : null}
    </Panel>
  );
}
