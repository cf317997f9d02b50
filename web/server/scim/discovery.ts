import { ENTERPRISE, GROUP, USER } from './words.ts';

/** What the portal understands of SCIM (RFC 7643, 5). */
export const serviceProvider = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 100 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Bearer token', description: 'Made and ended by administrators of the portal' },
  ],
};

export const resourceTypes = [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...{ id: 'User', name: 'User', endpoint: '/Users', schema: USER },
    schemaExtensions: [{ schema: ENTERPRISE, required: true }],
  },
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...{ id: 'Group', name: 'Group', endpoint: '/Groups', schema: GROUP },
  },
];

const attribute = (name: string, more: object = {}) => ({
  ...{ name, type: 'string', multiValued: false, required: false, caseExact: false },
  ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
  ...more,
});

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
export const schemas = [
  {
    ...{ schemas: [SCHEMA], id: USER, name: 'User', description: 'A person of the ministry' },
    attributes: [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('externalId', { caseExact: true, uniqueness: 'server' }),
      attribute('name', {
        ...{ type: 'complex', required: true },
        subAttributes: [attribute('givenName', { required: true }), attribute('familyName', { required: true })],
      }),
      attribute('emails', {
        type: 'complex',
        multiValued: true,
        subAttributes: [attribute('value'), attribute('type')],
      }),
      attribute('title'),
      attribute('userType'),
      attribute('preferredLanguage'),
      attribute('active', { type: 'boolean' }),
    ],
  },
  {
    ...{ schemas: [SCHEMA], id: GROUP, name: 'Group', description: 'Gives what an administrator says, or nothing' },
    attributes: [
      attribute('displayName', { required: true }),
      attribute('externalId', { caseExact: true, uniqueness: 'server' }),
      attribute('members', { type: 'complex', multiValued: true, subAttributes: [attribute('value')] }),
    ],
  },
  {
    ...{ schemas: [SCHEMA], id: ENTERPRISE, name: 'EnterpriseUser', description: 'Number, and code of the structure' },
    attributes: [attribute('employeeNumber'), attribute('department')],
  },
];
