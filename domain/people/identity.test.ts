import { describe, expect, test } from '@jest/globals';
import { type KnownIdentity, linkVerdict } from './identity.ts';

const identity = { issuer: 'https://id.example', subject: 'sub-1', employeeNumber: null };
const invited = { userId: 'claire', employeeNumber: 'A-1', subject: null, takesTwo: false };

describe('an identity that the provider proved', () => {
  test.each<[string, Omit<KnownIdentity, 'numberIsLinked'>, string | null, string]>([
    ['opens the account it is linked to', { opens: 'claire', invited: null }, null, 'open claire'],
    ['opens nothing by itself', { opens: null, invited: null }, null, 'identity-unknown'],
    ['opens nothing by an employee number', { opens: null, invited: null }, 'A-1', 'identity-unknown'],
    ['is linked by an invitation', { opens: null, invited }, null, 'link claire'],
    ['is linked to whoever has its number', { opens: null, invited }, 'A-1', 'link claire'],
    ['of another number is not', { opens: null, invited }, 'A-2', 'identity-of-another'],
    ['of another number is not, though linked', { opens: 'claire', invited }, 'A-2', 'identity-of-another'],
    ['of somebody else takes no second account', { opens: 'hugo', invited }, null, 'identity-taken'],
    ['invited twice opens its account', { opens: 'claire', invited }, null, 'open claire'],
    [
      'is not linked to whoever signs by one who invites',
      { opens: null, invited: { ...invited, takesTwo: true } },
      null,
      'identity-takes-two',
    ],
    [
      'does not replace another one by an invitation',
      { opens: null, invited: { ...invited, subject: 'sub-0' } },
      null,
      'identity-linked',
    ],
  ])('%s', (_, known, employeeNumber, expected) => {
    const said = linkVerdict({ ...identity, employeeNumber }, { ...known, numberIsLinked: false });
    expect(said.verdict === 'refused' ? said.code : `${said.verdict} ${said.userId}`).toBe(expected);
  });

  test('in place of the one that opens the account of its number waits for administrators', () => {
    const known = { opens: null, invited: null, numberIsLinked: true };
    expect(linkVerdict({ ...identity, employeeNumber: 'A-1' }, known)).toEqual({
      ...{ verdict: 'refused', code: 'identity-changed' },
    });
    expect(linkVerdict(identity, { ...known, opens: 'claire' })).toEqual({ verdict: 'open', userId: 'claire' });
  });
});
