import { expect, test } from '@jest/globals';
import { ACCOUNT_MESSAGES } from '#domain/account/notice.ts';
import { DEPOSIT_MESSAGES } from '#domain/archive/notice.ts';
import { CIRCUIT_NOTICES } from '#domain/circuit/words/notice.ts';
import { REFUSED_MESSAGES } from '#domain/decision/refused-decision.ts';
import { ROOT_STANDINGS } from '#domain/evidence/root-standing.ts';
import {
  CANCELLED_MESSAGE,
  CHANGED_MESSAGE,
  INCIDENT_MESSAGE,
  REORGANISED_MESSAGE,
  RIGHT_MESSAGES,
} from '#domain/notice/notice.ts';
import { IDLE_DRAFT_MESSAGE } from '#domain/request/idle-draft.ts';
import { BATCH_MESSAGE } from '#domain/signing/notice.ts';
import { SITUATION_NOTICES } from '#domain/situation/notice.ts';
import { notifications as en } from './en/notifications.ts';
import { notifications as fr } from './fr/notifications.ts';

/** All but the one that is a mail alone: on screen the message of the circuit stands in its place. */
const OWN: readonly string[] = [
  ...[ACCOUNT_MESSAGES, CIRCUIT_NOTICES, DEPOSIT_MESSAGES, REFUSED_MESSAGES, RIGHT_MESSAGES].flat(),
  ...SITUATION_NOTICES,
  ...[BATCH_MESSAGE, CANCELLED_MESSAGE, CHANGED_MESSAGE, IDLE_DRAFT_MESSAGE, INCIDENT_MESSAGE],
  REORGANISED_MESSAGE,
  ...ROOT_STANDINGS.filter((standing) => standing !== 'good').map((standing) => `roots-${standing}`),
];

test.each([
  ['French', fr.messages],
  ['English', en.messages],
])('each message of the portal’s own has its words on the page of notifications, in %s', (_language, messages) => {
  expect(OWN.filter((message) => !Object.hasOwn(messages, message))).toEqual([]);
});
