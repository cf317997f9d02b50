import type { team as french } from '../../fr/pages/team.ts';

export const team: typeof french = {
  title: 'Team absences',
  lead: 'The days when the employees of your structures are away, or ask to be. Neither the reason nor the kind of absence is shown here.',
  previous: 'Previous month',
  next: 'Next month',
  search: 'Search by name or number',
  structure: 'Structure',
  allStructures: 'All structures',
  agent: 'Employee',
  granted: 'Away',
  asked: 'Absence asked for',
  none: 'No absence this month',
  period: 'from {{from}} to {{until}}',
  day: 'on {{from}}',
  seeMonth: 'Team absences that month',
};
