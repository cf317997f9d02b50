import type { Tx } from '#prisma/client.ts';
import type { ProposalFacts } from '#prisma/repositories/administration/proposals.ts';
import { structureNames } from '#prisma/repositories/administration/structures.ts';
import { personName } from '#prisma/repositories/people/people.ts';

interface Words {
  readonly fr: string;
  readonly en: string;
}

/** Roles as screens name them; only those that take two administrators are ever proposed. */
const ROLES: Readonly<Record<string, Words>> = {
  signataire: { fr: 'Signataire', en: 'Signatory' },
  financier: { fr: 'Gestionnaire financier', en: 'Pay manager' },
  analyste: { fr: 'Analyste métier', en: 'Business analyst' },
  administrateur: { fr: 'Administrateur', en: 'Administrator' },
};

/** Describes a proposal for notifications and mails: which power, for whom, where. */
export async function wordsOf(tx: Tx, { kind, personId, structureId, facts }: ProposalFacts): Promise<Words> {
  const person = personId === null ? null : await personName(tx, personId);
  const who = person === null ? '' : `${person.firstName} ${person.lastName}`;
  const parentId = typeof facts.parentId === 'string' ? facts.parentId : null;
  const { name, parent } = await structureNames(tx, structureId, parentId);
  switch (kind) {
    case 'habilitation': {
      const role = ROLES[String(facts.role)] ?? { fr: String(facts.role), en: String(facts.role) };
      return {
        fr: `habilitation « ${role.fr} » de ${who}, ${name}`,
        en: `right “${role.en}” of ${who}, ${name}`,
      };
    }
    case 'delegation':
      return { fr: `délégation de signature à ${who}, ${name}`, en: `delegation of signature to ${who}, ${name}` };
    case 'posting':
      return { fr: `affectation de ${who}, ${name}`, en: `post of ${who}, ${name}` };
    case 'address':
      return { fr: `nouvelle adresse professionnelle de ${who}`, en: `new work address of ${who}` };
    case 'recovery':
      return { fr: `rétablissement du compte de ${who}`, en: `recovery of the account of ${who}` };
    case 'identity':
      return { fr: `nouvelle identité de connexion de ${who}`, en: `new identity to sign in with of ${who}` };
    case 'quality':
      return { fr: `qualité corrigée de ${who}, ${name}`, en: `corrected quality of ${who}, ${name}` };
    case 'move':
      return facts.merge === true
        ? { fr: `fusion de ${name} dans ${parent}`, en: `merger of ${name} into ${parent}` }
        : { fr: `déplacement de ${name} sous ${parent}`, en: `move of ${name} under ${parent}` };
  }
}
