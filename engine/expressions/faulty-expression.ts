/** An expression that cannot be parsed or evaluated. At deployment it refuses the resource, at run time it is an incident. */
export class FaultyExpression extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FaultyExpression';
  }
}
