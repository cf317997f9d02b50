import { expect, test } from '@jest/globals';
import type { Me } from '#web/contract/account/me.ts';
import { linksOf } from './spaces.ts';

const holding = (...roles: string[]) => ({ habilitations: roles.map((role) => ({ role })) }) as unknown as Me;

test('of those who share the space of valideurs, whoever publishes campaigns is offered them, and superiors their team; all have a desk', () => {
  const offered = (me: Me) => linksOf('valideur', me).map(({ to }) => to);
  expect(offered(holding('valideur'))).toEqual(['/tasks', '/desk', '/decisions', '/campaigns']);
  expect(offered(holding('superieur'))).toEqual(['/tasks', '/desk', '/decisions', '/acts/team']);
  expect(offered(holding('signataire'))).toEqual(['/tasks', '/desk', '/decisions']);
});
