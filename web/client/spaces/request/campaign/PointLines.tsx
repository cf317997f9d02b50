import type { Bilingual } from '#domain/bilingual.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

/** What points are made of, a criterion a line. */
export function PointLines({
  lines,
}: {
  lines: readonly { readonly criterion: Bilingual; readonly points: number }[];
}) {
  const { t, read } = useLanguage();
  if (lines.length === 0) return <span className="h-muted">{t('campaigns.noLine')}</span>;
  return (
    <ul>
      {lines.map(({ criterion, points }) => (
        <li key={`${read(criterion)} ${points}`} className="h-muted">
          {t('campaigns.line', { criterion: read(criterion), points })}
        </li>
      ))}
    </ul>
  );
}
