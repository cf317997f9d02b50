/** A start that cannot go on, in words for the operator; printed without a stack. */
export class StartFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartFailure';
  }
}
