/** Messages about circuits, to analysts: they are about no request. */
export const CIRCUIT_NOTICES = [
  // To those who may approve: a draft is proposed.
  'circuit-proposed',
  // To the proposer: sent back, or ended by a colleague's change.
  'circuit-returned',
  'circuit-proposal-changed',
  // To both: it is published (a kind, or what circuits share), or what was approved was refused since.
  'circuit-published',
  'part-published',
  'circuit-publication-refused',
  // To every analyst: nothing new starts on a version.
  'circuit-withdrawn',
  // The same of reference grids: to those who may approve, to the proposer.
  'grid-proposed',
  'grid-returned',
  'grid-published',
] as const;
export type CircuitNotice = (typeof CIRCUIT_NOTICES)[number];

export const isCircuitNotice = (message: string): message is CircuitNotice =>
  (CIRCUIT_NOTICES as readonly string[]).includes(message);

/** What such a message is about: a proposal, a grid, or a kind. */
export const aboutProposal = (proposalId: string): string => `circuit-proposal:${proposalId}`;
export const aboutGrid = (name: string): string => `grid:${name}`;
export const aboutKind = (kind: string): string => `circuit:${kind}`;

/** Returns where the portal shows what a message is about. */
export function addressOf(subject: string): string {
  const [what, id = ''] = subject.split(':');
  if (what === 'grid') return `/circuits/grids/${id}`;
  return what === 'circuit-proposal' ? `/circuits/proposals/${id}` : `/circuits/kinds/${id}`;
}
