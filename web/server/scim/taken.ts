import type { DomainError } from '#domain/errors.ts';

/** What another one has already, and what to do about it, but not who; null: the problem is another one. */
export function takenWords({ code, params }: DomainError): string | null {
  switch (code) {
    case 'number-taken':
      return ofPerson('employeeNumber', 'employee number');
    case 'address-taken':
      return ofPerson('emails', 'work address');
    case 'scim-taken':
      return params.what === 'employeeNumber' ? KNOWN : ofUser(String(params.what));
    default:
      return null;
  }
}

const ofPerson = (attribute: string, name: string): string =>
  `${attribute}: another person of the portal has this ${name}, and nothing was changed. Correct it in the directory; or, where it is right, have an administrator correct that person (« Personnes »), then make this call again.`;

const ofUser = (attribute: string): string =>
  `${attribute}: another resource has this value, and nothing was changed. Look it up (filter=${attribute} eq "…") and change that one, or give another value.`;

const KNOWN =
  'employeeNumber: the person with this number is another user here already, and nothing was created. Look that user up and change it, or correct the number in the directory.';
