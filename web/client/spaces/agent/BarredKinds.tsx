import { useEffect, useState } from 'react';
import type { BarredKind } from '#web/contract/requests/catalogue.ts';
import { useLanguage } from '../../language/use-language.ts';

/** The kinds that one cannot file, folded until asked for, each with why; unfolded where nothing else is found. */
export function BarredKinds({ kinds, isOpen = false }: { kinds: readonly BarredKind[]; isOpen?: boolean }) {
  const { t, read } = useLanguage();
  const [isShown, setShown] = useState(isOpen);
  useEffect(() => setShown(isOpen), [isOpen]);
  if (kinds.length === 0) return null;
  return (
    <details className="h-barred" open={isShown} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
      <summary>{t('kind.barred', { count: kinds.length })}</summary>
      <ul className="h-rows">
        {kinds.map((kind) => (
          <li key={kind.kind} className="h-two">
            <strong>{read(kind.title)}</strong>
            <span>{read(kind.summary)}</span>
            <Why kind={kind} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Why({ kind: { why, startedBy, offeredTo } }: { kind: BarredKind }) {
  const { t } = useLanguage();
  if (why === 'not-startable' && startedBy === 'superieur')
    return <span className="h-muted">{t('kind.startedBySuperior')}</span>;
  const statuses = offeredTo.map((status) => t(`kind.status.${status}`)).join(', ');
  return <span className="h-muted">{t(`kind.why.${why}`, { statuses })}</span>;
}
