import { ChevronLeft, ChevronRight } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useApi } from '#web/client/api/query.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Filter, ListFilters } from '#web/client/ui/lists/ListFilters.tsx';
import { Pages } from '#web/client/ui/lists/Pages.tsx';
import { TableSkeleton } from '#web/client/ui/lists/TableSkeleton.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { useMediaQuery } from '#web/client/ui/use-media-query.ts';
import { MonthList, MonthTable } from './MonthTable.tsx';
import { civilMonth, monthAfter } from './month.ts';

/** When the agents of a superior are away, a month at a time: a table on a wide screen, their periods on a narrow one. */
export function TeamAbsences() {
  const { t, language } = useLanguage();
  useInSpace('valideur', '/tasks');
  const list = useList('GET /api/team/absences');
  const choices = useApi('GET /api/team/filters').data;
  const narrow = useMediaQuery('(max-width: 65.98rem)');
  const month = list.params.month ?? todayInParis().slice(0, 7);
  const { month: _shown, pageSize: _size, ...filters } = list.params;
  // The month is no filter: « clear » keeps it.
  const searched = {
    ...list,
    filtered: Object.keys(filters).some((key) => ['q', 'structureId'].includes(key)),
    clear: () => list.set({ q: undefined, structureId: undefined }),
  };
  const turn = (by: number) => list.set({ month: monthAfter(month, by) });
  const Month = narrow ? MonthList : MonthTable;
  return (
    <Page title={t('team.title')} crumbs={[{ to: '/tasks', text: t('tasks.title') }]} lead={t('team.lead')}>
      <div className="h-month-turn">
        <Button
          kind="ghost"
          size="md"
          hasIconOnly
          renderIcon={ChevronLeft}
          iconDescription={t('team.previous')}
          onClick={() => turn(-1)}
        />
        <h2 aria-live="polite">{civilMonth(month, language)}</h2>
        <Button
          kind="ghost"
          size="md"
          hasIconOnly
          renderIcon={ChevronRight}
          iconDescription={t('team.next')}
          onClick={() => turn(1)}
        />
      </div>
      <ListFilters label={t('team.search')} list={searched}>
        <Filter
          id="team-structure"
          label={t('team.structure')}
          all={t('team.allStructures')}
          value={list.params.structureId}
          choices={(choices?.structures ?? []).map(({ id, name }) => ({ value: id, text: name }))}
          onChange={(structureId) => list.set({ structureId })}
        />
      </ListFilters>
      <Loaded query={list.query} skeleton={<TableSkeleton columns={10} />}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />
          ) : (
            <>
              <Month month={month} rows={page.items} />
              <Pages {...page} onTurn={(to) => list.set(to)} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
