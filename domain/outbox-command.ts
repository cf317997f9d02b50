/**
 * What the server asks the workers to do, kept until done. Payloads hold identifiers only: the workers read the facts
 * where they are written, and check rights again.
 */
export interface OutboxPayloads {
  /** Start the instance that plays a filed request. */
  'start-instance': { readonly requestId: string };
  /** Complete the task with the decision of this intent. */
  'complete-task': { readonly intentId: string };
  /** Give the task to a person, or back to all its holders. */
  'assign-task': { readonly taskKey: string; readonly personId: string | null };
  withdraw: { readonly withdrawalId: string };
  /** Typeset the act as this person would sign it today. */
  'render-preview': { readonly taskKey: string; readonly signerId: string };
  'resolve-incident': { readonly incidentKey: string; readonly reason: string; readonly actorId: string };
  /** Say all that is wrong in a draft of a circuit. Nobody waits for the answer after `until`. */
  'check-circuit': { readonly draftId: string; readonly until: string };
  /** Typeset a template of a draft with sample data. */
  'preview-circuit-act': { readonly draftId: string; readonly template: string; readonly until: string };
  /** Make a draft the version that new requests start on; `over` is the version it may replace. */
  'publish-circuit': {
    readonly draftId: string;
    readonly actorId: string;
    readonly reason: string;
    readonly over: string | null;
  };
}

export type OutboxCommandName = keyof OutboxPayloads;

/** One of the commands, with its payload. */
export type OutboxCommand = {
  [Name in OutboxCommandName]: { readonly command: Name; readonly payload: OutboxPayloads[Name] };
}[OutboxCommandName];
