import { DEMONSTRATION_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { PEOPLE } from '#prisma/seed/ministry.ts';

const account = (firstName: string) => {
  const found = DEMONSTRATION_ACCOUNTS.find(({ email }) => email.startsWith(`${firstName}.`));
  const person = PEOPLE.find(({ email }) => email === found?.email);
  if (!found || !person) throw new Error(`Nobody is called ${firstName}`);
  return { ...found, name: `${person.firstName} ${person.lastName}` };
};

/** One person of each kind, in the demonstration ministry; of analysts two: one proposes, the other approves. */
export const CAST = {
  agent: account('claire'),
  superior: account('paul'),
  gestionnaire: account('nadia'),
  validator: account('victor'),
  signatory: account('sophie'),
  financier: account('felix'),
  comptable: account('denise'),
  analyst: account('alice'),
  approver: account('bruno'),
  administrator: account('adam'),
  otherAdministrator: account('agathe'),
};
