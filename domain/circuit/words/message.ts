import { type ActDatum, datum } from './datum.ts';

/** The message that the portal sends circuits: its request was withdrawn. It comes with `withdrawalId`. */
export const WITHDRAWAL_MESSAGE = 'request-withdrawn';

/** The messages that the portal sends a circuit of a kind that is filed in campaigns: its request is given a post, or none. */
export const CAMPAIGN_MESSAGES = { placed: 'campaign-placed', unplaced: 'campaign-unplaced' } as const;

/** Correlation key of a circuit's messages: the request that its instance plays. */
export const CORRELATION_KEY = '=requestId';

/** What must exist before it is announced: a sealed act, an effect, a refusal by someone. */
export type ToldOutcome = 'seal' | 'effect' | 'refusal';

/**
 * The messages that announce an outcome. A message of another name is free text: it cannot be
 * checked against the facts.
 */
export const MESSAGES_OF_OUTCOME: Readonly<Record<string, ToldOutcome>> = {
  'act-granted': 'seal',
  'act-refused': 'seal',
  'change-applied': 'effect',
  'change-refused': 'refusal',
};

/** Who receives a message of a circuit, wherever it sends it; a block's messages as its calls say. */
export interface Told {
  readonly message: string;
  /** As the circuit names them ({@link RECIPIENTS}). */
  readonly recipients: readonly string[];
}

/**
 * What the body of a circuit's message can name: « {number} ». It is filled in when the message is
 * sent.
 */
export const MESSAGE_DATA: readonly ActDatum[] = [
  datum('number', 'Numéro de la demande', 'Number of the request'),
  datum('title', 'Titre du circuit', 'Title of the circuit'),
  datum('filedOn', 'Jour du dépôt', 'Day of filing'),
  datum('dueOn', 'Jour où la réponse est due', 'Day on which the reply is due', 'text', false),
  datum('silenceOn', 'Jour où le silence vaut réponse', 'Day on which silence is a reply', 'text', false),
  datum('stopUntil', 'Dernier jour pour arrêter', 'Last day to stop it', 'text', false),
];

/** What its subject can name: the number alone, since subjects show on locked screens. */
export const SUBJECT_DATA: readonly ActDatum[] = MESSAGE_DATA.filter(({ path }) => path === 'number');
