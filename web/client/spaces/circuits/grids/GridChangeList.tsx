import { Button } from '@carbon/react';
import { useState } from 'react';
import type { Bilingual } from '#domain/bilingual.ts';
import type { Grid, GridRow } from '#domain/situation/grids/grid.ts';
import { type GridShapeChange, gridChanges } from '#domain/situation/grids/grid-changes.ts';
import { shortCivilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

/** Lines that are shown at once; the others as one asks for them: whoever approves may read them all. */
const MAX_LINES = 200;

/** What a grid changes of the one before it: its title and its columns in both languages, then row by row. */
export function GridChangeList({ before, after }: { before: Grid | null; after: Grid }) {
  const { t, read, language } = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const { shape, added, removed, changed } = gridChanges(before, after);
  const both = ({ fr, en }: Bilingual): string => (fr === en ? fr : `${fr} / ${en}`);
  const saidShape = (change: GridShapeChange) => {
    if (change.what === 'column') {
      const { label, key, type, by, optional } = change.column;
      const traits = [
        t(`grids.types.${type}`),
        ...(by ? [t('grids.by')] : []),
        ...(optional ? [t('grids.optional')] : []),
      ];
      return {
        kind: 'added' as const,
        was: null,
        is: `${t('grids.shape.column')} ${both(label)} (${[key, ...traits].join(', ')})`,
      };
    }
    const named = (words: Bilingual) => `${t(`grids.shape.${change.what}`)} ${both(words)}`;
    const is = named(change.after);
    return change.before === null
      ? { kind: 'added' as const, was: null, is }
      : { kind: 'changed' as const, was: named(change.before), is };
  };
  const said = ({ from, until, values, legal }: GridRow): string =>
    [
      after.columns
        .filter(({ key }) => values[key] !== undefined)
        .map(({ key, label }) => `${read(label)}\u00a0: ${values[key]}`)
        .join(', '),
      `${t('grids.from').toLowerCase()} ${shortCivilDay(from, language)}`,
      until === null ? t('grids.endless') : `${t('grids.until').toLowerCase()} ${shortCivilDay(until, language)}`,
      ...(legal === null ? [] : [legal]),
    ].join(' · ');
  const lines = [
    ...shape.map(saidShape),
    ...changed.map((change) => ({ kind: 'changed' as const, was: said(change.before), is: said(change.after) })),
    ...added.map((row) => ({ kind: 'added' as const, was: null, is: said(row) })),
    ...removed.map((row) => ({ kind: 'removed' as const, was: said(row), is: null })),
  ];
  if (lines.length === 0) return <p className="h-muted">{t('grids.unchanged')}</p>;
  const shown = isWhole ? lines : lines.slice(0, MAX_LINES);
  return (
    <ul className="h-grid__changes">
      {shown.map(({ kind, was, is }) => (
        <li key={`${kind} ${was} ${is}`}>
          <span className={`h-grid__change h-grid__change--${kind}`}>{t(`grids.change.${kind}`)}</span>{' '}
          {was === null ? null : <del>{was}</del>} {is === null ? null : <ins>{is}</ins>}
        </li>
      ))}
      {lines.length > shown.length ? (
        <li>
          {t('grids.more', { count: lines.length - shown.length })}{' '}
          <Button kind="ghost" size="sm" onClick={() => setWhole(true)}>
            {t('grids.showAll')}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}
