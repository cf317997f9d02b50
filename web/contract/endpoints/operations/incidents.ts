import { EngineKey, Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  GroupId,
  IncidentGroups,
  IncidentPage,
  IncidentQuery,
  IncidentResolution,
  RetriedPage,
  RetriedQuery,
  RetryAsk,
  RetryAsked,
  RetryChoice,
  RetryPage,
  RetryPreview,
  RetryQuery,
  RetryView,
} from '../../operations/incidents.ts';

export const incidents = endpoints({
  'GET /api/incidents': {
    summary: 'Where circuits are stuck, and why, the oldest first',
    query: IncidentQuery,
    answers: { 200: IncidentPage },
  },
  'POST /api/incidents/:key/resolution': {
    summary: 'Set a stuck step going again, and say why; 202 when the engine is away',
    params: { key: EngineKey },
    body: IncidentResolution,
    answers: { 202: null, 204: null },
  },
  'GET /api/incidents/groups': {
    summary: 'Where circuits are stuck, by cause, the largest group first',
    answers: { 200: IncidentGroups },
  },
  'POST /api/incidents/groups/:group/preview': {
    summary: 'What would be tried again of a group of incidents; nothing is',
    params: { group: GroupId },
    body: RetryChoice,
    answers: { 200: RetryPreview },
  },
  'POST /api/incidents/groups/:group/retry': {
    summary: 'Have the incidents of one cause, or some of them, tried again, and say why',
    params: { group: GroupId },
    body: RetryAsk,
    answers: { 202: RetryAsked },
  },
  'GET /api/incidents/retries': {
    summary:
      'The retries by the group that one asked, and how far they are; everybody’s, for who administers the whole',
    query: RetryQuery,
    answers: { 200: RetryPage },
  },
  'GET /api/incidents/retries/:id': {
    summary: 'One retry, and how far it is',
    params: { id: Id },
    answers: { 200: RetryView },
  },
  'GET /api/incidents/retries/:id/incidents': {
    summary: 'What became of each incident of a retry',
    params: { id: Id },
    query: RetriedQuery,
    answers: { 200: RetriedPage },
  },
});
