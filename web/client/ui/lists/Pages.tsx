import { ChevronLeft, ChevronRight } from '@carbon/icons-react';
import { Button, Pagination, Select, SelectItem } from '@carbon/react';
import type { KeyPage, NumberedPage } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';

const SIZES = [10, 20, 50, 100];

/** Which page of a list is shown, and what asks for another: changes of the page's address. */
export type TurnedPage = (Omit<NumberedPage<unknown>, 'items'> | Omit<KeyPage<unknown>, 'items'>) & {
  onTurn: (to: { page?: number; after?: string; before?: string; pageSize: number }) => void;
};

/** What turns the pages of a list, where there are several. */
export function Pages(props: TurnedPage) {
  return 'next' in props ? <Neighbours {...props} /> : <Numbers {...props} />;
}

function Numbers({ page: current, pageSize: size, total, onTurn }: Extract<TurnedPage, { page: number }>) {
  const { t } = useLanguage();
  if (total <= Math.min(10, size)) return null;
  return (
    <Pagination
      page={current}
      pageSize={size}
      pageSizes={SIZES}
      totalItems={total}
      onChange={({ page, pageSize }) => onTurn({ page: pageSize === size ? page : 1, pageSize })}
      itemsPerPageText={t('list.perPage')}
      itemRangeText={(min, max, all) => t('list.range', { min, max, total: all })}
      pageRangeText={(_, pages) => t('list.pages', { total: pages })}
      pageSelectLabelText={(pages) => t('list.pageSelect', { total: pages })}
      backwardText={t('list.previous')}
      forwardText={t('list.next')}
    />
  );
}

/** A list that grows has no page numbers: what one shows follows the last, however far one went. */
function Neighbours({ next, previous, pageSize, total, onTurn }: Extract<TurnedPage, { next: string | null }>) {
  const { t, language } = useLanguage();
  if (next === null && previous === null && total <= Math.min(10, pageSize)) return null;
  return (
    <nav className="h-pages" aria-label={t('list.turn')}>
      <Select
        key={language}
        id="page-size"
        inline
        size="sm"
        labelText={t('list.perPage')}
        value={pageSize}
        onChange={(event) => onTurn({ pageSize: Number(event.target.value) })}
      >
        {SIZES.map((size) => (
          <SelectItem key={size} value={size} text={String(size)} />
        ))}
      </Select>
      <Button
        className="h-pages__previous"
        kind="ghost"
        size="md"
        renderIcon={ChevronLeft}
        disabled={previous === null}
        onClick={() => onTurn({ pageSize, ...(previous !== null && { before: previous }) })}
      >
        {t('list.previous')}
      </Button>
      <Button
        kind="ghost"
        size="md"
        renderIcon={ChevronRight}
        disabled={next === null}
        onClick={() => onTurn({ pageSize, ...(next !== null && { after: next }) })}
      >
        {t('list.next')}
      </Button>
    </nav>
  );
}
