import type { Me, Space } from '#web/contract/account/me.ts';
import { fullName } from '../language/format.ts';
import type { Texts } from '../language/texts.ts';

export interface SpaceLink {
  to: string;
  text: keyof Texts['shell']['links'];
  /** Whom the text names. */
  person?: string;
  /** Which of the counts of the person is shown beside the link. */
  count?: keyof Me['counts'];
}

/** The home of each space. */
export const SPACE_HOME: Record<Space, string> = {
  agent: '/',
  gestionnaire: '/followed',
  valideur: '/tasks',
  paye: '/pay',
  circuits: '/circuits',
  exploitation: '/operations',
};

const SPACE_LINKS: Record<Space, SpaceLink[]> = {
  agent: [
    { to: '/', text: 'home' },
    { to: '/catalogue', text: 'catalogue' },
    { to: '/requests', text: 'myRequests', count: 'openRequests' },
    { to: '/situation', text: 'mySituation' },
    { to: '/dossier', text: 'myDossier' },
    { to: '/notifications', text: 'notifications', count: 'unreadNotifications' },
  ],
  gestionnaire: [
    { to: '/followed', text: 'followed' },
    { to: '/tasks', text: 'tasks', count: 'tasks' },
    { to: '/desk', text: 'desk' },
    { to: '/people', text: 'people' },
    { to: '/registry', text: 'registry' },
    { to: '/acts/new', text: 'startAct' },
    { to: '/acts/batches', text: 'actBatches' },
    { to: '/campaigns', text: 'campaigns' },
  ],
  valideur: [
    { to: '/tasks', text: 'tasks', count: 'tasks' },
    { to: '/desk', text: 'desk' },
    { to: '/decisions', text: 'decisions' },
    { to: '/campaigns', text: 'campaigns' },
    { to: '/acts/team', text: 'startAct' },
  ],
  paye: [
    { to: '/pay', text: 'pay' },
    { to: '/pay/batches', text: 'payBatches' },
    { to: '/tasks', text: 'tasks', count: 'tasks' },
    { to: '/desk', text: 'desk' },
  ],
  circuits: [
    { to: '/circuits', text: 'circuits' },
    { to: '/circuits/blocks', text: 'blocks' },
    { to: '/circuits/themes', text: 'themes' },
    { to: '/circuits/grids', text: 'grids' },
  ],
  exploitation: [
    { to: '/operations', text: 'operations' },
    { to: '/operations/circuits', text: 'running' },
    { to: '/operations/instances', text: 'instances' },
    { to: '/administration/structures', text: 'structures' },
    { to: '/administration/persons', text: 'persons' },
    { to: '/administration/imports', text: 'imports' },
    { to: '/administration/scim-tokens', text: 'scim' },
    { to: '/administration/postings', text: 'postings' },
    { to: '/administration/habilitations', text: 'habilitations' },
    { to: '/administration/proposals', text: 'proposals' },
    { to: '/administration/provisioned-rights', text: 'provisioned' },
    { to: '/administration/delegations', text: 'delegations' },
    { to: '/administration/absences', text: 'absences' },
    { to: '/administration/openings', text: 'openings' },
    { to: '/administration/sign-ins', text: 'signIns' },
    { to: '/administration/audit', text: 'audit' },
    { to: '/circuits', text: 'circuits' },
  ],
};

/** The links of a space, for the side navigation. An agent without any other space finds what waits for them here too. */
export function linksOf(space: Space, me: Me): SpaceLink[] {
  const links = SPACE_LINKS[space];
  if (space === 'valideur')
    return links.filter(
      ({ to }) => (to !== '/acts/team' || isSuperior(me)) && (to !== '/campaigns' || publishesCampaigns(me)),
    );
  if (space === 'paye' && !isFinance(me)) return links.filter(({ to }) => to !== '/tasks' && to !== '/desk');
  if (space === 'circuits' || space === 'exploitation') {
    return links.filter((link) => link.to !== '/circuits' || me.spaces.includes('circuits'));
  }
  if (space === 'agent' && taskSpace(me) === 'agent') return [...links.slice(0, 3), ...workOf(me), ...links.slice(3)];
  return links;
}

/** What an agent has to do for others, where no other space of theirs has it: in those, one's own desk leads to the others. */
const workOf = ({ counts, preparesDesksOf }: Me): SpaceLink[] => [
  ...(counts.tasks > 0 ? [{ to: '/tasks', text: 'tasks', count: 'tasks' } as const] : []),
  ...preparesDesksOf.map((signatory) => ({
    ...{ to: `/desk/${signatory.id}`, text: 'preparedDesk' as const, person: fullName(signatory) },
  })),
];

/** In which space a person starts something for an agent: as who keeps their file, or else as their superior. */
export const startingSpace = (me: Me): Space => (me.spaces.includes('gestionnaire') ? 'gestionnaire' : 'valideur');

/** Where they choose for whom. */
export const startingList = (me: Me): string => (startingSpace(me) === 'gestionnaire' ? '/acts/new' : '/acts/team');

/** In which space a person finds the tasks that wait for them. */
export function taskSpace(me: Me): Space {
  if (me.spaces.includes('valideur')) return 'valideur';
  if (me.spaces.includes('gestionnaire')) return 'gestionnaire';
  return isFinance(me) ? 'paye' : 'agent';
}

/** Whoever is the superior of agents sees when they are away. */
export const isSuperior = (me: Me): boolean => me.habilitations.some(({ role }) => role === 'superieur');

/** Whoever signs acts has them on a desk. */
export const signs = (me: Me): boolean => me.habilitations.some(({ role }) => role === 'signataire');

/** Superiors and signatories share a space with whoever publishes campaigns, and read none. */
const publishesCampaigns = (me: Me): boolean => me.habilitations.some(({ role }) => role === 'valideur');

/** Budget checks come to the finance office; nothing ever waits for the comptable. */
const isFinance = (me: Me): boolean => me.habilitations.some(({ role }) => role === 'financier');
