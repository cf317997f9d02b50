import { type ComponentProps, useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LongText } from '../../ui/LongText.tsx';

/** At least so many characters, as the server asks. */
const MIN = 3;

/**
 * Asks an operator why, below what it shows, before anything is done.
 * @param asks whether it may be done as it stands: then why is asked; true where that is not said
 * @param label with `help`, what more is to be said of the reason
 * @param ready what it takes beside a reason
 */
export function ReasonDialog({
  asks = true,
  label,
  help,
  ready = true,
  onConfirm,
  children,
  ...dialog
}: Omit<ComponentProps<typeof ConfirmDialog>, 'onConfirm'> & {
  asks?: boolean;
  label?: string;
  help?: string;
  onConfirm: (reason: string) => Promise<void>;
}) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      {...dialog}
      ready={asks && ready && reason.trim().length >= MIN}
      onConfirm={() => onConfirm(reason.trim())}
    >
      {children}
      {asks ? (
        <LongText
          id="operator-reason"
          rows={3}
          maxLength={1000}
          labelText={label ?? t('operations.reason')}
          helperText={help}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
    </ConfirmDialog>
  );
}
