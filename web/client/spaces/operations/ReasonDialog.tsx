import { Stack } from '@carbon/react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';
import { isReason } from '../../ui/reason.ts';

/**
 * Asks an operator why before anything is done. What it comes to and the reason stay in view, however much is shown above.
 * @param asks whether it may be done as it stands: then why is asked; true where that is not said
 * @param label with `help`, what more is to be said of the reason
 * @param ready what it takes beside a reason
 * @param verdict what it would do, or what stands in its way
 */
export function ReasonDialog({
  asks = true,
  label,
  help,
  ready = true,
  verdict,
  onConfirm,
  children,
  ...dialog
}: Omit<ComponentProps<typeof ConfirmDialog>, 'onConfirm'> & {
  asks?: boolean;
  label?: string;
  help?: string;
  verdict?: ReactNode;
  onConfirm: (reason: string) => Promise<void>;
}) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog {...dialog} ready={asks && ready && isReason(reason)} onConfirm={() => onConfirm(reason.trim())}>
      {children}
      {asks || verdict ? (
        <Stack gap={5} className="h-dialog__foot">
          {verdict}
          {asks ? (
            <LongText
              id="operator-reason"
              rows={2}
              maxLength={1000}
              labelText={label ?? t('operations.reason')}
              helperText={help}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          ) : null}
        </Stack>
      ) : null}
    </ConfirmDialog>
  );
}
