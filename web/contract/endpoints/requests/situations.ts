import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  CorrectableEntry,
  CorrectionAnswer,
  CorrectionCreate,
  CorrectionCreated,
  SituationToday,
  SituationView,
} from '../../requests/situation.ts';

export const situations = endpoints({
  'GET /api/situations/mine': {
    summary: 'What is known of oneself, theme by theme, with its history and what can change it',
    answers: { 200: SituationView },
  },
  'GET /api/situations/mine/today': {
    summary: 'What stands today of each theme of one’s own situation',
    answers: { 200: SituationToday },
  },
  'GET /api/situations/:personId': {
    summary: 'The same of an agent one manages; the reading is traced',
    params: { personId: Id },
    answers: { 200: SituationView },
  },
  'GET /api/situations/:personId/entries/:entryId': {
    summary: 'What a correction of an entry of their situation asks, and whom it takes',
    params: { personId: Id, entryId: Id },
    answers: { 200: CorrectableEntry },
  },
  'POST /api/situations/:personId/entries/:entryId/corrections': {
    summary:
      'Puts an entry right, with a reason: at once, or once another one who keeps the file agrees; the agent is told',
    params: { personId: Id, entryId: Id },
    body: CorrectionCreate,
    answers: { 201: CorrectionCreated },
  },
  'POST /api/situations/:personId/corrections/:correctionId/answer': {
    summary: 'Confirms, refuses or takes back a correction that waits',
    params: { personId: Id, correctionId: Id },
    body: CorrectionAnswer,
    answers: { 204: null },
  },
});
