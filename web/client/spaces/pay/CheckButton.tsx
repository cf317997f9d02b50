import { Button } from '@carbon/react';
import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Marks a pay piece as checked by the finance office, or takes the mark back. */
export function CheckButton({ piece, onNotice }: { piece: PayPieceView; onNotice: (text: string) => void }) {
  const { t } = useLanguage();
  const { attempt } = useAttempt();
  if (!piece.may.check) return null;
  const checked = piece.state === 'checked';
  const toggle = async () => {
    try {
      await call('PUT /api/pay/pieces/:id/check', { params: { id: piece.id }, body: { checked: !checked } });
      onNotice(t(checked ? 'pay.uncheckedNow' : 'pay.checkedNow'));
      await refresh('/api/pay');
    } catch (error) {
      onNotice(problemText(error));
    }
  };
  return (
    <Button kind={checked ? 'ghost' : 'tertiary'} size="sm" onClick={() => void attempt(toggle, { again: true })}>
      {t(checked ? 'pay.uncheck' : 'pay.check')}
      <span className="h-hidden">
        {t('pay.checkOf', { name: fullName(piece.agent), movement: t(`pay.movements.${piece.movement}`) })}
      </span>
    </Button>
  );
}
