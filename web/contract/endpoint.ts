import type { z } from 'zod';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** A verb and an address in Express's words: « GET /api/drafts/:id ». It names the endpoint on both sides. */
export type EndpointKey = `${Method} /api/${string}`;

/** What a status answers: JSON of a schema, bytes or text of a media type, or nothing. */
export type Answers = Readonly<Record<number, z.ZodType | string | null>>;

export interface Endpoint {
  /** What it does, in a sentence of the API's description. */
  readonly summary: string;
  /** One schema for each name in the address. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  /** Sent as JSON. */
  readonly body?: z.ZodType;
  /** The body is raw bytes of this media type. */
  readonly upload?: string;
  readonly answers: Answers;
}

/** « /api/drafts/:id/pieces/:pieceId » → 'id' | 'pieceId' */
type NamesIn<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | NamesIn<`/${Tail}`>
    : Rest
  : never;

type ParamsOf<Path extends string> = [NamesIn<Path>] extends [never]
  ? { readonly params?: never }
  : { readonly params: Readonly<Record<NamesIn<Path>, z.ZodType>> };

/**
 * Declares the endpoints of a resource, once for server and screens.
 * @example endpoints({ 'GET /api/drafts/:id': { summary: 'A draft', params: { id: Id }, answers: { 200: DraftView } } })
 */
export const endpoints = <
  const Declared extends {
    readonly [Key in keyof Declared]: Key extends EndpointKey ? Endpoint & ParamsOf<Key> : never;
  },
>(
  declared: Declared,
): Declared => declared;
