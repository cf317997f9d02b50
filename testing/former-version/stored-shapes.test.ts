import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { noticeParams } from '#domain/notice/notice-detail.ts';
import { type OutboxCommandName, readPayload } from '#domain/outbox/outbox-command.ts';
import { eventParams, type RequestEventKind, readEventDetail } from '#domain/request/request-event.ts';
import { type FormerState, ROWS } from './state.ts';

const packed = readFileSync(path.join(import.meta.dirname, '0.1.0', ROWS));
const { tables } = JSON.parse(zstdDecompressSync(packed).toString()) as FormerState;
const rowsOf = <Row>(table: string): Row[] => (tables[table]?.rows ?? []).map((row) => JSON.parse(row) as Row);

test('each event of requests that 0.1.0 left is read whole', () => {
  const events = rowsOf<{ kind: string; detail: object }>('request_event');
  expect(events.length).toBeGreaterThan(200);
  for (const { kind, detail } of events) {
    expect({ kind, detail: readEventDetail(kind as RequestEventKind, detail) }).toEqual({ kind, detail });
    expect(eventParams(kind, detail)).not.toBeNull();
  }
});

test('each command that 0.1.0 left, carried out or not, is read whole', () => {
  const commands = rowsOf<{ command: OutboxCommandName; payload: object }>('outbox');
  expect(commands.length).toBeGreaterThan(90);
  for (const { command, payload } of commands)
    expect({ command, payload: readPayload(command, payload) }).toEqual({ command, payload });
});

test('each notification that 0.1.0 left is read whole', () => {
  const notices = rowsOf<{ message: string; detail: object }>('notification');
  expect(notices.length).toBeGreaterThan(100);
  for (const { message, detail } of notices)
    expect({ message, detail: noticeParams(message, detail) }).toEqual({ message, detail });
});
