import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { History } from '../history/history.ts';
import type { Engine } from '../processing/protocol.ts';

/** What Prometheus can read of an engine. */
export interface GatewayMetrics {
  readonly registry: Registry;
  /** One call answered: protocol, what was called, how it ended, how long it took. */
  answered(protocol: 'grpc' | 'rest', call: string, outcome: string, seconds: number): void;
}

/** Registers the gateway's metrics over an engine, its history and its polls. */
export function gatewayMetrics(engine: Engine, history: History, polls: { readonly waiting: number }): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: 'engine_calls_total',
    help: 'Calls answered, by protocol, call and outcome',
    labelNames: ['protocol', 'call', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'engine_call_seconds',
    help: 'Time to answer a call, long polls included',
    labelNames: ['protocol', 'call'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('engine_jobs', 'Jobs not ended', () => engine.state.jobs.size);
  gauge('engine_user_tasks', 'User tasks not ended', () => engine.state.userTasks.size);
  gauge('engine_incidents', 'Incidents open', () => engine.state.incidents.size);
  gauge('engine_timers', 'Timers waiting', () => engine.state.timers.size);
  gauge('engine_committed_position', 'Position of the last committed event', () => engine.committedPosition);
  gauge('engine_polls_waiting', 'Long polls waiting for a job', () => polls.waiting);
  gauge('engine_history_up', '1 while searches work', () => (history.failure === null ? 1 : 0));
  gauge(
    'engine_history_missing_indexes',
    'Indexes of the history yet to be made after an upgrade: searches take longer meanwhile',
    () => history.missingIndexes,
  );
  return {
    registry,
    answered: (protocol, call, outcome, took) => {
      calls.inc({ protocol, call, outcome });
      seconds.observe({ protocol, call }, took);
    },
  };
}
