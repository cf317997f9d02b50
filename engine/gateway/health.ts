import type { GatewayContext } from './context.ts';

/** Whether the engine takes work and searches are answered: what a load balancer asks, without signing in. */
export function isUp({ engine, history }: Pick<GatewayContext, 'engine' | 'history'>): boolean {
  return history.failure === null && engine.trouble === null;
}
