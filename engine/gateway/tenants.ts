import { Refused } from './refused.ts';

/** This engine has a single tenant; a request that names another is refused as a single-tenant cluster does. */
export function checkTenants(request: string, ...tenants: unknown[]): void {
  for (const tenant of tenants) {
    if (tenant !== undefined && tenant !== null && tenant !== '' && tenant !== '<default>') {
      throw new Refused(
        'INVALID_ARGUMENT',
        `Expected to handle ${request} with tenant identifier '${String(tenant)}', but multi-tenancy is disabled`,
      );
    }
  }
}
