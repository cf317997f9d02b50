import { Button } from '@carbon/react';
import { useContext } from 'react';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { AfterDecision } from '../tasks/decision/use-after-decision.ts';
import { useDeskAddress } from './use-desk-address.ts';

/** Puts the chosen act aside, or takes it up again; the next one takes its place. */
export function AsideButton({ taskKey }: { taskKey: string }) {
  const { t } = useLanguage();
  const { address, words } = useDeskAddress();
  const after = useContext(AfterDecision);
  const { attempt, busy, problem } = useAttempt();
  const isAside = address.aside === 'true';
  const put = () =>
    attempt(async () => {
      await call('PUT /api/tasks/:key/aside', { params: { key: taskKey }, body: { aside: !isAside } });
      after?.({ kind: 'success', title: t(`${words}.${isAside ? 'takenUp' : 'putAside'}`) });
      await refresh('/api/signing');
    });
  return (
    <>
      <Button kind="ghost" size="sm" className="h-deskact__aside" disabled={busy} onClick={() => void put()}>
        {t(isAside ? 'desk.takeUp' : 'desk.setAside')}
      </Button>
      <FailureNote problem={problem} />
    </>
  );
}
