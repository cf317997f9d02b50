import type { z } from 'zod';
import type { Answers } from './endpoint.ts';
import { account } from './endpoints/account/account.ts';
import { me } from './endpoints/account/me.ts';
import { scim } from './endpoints/account/scim.ts';
import { signIn } from './endpoints/account/sign-in.ts';
import { atelier } from './endpoints/circuits/atelier.ts';
import { circuits } from './endpoints/circuits/circuits.ts';
import { grids } from './endpoints/circuits/grids.ts';
import { packages } from './endpoints/circuits/packages.ts';
import { parts } from './endpoints/circuits/parts.ts';
import { administration } from './endpoints/operations/administration.ts';
import { audit } from './endpoints/operations/audit.ts';
import { campaigns } from './endpoints/operations/campaigns.ts';
import { imports } from './endpoints/operations/imports.ts';
import { incidents } from './endpoints/operations/incidents.ts';
import { interventions } from './endpoints/operations/interventions.ts';
import { operations } from './endpoints/operations/operations.ts';
import { persons } from './endpoints/operations/persons.ts';
import { catalogue } from './endpoints/requests/catalogue.ts';
import { dossiers } from './endpoints/requests/dossiers.ts';
import { drafts } from './endpoints/requests/drafts.ts';
import { pay } from './endpoints/requests/pay.ts';
import { requests } from './endpoints/requests/requests.ts';
import { situations } from './endpoints/requests/situations.ts';
import { tasks } from './endpoints/requests/tasks.ts';
import { team } from './endpoints/requests/team.ts';
import { actBatches } from './endpoints/signing/act-batches.ts';
import { decisionBatches } from './endpoints/signing/decision-batches.ts';
import { registry } from './endpoints/signing/registry.ts';
import { signing } from './endpoints/signing/signing.ts';
import { signingBatches } from './endpoints/signing/signing-batches.ts';
import { verification } from './endpoints/signing/verification.ts';

/**
 * Every endpoint of the portal, by name: what the server serves, what screens call, what the OpenAPI document describes.
 * Screens import its type alone, so that no schema goes with it to the browser.
 */
export const api = {
  ...operations,
  ...incidents,
  ...interventions,
  ...me,
  ...account,
  ...signIn,
  ...signing,
  ...catalogue,
  ...drafts,
  ...actBatches,
  ...campaigns,
  ...requests,
  ...registry,
  ...verification,
  ...tasks,
  ...signingBatches,
  ...decisionBatches,
  ...team,
  ...dossiers,
  ...situations,
  ...pay,
  ...circuits,
  ...atelier,
  ...packages,
  ...grids,
  ...parts,
  ...administration,
  ...persons,
  ...imports,
  ...scim,
  ...audit,
};

export type Api = typeof api;
/** « GET /api/drafts/:id » */
export type EndpointName = keyof Api;

type Shape = Readonly<Record<string, z.ZodType>>;
type Answered<Answer> = Answer extends z.ZodType ? z.output<Answer> : undefined;

/** What the server reads of a call, once its schemas have. */
export type Params<Name extends EndpointName> = Api[Name] extends { params: infer P extends Shape }
  ? { [Key in keyof P]: z.output<P[Key]> }
  : undefined;
export type Query<Name extends EndpointName> = Api[Name] extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : undefined;
export type Body<Name extends EndpointName> = Api[Name] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : undefined;

/** What is answered: each declared status with the body that goes with it; nothing where the handler writes bytes. */
export type Answer<Name extends EndpointName> = Name extends EndpointName ? AnyOf<Api[Name]['answers']> : never;
type AnyOf<A extends Answers> = {
  [Status in keyof A]: A[Status] extends z.ZodType
    ? { readonly status: Status; readonly body: z.output<A[Status]> }
    : A[Status] extends string
      ? undefined
      : { readonly status: Status; readonly body?: undefined };
}[keyof A];

/** What a caller gets when all goes well: bytes (PDF), text of another media type, what JSON holds, or nothing. */
export type Success<Name extends EndpointName> = {
  [Status in keyof Api[Name]['answers']]: `${Status & number}` extends `2${string}`
    ? Api[Name]['answers'][Status] extends 'application/pdf'
      ? Blob
      : Api[Name]['answers'][Status] extends string
        ? string
        : Answered<Api[Name]['answers'][Status]>
    : never;
}[keyof Api[Name]['answers']];

/** What a caller says in the address. */
export type Placed<Name extends EndpointName> = (Api[Name] extends { params: infer P extends Shape }
  ? { readonly params: { readonly [Key in keyof P]: z.input<P[Key]> } }
  : unknown) &
  (Api[Name] extends { query: infer Q extends z.ZodType }
    ? Record<string, never> extends z.input<Q>
      ? { readonly query?: z.input<Q> }
      : { readonly query: z.input<Q> }
    : unknown);

/** The body that a caller sends, where there is one. */
export type Sent<Name extends EndpointName> = Api[Name] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : never;

/** What a caller says. */
export type Asked<Name extends EndpointName> = Placed<Name> &
  ([Sent<Name>] extends [never] ? unknown : { readonly body: Sent<Name> });

/** The arguments of a function that takes an endpoint and what goes with it: nothing where nothing is asked. */
export type With<Name extends EndpointName, Input> =
  Record<string, never> extends Input ? [name: Name, input?: Input] : [name: Name, input: Input];
