/**
 * What a change of a person's situation requires, the weakest first:
 * · self: the agent filed it, signed in;
 * · checked: an entitled person, who is not the agent, decided for it;
 * · act: an act of this very request was sealed, signed by a person with the power to;
 * · two-person: a proof of identity at filing, a call back (or a meeting in person), two people of
 * whom one is of finance, the end of the time to stop it, the agent alerted beforehand; call and
 * alert at what was known before (known-contacts.ts).
 */
export const GUARANTEES = ['self', 'checked', 'act', 'two-person'] as const;
/** What a change of a person's situation requires. */
export type Guarantee = (typeof GUARANTEES)[number];
