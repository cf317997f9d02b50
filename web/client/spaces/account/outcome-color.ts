/** A password that was right and awaits its code is a step of each sign-in with a second factor: neither in nor refused. */
export const outcomeColor = (outcome: string): 'green' | 'gray' | 'red' =>
  outcome === 'signed-in' ? 'green' : outcome === 'password-right' ? 'gray' : 'red';
