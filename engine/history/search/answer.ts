import type { Question } from '../messages.ts';
import type { Reader } from './reader.ts';
import { find, search } from './search.ts';
import { jobTotals, statistics, usage } from './statistics.ts';
import {
  batchPlan,
  callHierarchy,
  decisionDetail,
  definitionStatistics,
  deletedFile,
  elementStatistics,
  incidentsWithin,
  visibleVariables,
} from './views.ts';

/** What a question finds. @throws {BadQuery} when it cannot be understood. */
export function answer(reader: Reader, question: Question): unknown {
  switch (question.ask) {
    case 'search':
      return search(reader, question.entity, question.request);
    case 'find':
      return find(reader, question.entity, question.key);
    case 'statistics':
      return elementStatistics(reader, question.processInstanceKey);
    case 'definitionStatistics':
      return definitionStatistics(reader, question.processDefinitionKey, question.filter);
    case 'decisionDetail':
      return decisionDetail(reader, question.key);
    case 'batchPlan':
      return batchPlan(reader, question.key);
    case 'deletedFile':
      return deletedFile(reader, question.key);
    case 'callHierarchy':
      return callHierarchy(reader, question.processInstanceKey);
    case 'counts':
      return statistics(reader, question.name, question.request);
    case 'jobTotals':
      return jobTotals(reader, question.filter);
    case 'usage':
      return usage(reader, question.filter);
    case 'incidentsWithin':
      return incidentsWithin(reader, question.key, question.request);
    case 'visibleVariables':
      return visibleVariables(reader, question.elementInstanceKey, question.of, question.request);
  }
}
