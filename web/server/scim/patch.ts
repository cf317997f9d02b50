import { z } from 'zod';
import { ENTERPRISE, PATCH, ScimProblem } from './words.ts';

export const PatchBody = z.object({
  schemas: z.array(z.string().max(200)).refine((all) => all.includes(PATCH), { error: `must name ${PATCH}` }),
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(500).nullish(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type PatchBody = z.infer<typeof PatchBody>;

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Attributes that the portal reads, by the name that their path has, folded. */
const READ = ['userName', 'externalId', 'title', 'userType', 'preferredLanguage', 'active', 'emails', 'name'] as const;

/**
 * A user's body with the operations of a PATCH applied, in their order. What the portal does not read is left alone, as in a
 * body; names of attributes are compared without regard to capitals.
 * @throws {ScimProblem} invalidPath
 */
export function patched(resource: object, { Operations }: PatchBody): Bag {
  const body: Bag = structuredClone(resource) as Bag;
  for (const { op, path, value } of Operations) {
    const given = op === 'remove' ? null : value;
    if (path !== undefined && path !== null) set(body, path.trim(), given);
    else if (isBag(given)) for (const [name, inner] of Object.entries(given)) set(body, name, inner);
    else throw new ScimProblem(400, 'Without a path, an operation has an object as its value.', 'invalidValue');
  }
  return body;
}

const COMPANY = ['employeeNumber', 'department'];

function set(body: Bag, path: string, value: unknown): void {
  if (path.toLowerCase().startsWith(ENTERPRISE.toLowerCase())) {
    const name = path.slice(ENTERPRISE.length + 1);
    const given: Bag = name === '' ? (isBag(value) ? value : {}) : { [name]: value };
    const company = inner(body, ENTERPRISE);
    for (const [each, said] of Object.entries(given)) put(company, COMPANY, each, said);
    return;
  }
  const bare = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/i, '');
  if (!/^[\w.[\]" :$-]{1,300}$/.test(bare)) throw new ScimProblem(400, 'That path is not understood.', 'invalidPath');
  const [, inName] = /^name\.(\w{1,40})$/i.exec(bare) ?? [];
  if (/^emails(?:\[[^\]]{1,100}\])?\.value$/i.test(bare))
    body.emails = value === null ? [] : [{ value, type: 'work', primary: true }];
  else if (inName !== undefined) put(inner(body, 'name'), ['givenName', 'familyName'], inName, value);
  else put(body, READ, bare, value);
}

/** The object at a name, made where there is none. */
function inner(body: Bag, name: string): Bag {
  const there = body[name];
  if (isBag(there)) return there;
  const made: Bag = {};
  body[name] = made;
  return made;
}

function put(bag: Bag, known: readonly string[], name: string, value: unknown): void {
  const attribute = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (attribute === undefined) return;
  if (attribute === 'name' && isBag(value)) bag.name = { ...(bag.name as Bag), ...value };
  else bag[attribute] = value;
}
