import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { useLanguage } from '../../language/use-language.ts';

/** What is to pay by, one thing a line. */
export function Facts({ facts }: { facts: PayPieceView['facts'] }) {
  const { read } = useLanguage();
  return (
    <dl className="h-payfacts">
      {facts.map((fact) => (
        <div key={fact.key}>
          <dt>{read(fact.label)}</dt>
          <dd>
            {fact.before === null ? null : <span className="h-muted">{read(fact.before)} → </span>}
            {read(fact.value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
