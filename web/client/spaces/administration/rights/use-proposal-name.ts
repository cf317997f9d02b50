import type { ProposalRow } from '../../../../contract/administration.ts';
import { fullName } from '../../../language/format.ts';
import { useLanguage } from '../../../language/use-language.ts';

/** What names a power, whoever proposes it. */
export type NamedPower = Pick<
  ProposalRow,
  | 'kind'
  | 'person'
  | 'structure'
  | 'parent'
  | 'role'
  | 'byRight'
  | 'powerReference'
  | 'inNameOf'
  | 'reference'
  | 'quality'
  | 'workEmail'
  | 'merge'
>;

/** Names a proposal in words: which power, for whom, where it goes. */
export function useProposalName(): (row: NamedPower) => string {
  const { t } = useLanguage();
  return (power) => {
    const { kind, person, structure, parent, role, byRight, reference, quality, workEmail, merge } = power;
    const { powerReference, inNameOf } = power;
    const name = person === null ? '' : fullName(person);
    switch (kind) {
      case 'habilitation': {
        const right = role === null ? '' : t(`roles.${role}`);
        const said = [
          ...(byRight ? [t('administration.habilitations.byRight')] : []),
          ...(inNameOf === null ? [] : [t('administration.habilitations.forAuthority', { quality: inNameOf })]),
          ...(powerReference === null ? [] : [powerReference]),
        ];
        return `${name}, ${right}${said.length > 0 ? ` (${said.join(' ; ')})` : ''}`;
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
