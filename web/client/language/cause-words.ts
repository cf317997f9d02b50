/** What an administrator reads of an incident: what happened, and what sets it right. */
export interface CauseWords {
  readonly what: string;
  readonly todo: string;
}
