import { DatabaseSync } from 'node:sqlite';

/** Keys of one instance and of all that is in it lie closer together. */
const KEYS_APART = 1_000;
/** One instance began every two seconds: a million within the month that the engine keeps what is over. */
export const MS_APART = 2_000;
const AT_ONCE = 20_000;
/** Keys of what is deployed once. */
const SHARED = ['processDefinitionKey', 'decisionDefinitionKey', 'decisionRequirementsKey', 'formKey'];
SHARED.push('rootDecisionDefinitionKey');
/** One in so many instances met an incident. */
const INCIDENT_EVERY = 50;

/** What differs from one instance to the next, by table and column, in SQL over the row `t` and the number `i`. */
const VARIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  process_instance: {
    businessId: `'dossier-' || i`,
    state: `case when i % 50 = 0 then 'TERMINATED' else t.state end`,
  },
  user_task: { assignee: `'agent-' || (i % 5000)` },
  variable: {
    value: `case t.name when 'requestId' then '"dossier-' || i || '"' when 'agent' then '"agent-' || (i % 50000) || '"'
      when 'quota' then cast(i % 100 as text) else t.value end`,
  },
  decision_instance: {
    decisionEvaluationInstanceKey: `(t."decisionEvaluationKey" - i * ${KEYS_APART}) || '-1'`,
  },
  message_subscription: { correlationKey: `'dossier-' || i` },
  correlated_message_subscription: { correlationKey: `'dossier-' || i` },
};

/**
 * Copies an instance that is over, with all that the history holds of it and of what it called, so many times: each began
 * two seconds before the one that follows it. The engine must not run. Indexes are dropped: its next start makes them.
 */
export function multiply(file: string, rootProcessInstanceKey: string, count: number): void {
  const database = new DatabaseSync(file);
  database.exec('pragma synchronous = off; pragma cache_size = -200000');
  const indexes = database.prepare(`select name from sqlite_master where type = 'index' and sql is not null`).all();
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  const tables = database
    .prepare(
      `select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'rootProcessInstanceKey'
       where m.type = 'table' and m.name <> 'batch_operation_item'`,
    )
    .all();
  for (const { name } of tables) {
    const copy = copyOf(database, String(name));
    for (let last = count; last > 0; last -= AT_ONCE) {
      database.exec('begin');
      database.prepare(copy).run(BigInt(Math.max(0, last - AT_ONCE) + 1), BigInt(last), BigInt(rootProcessInstanceKey));
      database.exec('commit');
    }
  }
  database.close();
}

/** Oldest first: rows are added at the end of their table. */
function copyOf(database: DatabaseSync, table: string): string {
  const columns = database.prepare('select name, type from pragma_table_info(?)').all(table);
  const values = columns.map(
    ({ name, type }) => VARIED[table]?.[String(name)] ?? columnValue(String(name), String(type)),
  );
  const some = table === 'incident' ? `and i % ${INCIDENT_EVERY} = 0` : '';
  return `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')})
    with recursive number (i) as (select ?1 union all select i + 1 from number where i < ?2)
    select ${values.join(', ')} from number cross join
      (select rowid as place, * from ${table} where "rootProcessInstanceKey" = ?3) t where 1 ${some}
    order by i desc, place`;
}

function columnValue(name: string, type: string): string {
  const column = `t."${name}"`;
  if (type.toLowerCase() !== 'integer' || SHARED.includes(name)) return column;
  if (/Key$|^correlation$/.test(name)) return `${column} - i * ${KEYS_APART}`;
  return /(Date|Time|deadline)$/.test(name) ? `${column} - i * ${MS_APART}` : column;
}
