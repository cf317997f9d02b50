import { useState } from 'react';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';

const SHORTEST_REASON = 3;

/** Asks why, then proposes a grid to the other analysts. */
export function ProposeGridDialog(props: {
  grid: Grid;
  /** The version that was changed; null: the grid is new. */
  base: string | null;
  onClose: () => void;
  onProposed: () => Promise<void>;
}) {
  const { t } = useLanguage();
  const { grid, base } = props;
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('grids.proposeTitle')}
      confirm={t('grids.propose')}
      ready={reason.trim().length >= SHORTEST_REASON}
      onConfirm={async () => {
        const body = { grid, base, reason: reason.trim() };
        await call('POST /api/grids/:name/proposals', { params: { name: grid.name }, body });
        await props.onProposed();
        await refresh('/api/grids');
      }}
      onClose={props.onClose}
    >
      <p className="h-text">{t('grids.proposeText')}</p>
      <LongText
        id="grid-reason"
        labelText={t('grids.reason')}
        helperText={t('grids.reasonHelp')}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
