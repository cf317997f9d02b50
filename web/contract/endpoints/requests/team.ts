import { endpoints } from '../../endpoint.ts';
import { TeamFilters, TeamPage, TeamQuery } from '../../requests/team.ts';

export const team = endpoints({
  'GET /api/team/absences': {
    summary: 'When the agents of the structures of a superior are away in a month: the days, never the reason',
    query: TeamQuery,
    answers: { 200: TeamPage },
  },
  'GET /api/team/filters': {
    summary: 'Where the agents whom one is the superior of are posted',
    answers: { 200: TeamFilters },
  },
});
