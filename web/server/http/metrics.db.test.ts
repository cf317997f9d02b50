import { describe, expect, test } from '@jest/globals';
import { recordSeal } from '#prisma/repositories/acts/seal.ts';
import { enqueueAll } from '#prisma/repositories/messages/outbox.ts';
import { aPortal } from '../testing/portal.ts';

const TOKEN = 'what Prometheus shows to read what it counts';

describe('whoever asks for the metrics', () => {
  test.each([
    ['reads them where the portal is tried out', {}, '', 200],
    ['reads nothing in production without a token of the operator', { production: true }, 'Bearer ', 401],
    ['shows the token', { metricsToken: TOKEN }, `Bearer ${TOKEN}`, 200],
    ['shows the token in production', { production: true, metricsToken: TOKEN }, `Bearer ${TOKEN}`, 200],
    ['reads nothing with another token', { metricsToken: TOKEN }, `Bearer ${TOKEN}s`, 401],
    ['reads nothing without one', { metricsToken: TOKEN }, '', 401],
  ])('%s', async (_, settings, authorization, status) => {
    const portal = await aPortal({ settings });
    const answer = await portal.stranger.get('/metrics').set('Authorization', authorization);
    await portal.close();
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(status === 200 ? /harmonie_http_seconds/ : /METRICS_TOKEN/);
  });
});

test('whoever watches the portal sees what waits, what is stopped, and when what is done each day was done last', async () => {
  const portal = await aPortal();
  const { database } = portal.dependencies;
  const read = async () => (await portal.stranger.get('/metrics')).text;
  expect(await read()).toMatch(/^harmonie_requests_stopped 0$/m);
  const before = Math.floor(Date.now() / 1_000);
  const actIds = [1, 2, 3].map(() => crypto.randomUUID());
  await database.transaction((tx) =>
    enqueueAll(
      tx,
      actIds.map((actId) => ({ command: 'archive-act', payload: { actId } })),
    ),
  );
  await recordSeal(database.prisma, { sha256: 'a'.repeat(64), until: new Date('2027-01-01') }, new Date());
  const mailed = await portal.personId('claire.agent');
  await database.prisma.notification.create({
    data: {
      ...{ recipientId: mailed, message: 'account-invited', subject: 'account', dedupeKey: 'metrics' },
      messageId: '<metrics@harmonie.example>',
    },
  });
  const said = await read();
  expect(said).toMatch(/^harmonie_commands_waiting\{command="archive-act"\} 3$/m);
  expect(
    Number(/^harmonie_commands_oldest_seconds\{command="archive-act"\} (\S+)$/m.exec(said)?.[1]),
  ).toBeGreaterThanOrEqual(before);
  expect(said).toMatch(/^harmonie_mails_waiting 1$/m);
  expect(said).toMatch(/^harmonie_seal_end_seconds 1798761600$/m);
  expect(said).toMatch(/^harmonie_daily_root_places_late 0$/m);
  await database.prisma.outbox.updateMany({ data: { doneAt: new Date() } });
  expect(await read()).not.toContain('archive-act');
  await portal.close();
});
