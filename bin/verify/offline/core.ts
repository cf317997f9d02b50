/** What the page that is opened without a network runs: the verifier of the command, and the verdict that it prints. */
export { verdictOf } from '../verdict.ts';
export { verifyAct } from '../verify-act.ts';
