import { Button } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import type { ProposalRow } from '#web/contract/operations/administration.ts';
import { SeveralDone, type SeveralOutcome, severalOutcome } from './SeveralDone.tsx';

/** Confirms whatever of a page the reader may, when there are several: each is named before, and judged by itself. */
export function ConfirmAll({ rows, nameOf }: { rows: readonly ProposalRow[]; nameOf: (row: ProposalRow) => string }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<SeveralOutcome | null>(null);
  const mine = rows.filter((row) => row.outcome === null && !row.mine && row.refusal === null);
  const count = mine.length;
  return (
    <>
      <SeveralDone outcome={outcome} />
      {count > 1 ? (
        <Button kind="tertiary" size="sm" onClick={() => setAsking(true)}>
          {t('people.provisioned.confirmAll', { count })}
        </Button>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={t('people.provisioned.confirmAllTitle', { count })}
          confirm={t('administration.proposals.confirmation')}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const { items } = await call('POST /api/administration/proposals/confirmations', {
              body: { ids: mine.map(({ id }) => id) },
            });
            setOutcome(severalOutcome(items, mine, nameOf));
            await refresh('/api/administration/proposals?', '/api/notifications', '/api/me');
            setAsking(false);
          }}
        >
          <p>{t('people.provisioned.confirmAllText')}</p>
          <ul className="h-list">
            {mine.map((row) => (
              <li key={row.id}>
                {nameOf(row)}, {(row.parent ?? row.structure).name}
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
