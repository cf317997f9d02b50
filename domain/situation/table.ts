import { START_FACTS } from '../circuit/interventions/start-fact.ts';

/**
 * What a table that the portal evaluates may name, beside what its own decisions give:
 *  · answers: those of the form, in clear, by key;
 *  · situation: what stands of each theme that the circuit names on the day of filing, in clear, with `from` and `until`; null
 *    for a theme of which nothing is known, the items of one that is a list;
 *  · filedOn: the day of filing; byAgent: whether the agent filed it;
 *  · postSince: since when the agent is in the post held on the day of filing, null where none is;
 *  · the facts that a circuit may ask for at its start.
 */
export const TABLE_NAMES = ['answers', 'situation', 'filedOn', 'byAgent', 'postSince', ...START_FACTS] as const;

/** An outcome that such a table may give: a word of the circuit, which says nothing of a person. */
export const TABLE_OUTCOME = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * Why such a table gave its step no outcome: it is not there or cannot be read; it could not be evaluated, or several of its rules
 * hold where one may; none does; it answered what the step does not declare.
 */
export const TABLE_LACKS = ['readable-table', 'evaluation', 'rule', 'declared-outcome'] as const;
export type TableLack = (typeof TABLE_LACKS)[number];
