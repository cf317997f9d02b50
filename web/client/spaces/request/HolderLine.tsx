import type { Holder } from '#web/contract/requests/requests.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** « Visa — Claire Petit » : who holds it, at which step. */
export function HolderLine({ hands }: { hands: Holder[] }) {
  const { t, read, known } = useLanguage();
  if (hands.length === 0) return <span className="h-muted">{t('request.nobody')}</span>;
  return (
    <>
      {hands.map((hand) => (
        <span key={hand.elementId} className="h-hand">
          <strong>
            {hand.people.length > 0 ? hand.people.map(fullName).join(', ') : known(`roles.${hand.role}`, {}, hand.role)}
          </strong>
          <span className="h-muted">{read(hand.step)}</span>
        </span>
      ))}
    </>
  );
}
