import { civilDay, fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { ProposalRow } from '#web/contract/operations/administration.ts';

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
  | 'appointment'
  | 'reference'
  | 'quality'
  | 'leaving'
  | 'workEmail'
  | 'merge'
>;

/** Names a proposal in words: which power, for whom, where it goes. */
export function useProposalName(): (row: NamedPower) => string {
  const { t, language } = useLanguage();
  return (power) => {
    const { kind, person, structure, parent, role, byRight, reference, quality, workEmail, merge } = power;
    const { powerReference, inNameOf, appointment, leaving } = power;
    const name = person === null ? '' : fullName(person);
    switch (kind) {
      case 'habilitation': {
        const right = role === null ? '' : t(`roles.${role}`);
        const said = [
          ...(byRight ? [t('administration.habilitations.byRight')] : []),
          ...(inNameOf === null ? [] : [t('account.power.forAuthority', { quality: inNameOf })]),
          ...(powerReference === null ? [] : [powerReference]),
          ...(appointment === null
            ? []
            : [
                appointment.reference,
                t('administration.habilitations.appointment.said', {
                  published: appointment.publishedOn === null ? '–' : civilDay(appointment.publishedOn, language),
                  effective: civilDay(appointment.effectiveOn, language),
                }),
              ]),
        ];
        return `${name}, ${right}${said.length > 0 ? ` (${said.join(' ; ')})` : ''}`;
      }
      case 'delegation':
        return t('administration.proposals.delegationTo', { name, reference: reference ?? '' });
      case 'posting':
        return leaving === null
          ? t('administration.proposals.postOf', { name, quality: quality ?? '' })
          : t('administration.proposals.postAfter', { name, quality: quality ?? '', count: leaving });
      case 'quality':
        return t('administration.proposals.qualityOf', { name, quality: quality ?? '' });
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
