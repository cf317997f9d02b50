import { describe, expect, test } from '@jest/globals';
import { type Assistance, assistanceLapse, canRevokeAssistance, namingFault } from './assistant.ts';
import { ROLES, type Role } from './role.ts';

const TODAY = '2026-11-24';
const post = { from: '2025-01-01', until: null };
const someone = (
  personId: string,
  roles: readonly Role[] = [],
  postings: readonly { from: string; until: string | null }[] = [post],
) => ({
  personId,
  postings,
  habilitations: roles.map((role) => ({ role, structurePath: '/root/', ...post, byRight: role === 'signataire' })),
});
const sophie = someone('sophie', ['signataire']);
const agnes = someone('agnes');
const dates = { from: TODAY, until: '2026-12-31' };
const named: Assistance = { signatoryId: 'sophie', assistantId: 'agnes', ...dates, revokedOn: null };

describe('who prepares the desk of a signatory', () => {
  test.each(ROLES)('is named by those who sign: « %s »', (role) => {
    const fault = namingFault(someone('sophie', [role]), agnes, dates, TODAY);
    expect(fault).toBe(role === 'signataire' ? null : 'forbidden');
  });

  test.each(ROLES)('is somebody who neither signs, draws nor administers: « %s »', (role) => {
    const barred = ['signataire', 'analyste', 'administrateur'].includes(role);
    const other = someone('agnes', [role]);
    expect(namingFault(sophie, other, dates, TODAY)).toBe(barred ? 'assistant-barred' : null);
    expect(assistanceLapse(named, { signatory: sophie, assistant: other }, TODAY)).toBe(
      barred ? 'assistant-barred' : null,
    );
  });

  test('is neither oneself nor somebody who left, nor who will sign before its end', () => {
    expect(namingFault(sophie, sophie, dates, TODAY)).toBe('assistant-oneself');
    expect(namingFault(sophie, someone('agnes', [], [{ ...post, until: '2026-11-23' }]), dates, TODAY)).toBe(
      'assistant-unknown',
    );
    const soon = { ...sophie.habilitations[0], from: '2026-12-30' } as (typeof sophie.habilitations)[number];
    expect(namingFault(sophie, { ...agnes, habilitations: [soon] }, dates, TODAY)).toBe('assistant-barred');
  });

  test('ends it as the signatory does; nobody else does', () => {
    const ends = (personId: string) => canRevokeAssistance(someone(personId, [...ROLES]), named);
    expect([ends('sophie'), ends('agnes'), ends('adam')]).toEqual([true, true, false]);
  });

  test.each([
    ['while both are there', named, sophie, agnes, null],
    ['no more once it is revoked', { ...named, revokedOn: TODAY }, sophie, agnes, 'revoked'],
    ['not before its first day', { ...named, from: '2026-11-25' }, sophie, agnes, 'outside-dates'],
    [
      'no more after its last day',
      { ...named, from: '2026-11-01', until: '2026-11-23' },
      sophie,
      agnes,
      'outside-dates',
    ],
    ['no more once the signatory signs nothing', named, someone('sophie'), agnes, 'signatory-left'],
    ['no more once the signatory left', named, someone('sophie', ['signataire'], []), agnes, 'signatory-left'],
    ['no more once the assistant left', named, sophie, someone('agnes', [], []), 'assistant-left'],
    ['no more once the assistant may sign', named, sophie, someone('agnes', ['signataire']), 'assistant-barred'],
  ] as const)('prepares it %s', (_when, assistance, signatory, assistant, lapse) => {
    expect(assistanceLapse(assistance, { signatory, assistant }, TODAY)).toBe(lapse);
  });
});
