import type { ProposalRow } from '../../../../contract/administration.ts';
import { fullName } from '../../../language/format.ts';
import { useLanguage } from '../../../language/use-language.ts';

/** What names a power, whoever proposes it. */
export type NamedPower = Pick<
  ProposalRow,
  'kind' | 'person' | 'structure' | 'parent' | 'role' | 'byRight' | 'reference' | 'quality' | 'workEmail' | 'merge'
>;

/** Names a proposal in words: which power, for whom, where it goes. */
export function useProposalName(): (row: NamedPower) => string {
  const { t } = useLanguage();
  return ({ kind, person, structure, parent, role, byRight, reference, quality, workEmail, merge }) => {
    const name = person === null ? '' : fullName(person);
    switch (kind) {
      case 'habilitation': {
        const right = role === null ? '' : t(`roles.${role}`);
        return `${name}, ${right}${byRight ? ` (${t('administration.habilitations.byRight')})` : ''}`;
      }
      case 'delegation':
        return t('administration.proposals.delegationTo', { name, reference: reference ?? '' });
      case 'posting':
        return t('administration.proposals.postOf', { name, quality: quality ?? '' });
      case 'address':
        return t('administration.proposals.addressOf', { name, address: workEmail ?? '' });
      case 'recovery':
        return t('administration.proposals.recoveryOf', { name });
      case 'identity':
        return t('administration.proposals.identityOf', { name });
      case 'move':
        return t(merge ? 'administration.proposals.mergerOf' : 'administration.proposals.moveOf', {
          ...{ name: structure.name, parent: parent?.name ?? '' },
        });
    }
  };
}
