/** A decision was evaluated: history only. */
export function decisionEvaluated(): void {
  // nothing alive depends on it
}
