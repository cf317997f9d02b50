/** Whom a circuit can name as a recipient (header `recipients` of « notify »). */
export const RECIPIENTS = [
  'agent',
  'demandeur',
  'superieur',
  'superieur-n2',
  'gestionnaire',
  'valideur',
  'signataire',
  'financier',
  'referent-deontologue',
  'administration-accueil',
  'agent-known',
  'agent-all',
  'holders',
  'acted',
  'circuit',
] as const;
export type Recipient = (typeof RECIPIENTS)[number];
