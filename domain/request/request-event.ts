/**
 * The dated steps that people read in the progress tab. Each is written once per business fact: `factKey` names the fact
 * (« decision:<id> »), so that a job delivered twice writes it once.
 */
export const REQUEST_EVENT_KINDS = {
  filed: 'The agent filed the request.',
  registered: 'The circuit took it in charge.',
  acknowledged: 'The acknowledgement was sent.',
  deadline: 'The clocks were set; detail: dueAt, silenceAt, onComplement (what a complement does to them).',
  delay: 'A delay began to run; detail: until.',
  reminded: 'The holder was reminded.',
  table: 'A table of the circuit was evaluated; detail: table, result.',
  decision: 'Someone decided; detail: decision (kind), outcome, template.',
  'complement-asked': 'The request went back to the agent.',
  'complement-given': 'The agent completed it.',
  'act-incomplete': 'The act could not be drafted: something the law requires is missing; detail: template, missing.',
  drafted: 'An act was drafted; detail: template.',
  sealed: 'The signed act was sealed and filed; detail: template, dossierNumber.',
  silence: 'The legal delay ran out without an answer; detail: means.',
  'withdrawal-asked': 'The agent asked to withdraw.',
  withdrawn: 'The circuit accepted the withdrawal.',
  'withdrawal-refused': 'Too late to withdraw.',
  'cooling-off': 'Everyone agreed; it waits, and the agent can still stop it; detail: until, payMonth.',
  'pay-piece': 'What the decision changes in pay was handed to the finance office; detail: month.',
  applied: 'The agent’s situation was changed accordingly.',
  undone: 'What an earlier act had changed in the agent’s situation was undone.',
  reorganised:
    'Its structure moved, merged, closed or goes on after all, and it goes on; detail: change, structure, into.',
  migrated: 'It goes on by another version of its circuit; detail: from, to (their numbers).',
  notified: 'Everyone in the circuit was notified; detail: message, count.',
  posted: 'A manager recorded that the act was sent by post; detail: trackingNumber, sentOn.',
  'post-received': 'A manager recorded when that was received; detail: trackingNumber, receivedOn.',
  'post-corrected': 'A manager corrected that day; detail: trackingNumber, receivedOn, formerly, reason.',
  closed: 'The circuit ended; detail: outcome.',
  receipted: 'The receipt of what was decided without an act was sealed and filed; detail: dossierNumber.',
  moved: 'An operator moved it to another step; detail: from, to, reason.',
  'fact-set': 'An operator put a fact of its circuit right; detail: name, value, former, reason.',
  cancelled: 'An operator ended it, whose circuit led nowhere any more; detail: reason.',
} as const;

export type RequestEventKind = keyof typeof REQUEST_EVENT_KINDS;

/** The key of a fact that happens once a request, or once per named thing. */
export function factKey(kind: RequestEventKind, of?: string): string {
  return of === undefined ? kind : `${kind}:${of}`;
}
