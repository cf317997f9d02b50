import { START_FACTS } from './interventions/start-fact.ts';

/**
 * Names that a table evaluated by the portal may use, besides the results of its own decisions:
 * · answers: those of the form, in clear, by key;
 * · situation: by theme that the circuit names, the entry in force on the day of filing, in clear,
 * with `from` and `until`; null if nothing is known; the items if it is a list;
 * · filedOn: the day of filing; byAgent: whether the agent filed it;
 * · postSince: since when the agent has held the post of the day of filing; null: no post;
 * · the facts that a circuit may ask for at its start.
 */
export const TABLE_NAMES = ['answers', 'situation', 'filedOn', 'byAgent', 'postSince', ...START_FACTS] as const;

/**
 * An outcome that such a table may give: a word of the circuit, which reveals nothing about a
 * person.
 */
export const TABLE_OUTCOME = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * Why such a table gave its step no outcome: it is missing or cannot be read; it failed to
 * evaluate, or several rules match where one may; none matches; its answer is not one that the step
 * declares.
 */
export const TABLE_LACKS = ['readable-table', 'evaluation', 'rule', 'declared-outcome'] as const;
/** A reason why a table gave no outcome. */
export type TableLack = (typeof TABLE_LACKS)[number];
