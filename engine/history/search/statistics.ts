import { toStored } from '../schema/column.ts';
import { type Entity, entities } from '../schema/entities.ts';
import { BadQuery } from './bad-query.ts';
import { compileFilter } from './filter.ts';
import { asNumbers, type Query, type Reader, stillWanted } from './reader.ts';
import { type SearchRequest, type SearchResult, searchIn } from './search.ts';

/** A count that the API answers as a search: the shape of its rows, and the query that makes them of the filter. */
interface Statistics {
  readonly entity: Entity;
  rows(filter: Filter): Query;
  /** Filters that `rows` has used up: the others hold for the rows that it made. */
  readonly taken: readonly string[];
}

type Filter = Readonly<Record<string, unknown>>;

const INSTANCE_COUNTS = {
  activeInstancesWithIncidentCount: 'int',
  activeInstancesWithoutIncidentCount: 'int',
} as const;
const JOB_COUNTS = {
  created: 'int',
  createdAt: 'date',
  completed: 'int',
  completedAt: 'date',
  failed: 'int',
  failedAt: 'date',
} as const;

const countInstances = `
  coalesce(sum(p."hasIncident" = 1), 0) as "activeInstancesWithIncidentCount",
  coalesce(sum(p."hasIncident" = 0), 0) as "activeInstancesWithoutIncidentCount"
  from process_definition d left join process_instance p
    on p."processDefinitionKey" = d."processDefinitionKey" and p.state = 'ACTIVE' and ${stillWanted('p')}`;

/** What became of the jobs of a while; a job counts as it stands, so that one that failed and was done again is done. */
const countJobs = `
  sum(what = 'created') as created, max(case what when 'created' then at end) as "createdAt",
  sum(what = 'completed') as completed, max(case what when 'completed' then at end) as "completedAt",
  sum(what = 'failed') as failed, max(case what when 'failed' then at end) as "failedAt"
  from (
    select type, worker, 'created' as what, "creationTime" as at from job where ${stillWanted('job')} union all
    select type, worker, 'completed', "endTime" from job where ${stillWanted('job')} and state = 'COMPLETED' union all
    select type, worker, 'failed', "lastUpdateTime" from job
      where ${stillWanted('job')} and state in ('FAILED', 'ERROR_THROWN')
  ) where at between ? and ?`;

const ALL = {
  definitionInstances: {
    entity: {
      table: 'definition_instances',
      key: 'processDefinitionId',
      fields: {
        processDefinitionId: 'text',
        tenantId: 'text',
        latestProcessDefinitionName: 'text',
        hasMultipleVersions: 'bool',
        ...INSTANCE_COUNTS,
      },
    },
    taken: [],
    rows: () => ({
      sql: `(select d."processDefinitionId", d."tenantId", count(distinct d."processDefinitionKey") > 1 as "hasMultipleVersions",
          (select l.name from process_definition l where l."processDefinitionId" = d."processDefinitionId"
             order by l.version desc limit 1) as "latestProcessDefinitionName", ${countInstances}
        where d.state = 'ACTIVE' group by d."processDefinitionId") as definition_instances`,
      values: [],
    }),
  },
  definitionVersions: {
    entity: {
      table: 'definition_versions',
      key: 'processDefinitionKey',
      fields: {
        processDefinitionId: 'text',
        processDefinitionKey: 'key',
        processDefinitionName: 'text',
        processDefinitionVersion: 'int',
        tenantId: 'text',
        ...INSTANCE_COUNTS,
      },
    },
    taken: [],
    rows: (filter) => {
      must(filter, 'processDefinitionId');
      return {
        sql: `(select d."processDefinitionId", d."processDefinitionKey", d.name as "processDefinitionName",
            d.version as "processDefinitionVersion", d."tenantId", ${countInstances}
          where d.state = 'ACTIVE' group by d."processDefinitionKey") as definition_versions`,
        values: [],
      };
    },
  },
  definitionSubscriptions: {
    entity: {
      table: 'definition_subscriptions',
      key: 'processDefinitionKey',
      fields: {
        processDefinitionId: 'text',
        processDefinitionKey: 'key',
        tenantId: 'text',
        processInstancesWithActiveSubscriptions: 'int',
        activeSubscriptions: 'int',
      },
    },
    taken: Object.keys(entities.messageSubscription.fields),
    rows: (filter) => {
      const wanted = compileFilter(entities.messageSubscription, filter);
      return {
        sql: `(select "processDefinitionId", "processDefinitionKey", "tenantId",
            count(distinct "processInstanceKey") as "processInstancesWithActiveSubscriptions",
            count(*) as "activeSubscriptions"
          from message_subscription where ${stillWanted('message_subscription')} and "messageSubscriptionState" = 'CREATED' and (${wanted.sql})
          group by "processDefinitionKey") as definition_subscriptions`,
        values: wanted.values,
      };
    },
  },
  incidentsByError: {
    entity: {
      table: 'incidents_by_error',
      key: 'errorMessage',
      fields: { errorHashCode: 'int', errorMessage: 'text', activeInstancesWithErrorCount: 'int' },
    },
    taken: [],
    rows: () => ({
      sql: `(select error_hash("errorMessage") as "errorHashCode", "errorMessage",
          count(distinct "processInstanceKey") as "activeInstancesWithErrorCount"
        from incident where ${stillWanted('incident')} and state = 'ACTIVE' group by "errorMessage") as incidents_by_error`,
      values: [],
    }),
  },
  incidentsByDefinition: {
    entity: {
      table: 'incidents_by_definition',
      key: 'processDefinitionKey',
      fields: {
        processDefinitionId: 'text',
        processDefinitionKey: 'key',
        processDefinitionName: 'text',
        processDefinitionVersion: 'int',
        tenantId: 'text',
        activeInstancesWithErrorCount: 'int',
      },
    },
    taken: ['errorHashCode'],
    rows: (filter) => ({
      sql: `(select i."processDefinitionId", i."processDefinitionKey", i."tenantId",
          coalesce(d.name, i."processDefinitionId") as "processDefinitionName", d.version as "processDefinitionVersion",
          count(distinct i."processInstanceKey") as "activeInstancesWithErrorCount"
        from incident i join process_definition d on d."processDefinitionKey" = i."processDefinitionKey"
        where ${stillWanted('i')} and i.state = 'ACTIVE' and error_hash(i."errorMessage") = ?
        group by i."processDefinitionKey") as incidents_by_definition`,
      values: [toStored('int', 'errorHashCode', must(filter, 'errorHashCode'))],
    }),
  },
  jobsByType: {
    entity: {
      table: 'jobs_by_type',
      key: 'jobType',
      fields: { jobType: 'text', ...JOB_COUNTS, workers: 'int' },
    },
    taken: ['from', 'to'],
    rows: (filter) => ({
      sql: `(select type as "jobType", count(distinct nullif(worker, '')) as workers, ${countJobs}
        group by type) as jobs_by_type`,
      values: during(filter),
    }),
  },
  jobsByWorker: {
    entity: { table: 'jobs_by_worker', key: 'worker', fields: { worker: 'text', ...JOB_COUNTS } },
    taken: ['from', 'to', 'jobType'],
    rows: (filter) => ({
      sql: `(select worker, ${countJobs} and type = ? and worker <> '' group by worker) as jobs_by_worker`,
      values: [...during(filter), typeOf(filter)],
    }),
  },
  jobErrors: {
    entity: {
      table: 'job_errors',
      key: 'error',
      fields: { error: 'text', errorCode: 'text', errorMessage: 'text', workers: 'int' },
      hidden: ['error'],
    },
    taken: ['from', 'to', 'jobType'],
    rows: (filter) => ({
      sql: `(select coalesce("errorCode", '') || char(10) || coalesce("errorMessage", '') as error,
          coalesce("errorCode", '') as "errorCode", coalesce("errorMessage", '') as "errorMessage",
          count(distinct nullif(worker, '')) as workers
        from job where ${stillWanted('job')} and state in ('FAILED', 'ERROR_THROWN') and "lastUpdateTime" between ? and ? and type = ?
        group by 1) as job_errors`,
      values: [...during(filter), typeOf(filter)],
    }),
  },
  jobTimeSeries: {
    entity: { table: 'job_time_series', key: 'time', fields: { time: 'date', ...JOB_COUNTS } },
    taken: ['from', 'to', 'jobType', 'resolution'],
    rows: (filter) => {
      const [from, to] = during(filter);
      const step = Number(filter.resolution);
      return {
        sql: `(select ? + cast((at - ?) / ? as integer) * ? as time, ${countJobs} and type = ?
          group by 1) as job_time_series`,
        values: [from, from, step, step, from, to, typeOf(filter)],
      };
    },
  },
} satisfies Record<string, Statistics>;

export type StatisticsName = keyof typeof ALL;

/** Counts, one page of them; throws BadQuery when the request cannot be understood. */
export function statistics(reader: Reader, name: StatisticsName, request: SearchRequest): SearchResult {
  const { entity, rows, taken }: Statistics = ALL[name];
  const filter = (request.filter ?? {}) as Filter;
  const rest = Object.fromEntries(Object.entries(filter).filter(([field]) => !taken.includes(field)));
  return searchIn(reader, entity, rows(filter), { ...request, filter: rest });
}

/** What became of all jobs of a while, or of one type. */
export function jobTotals(reader: Reader, filter: Filter): Record<string, unknown> {
  const one = filter.jobType === undefined ? { sql: '1', values: [] } : { sql: 'type = ?', values: [typeOf(filter)] };
  const counted = reader.first({
    sql: `select ${countJobs} and ${one.sql}`,
    values: [...during(filter), ...one.values],
  });
  return asNumbers(counted ?? {});
}

/** Process instances that nobody called, decisions evaluated, and people who had a task, of a while. */
export function usage(reader: Reader, filter: Filter): Record<string, unknown> {
  const [from, to] = during(filter);
  const counted = reader.first({
    sql: `select
         (select count(*) from process_instance where ${stillWanted('process_instance')}
            and "startDate" between ?1 and ?2 and "parentProcessInstanceKey" is null) as "processInstances",
         (select count(*) from decision_instance where ${stillWanted('decision_instance')}
            and "evaluationDate" between ?1 and ?2) as "decisionInstances",
         (select count(distinct assignee) from user_task where ${stillWanted('user_task')}
            and "creationDate" <= ?2 and coalesce("completionDate", ?1) >= ?1 and assignee <> '') as assignees`,
    values: [from, to],
  });
  return asNumbers(counted ?? {});
}

function must(filter: Filter, field: string): unknown {
  const value = filter[field];
  if (value === undefined || value === null || value === '') throw new BadQuery(`No ${field} provided.`);
  return value;
}

function typeOf(filter: Filter): string {
  return toStored('text', 'jobType', must(filter, 'jobType')) as string;
}

function during(filter: Filter): [number, number] {
  const [from, to] = ['from', 'to'].map((field) => toStored('date', field, must(filter, field)) as number);
  return [from as number, to as number];
}
