import { Link } from 'react-router';
import { BATCH_LINE_STATES } from '#domain/request/act-batch.ts';
import { useList } from '#web/client/api/use-list.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Filters, type FiltersOf } from '#web/client/ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { lineFaults } from './batch-words.ts';

/** The agents of a batch: what each would be given, and what stands against it or became of it. */
export function BatchLines({ id }: { id: string }) {
  const language = useLanguage();
  const { t, read } = language;
  const list = useList('GET /api/act-batches/:id/lines', { params: { id } });
  const columns: ColumnsOf<'GET /api/act-batches/:id/lines'> = [
    { key: 'line', header: t('starting.many.line'), cell: ({ line }) => line },
    {
      key: 'agent',
      header: t('starting.many.agent'),
      cell: ({ agent, key }) => (
        <span className="h-two">
          {agent === null ? null : <span>{fullName(agent)}</span>}
          <span className="h-muted">{key}</span>
        </span>
      ),
    },
    {
      key: 'answers',
      header: t('starting.many.ownAnswers'),
      cell: ({ answers }) => (
        <span className="h-two">
          {answers.map((answer) => (
            <span key={answer.key}>
              {t('starting.many.colon', { field: read(answer.label), text: read(answer.value) })}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'result',
      header: t('starting.many.result'),
      cell: (line) => (
        <span className="h-two">
          <span>{t(`starting.many.lineStates.${line.state}`)}</span>
          {line.request ? <Link to={`/requests/${line.request.id}`}>{line.request.number}</Link> : null}
          {line.faults.length > 0 ? <span className="h-muted">{lineFaults(line, language)}</span> : null}
        </span>
      ),
    },
  ];
  const filters: FiltersOf<'GET /api/act-batches/:id/lines'> = [
    {
      by: 'state',
      id: 'batch-state',
      label: t('starting.many.result'),
      all: t('starting.many.allStates'),
      choices: BATCH_LINE_STATES.map((state) => ({ value: state, text: t(`starting.many.counts.${state}`) })),
    },
  ];
  return (
    <>
      <search className="h-filters">
        <Filters list={list} filters={filters} />
      </search>
      <PagedList label={t('starting.many.agents')} list={list} columns={columns} rowKey={({ line }) => String(line)} />
    </>
  );
}
