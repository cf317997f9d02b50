import { describe, expect, test } from '@jest/globals';
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
