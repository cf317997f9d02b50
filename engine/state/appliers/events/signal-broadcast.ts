/** Nobody keeps a signal: whoever waits for it is moved by other events. */
export function signalBroadcast(): void {}
