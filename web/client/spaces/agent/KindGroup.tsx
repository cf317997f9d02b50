import { useId } from 'react';
import type { KindSummary } from '#web/contract/requests/catalogue.ts';
import { KindCard } from './KindCard.tsx';

/** Kinds of the catalogue under a heading; `inCategory` where that heading is their category. */
export function KindGroup(props: {
  title: string;
  help?: string;
  kinds: readonly KindSummary[];
  inCategory?: boolean;
}) {
  const id = useId();
  return (
    <section className="h-kindgroup" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.help ? <p className="h-help">{props.help}</p> : null}
      <ul className="h-kinds h-kinds--page">
        {props.kinds.map((kind) => (
          <li key={kind.kind}>
            <KindCard kind={kind} inCategory={props.inCategory ?? false} />
          </li>
        ))}
      </ul>
    </section>
  );
}
