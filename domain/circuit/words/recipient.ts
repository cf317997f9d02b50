/** Whom a circuit can name as a recipient (header `recipients` of « notify »). */
export const RECIPIENTS = [
  'agent',
  'demandeur',
  'superieur',
  'gestionnaire',
  'valideur',
  'signataire',
  'financier',
  'agent-known',
  'agent-all',
  'holders',
  'acted',
  'circuit',
] as const;
export type Recipient = (typeof RECIPIENTS)[number];
