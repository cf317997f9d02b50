/** Returns the error that work fails with; null when it succeeds. */
export const fault = (work: Promise<unknown>): Promise<Error | null> =>
  work.then(
    () => null,
    (error: Error) => error,
  );
