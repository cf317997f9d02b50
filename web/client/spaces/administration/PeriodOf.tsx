import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** From when to when something proposed would hold; nothing where it has no dates. */
export function PeriodOf({ row }: { row: { from: string | null; until: string | null } }) {
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
