import { Id } from '../common.ts';
import { endpoints } from '../endpoint.ts';
import { SituationView } from '../situation.ts';

export const situations = endpoints({
  'GET /api/situations/mine': {
    summary: 'What is known of oneself, theme by theme, with its history and what can change it',
    answers: { 200: SituationView },
  },
  'GET /api/situations/:personId': {
    summary: 'The same of an agent one manages; the reading is traced',
    params: { personId: Id },
    answers: { 200: SituationView },
  },
});
