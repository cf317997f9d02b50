import type { PackageRefusal } from '#domain/circuit/drafts/package.ts';
import { DomainError, type ErrorParams } from '#domain/errors.ts';

/** Longest name of a file that is said back. */
const SHOWN = 120;

/** @throws {DomainError} circuit-package-refused */
export function refusePackage(reason: PackageRefusal, { path, ...params }: ErrorParams = {}): never {
  const shown = path === undefined ? {} : { path: String(path).slice(0, SHOWN) };
  throw new DomainError('circuit-package-refused', { reason, ...shown, ...params });
}
