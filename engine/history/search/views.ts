import { entities } from '../schema/entities.ts';
import { compileFilter } from './filter.ts';
import { asNumbers, type Query, type Reader, stillWanted } from './reader.ts';
import { find, type SearchRequest, type SearchResult, search, searchIn } from './search.ts';

/** How often each element of an instance was passed, and where it stands. */
export function elementStatistics(reader: Reader, processInstanceKey: string): Record<string, unknown>[] {
  return countByElement(reader, { sql: '"processInstanceKey" = ?', values: [BigInt(processInstanceKey)] });
}

/** How many instances of a definition stand at each element, or passed it; `filter` narrows the instances counted. */
export function definitionStatistics(
  reader: Reader,
  processDefinitionKey: string,
  filter: unknown,
): Record<string, unknown>[] {
  const instances = compileFilter(entities.processInstance, filter);
  return countByElement(reader, {
    sql: `"elementInstanceKey" <> "processInstanceKey" and "processInstanceKey" in
      (select "processInstanceKey" from process_instance
       where ${stillWanted('process_instance')} and "processDefinitionKey" = ? and (${instances.sql}))`,
    values: [BigInt(processDefinitionKey), ...instances.values],
  });
}

function countByElement(reader: Reader, { sql, values }: Query): Record<string, unknown>[] {
  const counted = reader.all({
    sql: `select "elementId",
        sum(state = 'ACTIVE' and "hasIncident" = 0) as active, sum(state = 'TERMINATED') as canceled,
        sum(state = 'ACTIVE' and "hasIncident" = 1) as incidents, sum(state = 'COMPLETED') as completed
      from element_instance where ${stillWanted('element_instance')} and ${sql}
      group by "elementId" order by "elementId"`,
    values,
  });
  return counted.map(asNumbers);
}

/** The variables visible from an element: its own and those of the scopes around it, or the nearest of each name. */
export function visibleVariables(
  reader: Reader,
  elementInstanceKey: string,
  of: 'allScopes' | 'nearestScope',
  request: SearchRequest,
): SearchResult {
  const visible = new Map<unknown, string>();
  const found = reader.all({
    sql: `with recursive scope (key, depth) as (
       select ?1, 0
       union all
       select e."elementInstanceScopeKey", depth + 1 from scope join element_instance e on e."elementInstanceKey" = scope.key
       where e."elementInstanceScopeKey" is not null)
     select "variableKey" as key, name from variable join scope on "scopeKey" = scope.key order by depth`,
    values: [BigInt(elementInstanceKey)],
  });
  for (const { key, name } of found) {
    const place = of === 'nearestScope' ? name : key;
    if (!visible.has(place)) visible.set(place, String(key));
  }
  const filter = { ...(request.filter as object | undefined), variableKey: { $in: [...visible.values()] } };
  return search(reader, 'variable', { ...request, filter });
}

/** One decision instance with what it read and which rules matched, or null. */
export function decisionDetail(reader: Reader, key: string): Record<string, unknown> | null {
  const found = find(reader, 'decisionInstance', key);
  if (found === null) return null;
  const detail = reader.first({
    sql: 'select "evaluatedInputs", "matchedRules" from decision_instance where "decisionEvaluationInstanceKey" = ?',
    values: [key],
  }) as Record<'evaluatedInputs' | 'matchedRules', string>;
  return {
    ...found,
    evaluatedInputs: JSON.parse(detail.evaluatedInputs),
    matchedRules: JSON.parse(detail.matchedRules),
  };
}

/** What a batch does to each of its items, as it was asked for. */
export function batchPlan(reader: Reader, key: string): unknown {
  const found = reader.first({
    sql: 'select plan from batch_operation where "batchOperationKey" = ?',
    values: [BigInt(key)],
  });
  return found === undefined ? null : JSON.parse(String(found.plan));
}

/** Who called whom, from the instance at the top down to this one; empty when it is not known. */
export function callHierarchy(reader: Reader, processInstanceKey: string): Record<string, unknown>[] {
  const called = reader.all({
    sql: `with recursive called (key, depth) as (
       select ?, 0
       union all
       select p."parentProcessInstanceKey", depth + 1 from called join process_instance p on p."processInstanceKey" = called.key
       where p."parentProcessInstanceKey" is not null)
     select p."processInstanceKey", p."processDefinitionKey",
       coalesce(p."processDefinitionName", p."processDefinitionId") as "processDefinitionName"
     from called join process_instance p on p."processInstanceKey" = called.key order by depth desc`,
    values: [BigInt(processInstanceKey)],
  });
  return called.map((row) => ({
    ...row,
    processInstanceKey: String(row.processInstanceKey),
    processDefinitionKey: String(row.processDefinitionKey),
  }));
}

/**
 * The incidents of an instance, or of one of its elements, and of all that lives inside or was called from there: those of
 * the whole hierarchy from which one climbs to it.
 */
export function incidentsWithin(reader: Reader, key: string, request: SearchRequest): SearchResult {
  const rows = {
    sql: `(with recursive climb (incident, key) as (
         select "incidentKey", "elementInstanceKey" from incident where "rootProcessInstanceKey" in
           (select "rootProcessInstanceKey" from process_instance where "processInstanceKey" = ?1
            union all select "rootProcessInstanceKey" from element_instance where "elementInstanceKey" = ?1)
         union
         select incident, coalesce(e."elementInstanceScopeKey", p."parentElementInstanceKey")
         from climb left join element_instance e on e."elementInstanceKey" = climb.key
           left join process_instance p on p."processInstanceKey" = climb.key
         where climb.key is not null and climb.key <> ?1)
       select * from incident where "incidentKey" in (select incident from climb where key = ?1)) as incident`,
    values: [BigInt(key)],
  };
  return searchIn(reader, entities.incident, rows, request);
}

/** The file of a definition that is deleted: what ran by it is still drawn; null when it is not, or not known. */
export function deletedFile(reader: Reader, key: string): string | null {
  const found = reader.first({ sql: 'select content from deleted_file where key = ?', values: [BigInt(key)] });
  return found === undefined ? null : String(found.content) || null;
}
