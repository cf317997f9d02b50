import { checkTenants } from '../tenants.ts';
import { type Body, optionalText, type TextRule } from './body.ts';

// The patterns and lengths of the API's published description (its identifiers), each in words.

/** Of a process or a decision, as the model has it. */
export const DEFINITION_ID: TextRule = {
  pattern: /^[\p{L}_][\p{L}\p{N}_\-.]*$/u,
  says: "an id: a letter or '_', then letters, digits, '_', '-' or '.'",
};

export const TENANT_ID: TextRule = {
  pattern: /^(<default>|[A-Za-z0-9_@.+-]{1,256})$/,
  says: "'<default>', or 1 to 256 letters, digits, '_', '@', '.', '+' or '-'",
};

/** Refuses a body that names another tenant than the one there is. */
export function checkTenant(body: Body): void {
  checkTenants('request', optionalText(body, 'tenantId', TENANT_ID));
}
