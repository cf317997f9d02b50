import { Button, Stack } from '@carbon/react';
import { useQueryClient } from '@tanstack/react-query';
import { addressOf } from '#web/client/api/address.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { CorrectionView, TaskView } from '#web/contract/requests/tasks.ts';
import { MendPosting } from './MendPosting.tsx';
import { useDecide } from './use-decide.ts';

/** What the act lacks, what of it is mended here, then the circuit takes up where it stopped. */
export function CorrectionForm({ task, correction }: { task: TaskView; correction: CorrectionView }) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const { decide, busy, problem, faults } = useDecide(task.key);
  const still = Object.values(faults);
  const refresh = () =>
    queries.invalidateQueries({ queryKey: [addressOf('GET /api/tasks/:key', { params: { key: task.key } })] });

  return (
    <Stack gap={6}>
      <Gaps correction={correction} />
      {correction.posting ? <MendPosting taskKey={task.key} posting={correction.posting} onMended={refresh} /> : null}
      <FailureNote problem={still.length > 0 ? still.join(' ') : problem} />
      <Button
        disabled={busy}
        className="h-wide"
        onClick={() => void decide({ outcome: 'corrected' }).then((done) => (done ? undefined : refresh()))}
      >
        {busy ? t('tasks.sending') : t('tasks.submit.corrected')}
      </Button>
    </Stack>
  );
}

function Gaps({ correction }: { correction: CorrectionView }) {
  const { t } = useLanguage();
  const left = correction.gaps.filter(({ mended }) => !mended).length;
  return (
    <section aria-label={t('tasks.correction.missing')}>
      <h3>{t('tasks.correction.missing')}</h3>
      <ul className="h-gaps" aria-live="polite">
        {correction.gaps.map(({ gap, mendedBy, mended }) => (
          <li key={gap}>
            <strong>{t(`tasks.correction.gaps.${gap}`)}</strong>{' '}
            {mended
              ? t('tasks.correction.mended')
              : mendedBy === 'gestionnaire'
                ? t('tasks.correction.here')
                : t('tasks.correction.elsewhere', { role: t(`roles.${mendedBy}` as 'roles.administrateur') })}
          </li>
        ))}
      </ul>
      {left === 0 ? <p>{t('tasks.correction.nothing')}</p> : null}
    </section>
  );
}
