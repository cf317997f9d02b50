import { civilDay } from '../../../language/format.ts';
import { useLanguage } from '../../../language/use-language.ts';

interface Dated {
  readonly from: string | null;
  readonly until: string | null;
}

/** A power that is proposed or waits to be: its name, its dates, and why. */
export function PowerCell({ name, row }: { name: string; row: Dated & { readonly reason: string } }) {
  return (
    <span className="h-two">
      <strong>{name}</strong>
      <PeriodOf row={row} />
      <span className="h-muted" lang="fr">
        {row.reason}
      </span>
    </span>
  );
}

/** From when to when it would hold; nothing where it has no dates. */
function PeriodOf({ row }: { row: Dated }) {
  const { t, language } = useLanguage();
  if (row.from === null) return null;
  const from = civilDay(row.from, language);
  return (
    <span className="h-muted">
      {row.until === null
        ? t('administration.to', { from })
        : t('administration.fromUntil', { from, until: civilDay(row.until, language) })}
    </span>
  );
}
