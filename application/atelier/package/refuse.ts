import type { PackageRefusal } from '#domain/circuit/drafts/package.ts';
import { DomainError, type ErrorParams } from '#domain/errors.ts';

/** Maximum length of a file name in an error. */
const SHOWN = 120;

/**
 * Refuses a package.
 * @throws {DomainError} circuit-package-refused
 */
export function refusePackage(reason: PackageRefusal, { path, ...params }: ErrorParams = {}): never {
  const shown = path === undefined ? {} : { path: String(path).slice(0, SHOWN) };
  throw new DomainError('circuit-package-refused', { reason, ...shown, ...params });
}
