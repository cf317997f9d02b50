import { useLanguage } from '#web/client/language/use-language.ts';

/** What became of several things asked at once. */
export interface SeveralOutcome {
  readonly all: number;
  readonly refused: readonly { readonly name: string; readonly code: string }[];
}

/** The same, as the server answers it: `code`, why not. */
export const severalOutcome = <Row extends { readonly id: string }>(
  items: readonly { readonly id: string; readonly code: string | null }[],
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): SeveralOutcome => ({
  all: items.length,
  refused: items.flatMap(({ id, code }) => {
    const row = rows.find((each) => each.id === id);
    return code === null || row === undefined ? [] : [{ name: nameOf(row), code }];
  }),
});

/** Says how many were done, and of each other one why not. */
export function SeveralDone({ outcome }: { outcome: SeveralOutcome | null }) {
  const { t, known } = useLanguage();
  return (
    <div role="status" className="h-adminform__told">
      {outcome === null ? null : (
        <>
          <p>{t('people.provisioned.done', { done: outcome.all - outcome.refused.length, all: outcome.all })}</p>
          {outcome.refused.length > 0 ? (
            <ul className="h-list">
              {outcome.refused.map(({ name, code }) => (
                <li key={name}>
                  {t('people.provisioned.refused', { name, why: known(`errors.${code}`, {}, t('errors.generic')) })}
                </li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </div>
  );
}
