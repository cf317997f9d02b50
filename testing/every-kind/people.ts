import type { Role, TaskRole } from '#domain/permissions/role.ts';
import { DEMONSTRATION_ACCOUNTS, NEIGHBOUR_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { PEOPLE, type SeedPerson, STRUCTURES } from '#prisma/seed/ministry.ts';

const ACCOUNTS = [...DEMONSTRATION_ACCOUNTS, ...NEIGHBOUR_ACCOUNTS];

/** Somebody of the demonstration ministry who can sign in. */
export interface Member {
  readonly person: SeedPerson;
  readonly email: string;
  readonly name: string;
  /** Of whoever signs. */
  readonly totpSecret?: string | undefined;
}

const member = (person: SeedPerson): Member[] => {
  const account = ACCOUNTS.find(({ email }) => email === person.email);
  const name = `${person.firstName} ${person.lastName}`;
  return account === undefined ? [] : [{ person, email: account.email, name, totpSecret: account.totpSecret }];
};

/** Those for whom requests are filed: one of each structure, with no right on anyone. */
export const AGENTS: readonly Member[] = PEOPLE.filter(({ rights }) => rights.length === 0).flatMap(member);

/** A structure and those above it, the nearest first. */
export function structuresAbove(code: string): string[] {
  const parent = STRUCTURES.find((structure) => structure.code === code)?.parent;
  return [code, ...(parent ? structuresAbove(parent) : [])];
}

/**
 * Those who hold a role over an agent: of the nearest structure that has any, as the portal asks them. Whoever is away is
 * left out, and so are those of `but`; whoever signs can.
 * @throws {Error} when the ministry has nobody there
 */
export function holders(role: Role, agent: Member, but: readonly Member[] = []): readonly Member[] {
  const isOut = (person: SeedPerson) => person.awayFor !== undefined || but.some((one) => one.person === person);
  for (const code of structuresAbove(agent.person.structure)) {
    const present = PEOPLE.filter((person) => !isOut(person));
    const found = present.filter(({ rights }) => rights.some((right) => right.role === role && right.on === code));
    const able = found.flatMap(member).filter(({ totpSecret }) => role !== 'signataire' || totpSecret !== undefined);
    if (able.length > 0) return able;
  }
  throw new Error(
    `The demonstration ministry has no « ${role} » over ${agent.name}: add one to prisma/seed/ministry.ts`,
  );
}

/** Who files: the agent, or who may start the act for them. */
export const requester = (agent: Member, startedBy: Role | null | undefined): Member =>
  startedBy ? (holders(startedBy, agent)[0] as Member) : agent;

/** In whose hands a task may be. */
export const handsOf = (role: TaskRole, agent: Member, startedBy: Role | null | undefined): readonly Member[] => {
  if (role === 'agent') return [agent];
  if (role === 'superieur-n2') return holders('superieur', agent, holders('superieur', agent));
  return role === 'demandeur' ? [requester(agent, startedBy)] : holders(role, agent);
};
