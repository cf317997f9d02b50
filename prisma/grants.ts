import pg from 'pg';
import { OwnerRole } from './application-role.ts';

/** What the application may do to a table; `insert` and `update` may be narrowed to columns. */
interface Grant {
  readonly insert: boolean | readonly string[];
  readonly update: boolean | readonly string[];
  readonly delete: boolean;
}

const free: Grant = { insert: true, update: true, delete: true };
const kept: Grant = { insert: true, update: true, delete: false };
const appendOnly: Grant = { insert: true, update: false, delete: false };
const sealedBut = (...columns: string[]): Grant => ({ insert: true, update: columns, delete: false });

/** Of a delegation: never shortened (a trigger). */
const SUSPENSION = ['suspended_from', 'suspended_until', 'suspension_reason'] as const;

/**
 * The application's rights, table by table; the owner keeps its own for migrations. Everything can be read. Whatever
 * proves something is written once: the program that a fault or an intruder drives cannot rewrite it.
 */
export const APPLICATION_GRANTS: Readonly<Record<string, Grant>> = {
  // Whose account it is never changes, and it stays with what opened it: an identity of one would open another's.
  user: sealedBut(
    ...['name', 'email', 'email_verified', 'image', 'two_factor_enabled', 'updated_at'],
    ...['activated_at', 'locked_at', 'closed_at'],
  ),
  session: free,
  account: free,
  verification: free,
  // Who was linked to whom stays; that it ended is said once.
  identity_link: sealedBut('ended_at'),
  identity_claim: sealedBut('outcome', 'answered_at'),
  two_factor: free,
  rate_limit: free,
  step_up_guard: free,
  // Whose it is, what for and until when never changes.
  account_link: sealedBut('used_at', 'ended_at'),
  // Their language is theirs; their account's own address
  // follows two checks, who they are a row that says what it was (triggers).
  person: sealedBut(...['language', 'account_email'], ...['first_name', 'last_name', 'work_email', 'employee_number']),
  person_change: appendOnly,
  identity_check: appendOnly,
  sign_in_event: appendOnly,
  known_device: free,
  passkey: free,
  sign_in_tries: free,
  structure: sealedBut('name', 'city', 'time_zone', 'department', 'parent_id', 'path', 'closed_on'),
  // Who approves a file of values is said once, by another than who sent it (a trigger).
  import_batch: sealedBut(
    ...['state', 'sha256', 'encoding', 'lines', 'fault', 'touched_at', 'applied_at'],
    ...['approved_by_id', 'approved_at'],
  ),
  import_chunk: { insert: true, update: false, delete: true },
  // A file that is read anew forgets its lines; from its plan on they stay (a trigger).
  import_line: {
    ...sealedBut('position', 'same_keys', 'said', 'state', 'waits', 'faults', 'subject'),
    delete: true,
  },
  // What was prepared and shown stays (triggers); one that nobody launched can be forgotten.
  act_batch: {
    ...sealedBut('content', 'answers', 'state', 'lines', 'fault', 'touched_at', 'asked_at', 'ended_at'),
    delete: true,
  },
  act_batch_line: { ...sealedBut('agent_id', 'said', 'state', 'faults', 'request_id'), delete: true },
  // Its days are put right before it closes, its posts before it opens; what is published is published once (triggers).
  campaign: sealedBut(
    ...['title_fr', 'title_en', 'opens_on', 'closes_on', 'opinions_until', 'results_on', 'effect_on', 'state'],
    ...['published_by_id', 'published_at', 'reason_law', 'reason_fact'],
  ),
  campaign_post: { ...sealedBut('title', 'structure_id', 'places', 'profile'), delete: true },
  campaign_request: appendOnly,
  // How far it is, until it ended (a trigger); each version is kept.
  campaign_ranking: sealedBut('state', 'total', 'ties', 'fault', 'touched_at', 'ended_at'),
  campaign_rank: sealedBut('post_code'),
  campaign_settlement: appendOnly,
  campaign_result: sealedBut('delivered_at'),
  scim_token: sealedBut('last_used_at', 'ended_at'),
  scim_user: sealedBut('external_id', 'user_name', 'active', 'departed_here_at', 'version', 'changed_at'),
  scim_group: sealedBut(
    ...['external_id', 'display_name', 'version', 'changed_at', 'deleted_at'],
    ...['role', 'structure_id', 'mapped_by_id', 'mapped_at', 'map_reason'],
  ),
  // What a directory says; the rights that came of it are kept where rights are.
  scim_member: free,
  // What it would give is as it came; what became of it is said once.
  provisioned_right: sealedBut('proposal_id', 'given_id', 'ended_at', 'ended_by_id', 'end_reason'),
  // A trigger writes it, from the paths.
  structure_above: { insert: false, update: false, delete: false },
  // What never began can be removed: a trigger keeps the rest. Whose it is, where and what is given anew.
  posting: { ...sealedBut('quality', 'grade', 'until'), delete: true },
  // What is known of an agent is added to, never changed (triggers say on what grounds).
  situation_theme: appendOnly,
  situation_entry: appendOnly,
  // What was asked to be put right stays; how it ended is written once (a trigger).
  situation_correction: sealedBut('state', 'decided_by_id', 'decided_at', 'remark'),
  // What was proposed of a grid stays; how it ended is written once (a trigger).
  situation_grid_proposal: sealedBut('state', 'decided_by', 'decided_at', 'remark'),
  situation_grid: appendOnly,
  // Of what each was reminded, once.
  situation_reminder: appendOnly,
  // What began is ended, never moved to days when nobody was away or nothing open yet.
  absence: { ...sealedBut('until'), delete: true },
  habilitation: { ...sealedBut('until'), delete: true },
  delegation: { ...sealedBut('revoked_at', 'published_on', 'publication', ...SUSPENSION), delete: true },
  // Who proposed what, for whom and why; answered once.
  right_proposal: sealedBut('outcome', 'answered_by_id', 'answered_at', 'answer_reason'),
  kind_opening: { ...sealedBut('until'), delete: true },
  act_opening: appendOnly,
  daily_root: appendOnly,
  daily_root_copy: appendOnly,
  daily_root_place: sealedBut('since', 'seen_at'),
  circuit_version: sealedBut('current', 'withdrawn_at', 'withdrawn_by', 'withdrawal_reason'),
  circuit_file: appendOnly,
  deployment: appendOnly,
  deployed_block: appendOnly,
  // What it is of stays, and so does who touched it.
  circuit_draft: { ...sealedBut('revision', 'updated_at', 'updated_by', 'publication_id'), delete: true },
  circuit_draft_file: free,
  circuit_draft_touch: appendOnly,
  // What was proposed stays; how it ended is written once (a trigger).
  circuit_proposal: sealedBut('state', 'decided_by', 'decided_at', 'remark', 'failure'),
  circuit_release: appendOnly,
  // What two people published of a block or a theme (a trigger says who).
  part_version: appendOnly,
  part_file: appendOnly,
  // Whose it is stays; one that was filed is never removed (its request holds it), nor its proof.
  draft: { ...sealedBut('version_id', 'data', 'revision', 'updated_at', 'warned_at'), delete: true },
  submission_proof: sealedBut('used_at'),
  // What was filed, by whom and about whom is never changed.
  request: sealedBut(
    ...['engine', 'instance_key', 'stopped_since', 'outcome', 'closed_at'],
    ...['reminder_at', 'due_at', 'silence_at', 'stop_until'],
  ),
  // Bytes, hash and name are those that were uploaded; which request they are filed with is said once.
  piece: { ...sealedBut('request_id'), delete: true },
  request_event: appendOnly,
  request_step: free,
  called_instance: appendOnly,
  // What it asks stays; it stops, goes on and ends.
  migration_batch: sealedBut('state', 'ended_at'),
  // Who asked what, and why; a trigger says which way it goes. It moves the request itself (a trigger), nothing else does.
  request_migration: sealedBut('state', 'cause', 'params', 'ended_at'),
  migrated_instance: sealedBut('state', 'cause', 'params', 'changed_at'),
  // Who had what tried again, and why; how far it is and what became of each (triggers say which way it goes).
  incident_retry: sealedBut('state', 'watched_until', 'ended_at'),
  retried_incident: sealedBut('state', 'changed_at'),
  decision_reply: appendOnly,
  withdrawal: sealedBut('accepted_at', 'refused_at'),
  // What is decided there, by which role and for which request is as the circuit asked.
  task: sealedBut('state', 'ended_at', 'assignee_id', 'due_at', 'priority'),
  // Triggers and keep_task_holdings write it, as its owner.
  task_holding: { insert: false, update: false, delete: false },
  holding_scope: { insert: false, update: false, delete: true },
  // Triggers write it.
  acted_request: { insert: false, update: false, delete: false },
  decision_intent: appendOnly,
  decision: sealedBut('confirmed_at', 'voided_at'),
  request_amendment: appendOnly,
  step_up_proof: sealedBut('used_at'),
  signing_challenge: free,
  // What is signed together never changes; it is proved, written and stopped once (triggers).
  // One that nobody proved can be forgotten; what was proved stays.
  signing_batch: {
    ...sealedBut(
      ...['state', 'challenge', 'challenge_until', 'method', 'authentication', 'verified_at', 'expires_at'],
      ...['stop_asked_at', 'seen_at'],
    ),
    delete: true,
  },
  signing_leaf: { ...sealedBut('code', 'params'), delete: true },
  // What is asked of each task never changes; what became of it is said once (triggers).
  decision_batch: sealedBut('stop_asked_at', 'ended_at', 'seen_at'),
  decision_batch_item: sealedBut('intent_id', 'code', 'params', 'faults'),
  // What drafting writes, then what sealing does: of a request and a template, once and for all.
  act: sealedBut(
    ...['title', 'content', 'warned', 'drafted_at', 'decision_id', 'preview_sha256', 'sealed_sha256', 'sealed_size'],
    ...['signed_at', 'sealed_at', 'evidence', 'seal_claim', 'seal_claimed_until'],
  ),
  act_preview: appendOnly,
  fold_shown: appendOnly,
  // Who was named, by whom and when stays; that it ended is said once (a trigger).
  signing_assistant: sealedBut('revoked_at', 'revoked_by_id'),
  signing_aside: { insert: true, update: false, delete: true },
  signing_place: { insert: true, update: false, delete: true },
  typed_answer: free,
  signing_note: { insert: true, update: ['sealed', 'at'], delete: true },
  // Triggers give the number, and say what becomes of it.
  act_series: { insert: false, update: false, delete: false },
  later_act: { insert: false, update: false, delete: false },
  registered_act: { insert: ['id', 'act_id', 'reference', 'reserved_at'], update: false, delete: false },
  act_edition: appendOnly,
  // Proposed by one, decided once by another; what stays of each act stays (triggers).
  elimination: sealedBut('state', 'decided_by_id', 'decided_at', 'remark'),
  eliminated_act: sealedBut('state', 'kept_by_id', 'kept_at'),
  // How far it is; a trigger says which way it goes.
  act_deposit: sealedBut(
    ...['state', 'code', 'sha256', 'size', 'deposited_at', 'looked_at', 'answered_at', 'answer', 'told'],
  ),
  // What was sent, when and by whom stays; when it was received is said once (a trigger).
  postal_notice: sealedBut('received_on', 'received_by_id'),
  postal_correction: appendOnly,
  dossier: sealedBut('counter'),
  // What it holds is struck out by an elimination alone.
  dossier_piece: appendOnly,
  pay_piece: sealedBut('checked_at', 'checked_by_id', 'sent_at', 'batch_id'),
  pay_batch: sealedBut('recalled_at', 'recalled_by_id', 'recall_reason'),
  consultation: appendOnly,
  // To whom, where, what and under which Message-ID proves that they were told.
  notification: sealedBut('state', 'attempts', 'next_try_at', 'last_error', 'sent_at', 'read_at'),
  outbox: free,
  seal_certificate: kept,
  sealing_key: kept,
  // What prisma/sql created: the owner writes it as it migrates.
  schema_object: { insert: false, update: false, delete: false },
  housekeeping_run: kept,
  audit_event: appendOnly,
  // The payload and its salt are erased together, with an event that says so (a trigger); the digest in audit_event stays.
  audit_payload: sealedBut('content', 'salt'),
};

function statementsFor(table: string, grant: Grant, role: string): string[] {
  const name = pg.escapeIdentifier(table);
  const verbs = ['select', ...(grant.delete ? ['delete'] : [])];
  for (const verb of ['insert', 'update'] as const) {
    const columns = grant[verb];
    if (columns === true) verbs.push(verb);
    else if (columns !== false)
      verbs.push(`${verb} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`);
  }
  return [`revoke all on ${name} from ${role}`, `grant ${verbs.join(', ')} on ${name} to ${role}`];
}

/**
 * Takes from the application's role what it may not do in a database: make a table of its own, temporary or not, that
 * would be mistaken for ours by what names tables without their schema. A copy of a database does not keep it.
 */
export const closeDatabase = (database: string, role: string): string =>
  `revoke temporary, create on database ${pg.escapeIdentifier(database)} from public, ${pg.escapeIdentifier(role)}`;

/** The application's role has a right that it must not have, and that its owner alone can take. */
export class OpenDatabase extends Error {
  override readonly name = 'OpenDatabase';
}

/**
 * Rights taken from a role that may act as the owner come back by themselves. Whoever migrates may not own the database: its
 * rights are then taken by whoever does, and the start waits for it.
 */
async function checkClosed(client: pg.Client, database: string, role: string): Promise<void> {
  const { rows } = await client.query<{ owns: boolean; open: boolean }>(
    `select pg_has_role($1, current_user, 'member') as owns,
            has_database_privilege($1, $2, 'temporary, create') or has_schema_privilege($1, 'public', 'create') as open`,
    [role, database],
  );
  if (rows[0]?.owns) throw new OwnerRole(role);
  if (rows[0]?.open)
    throw new OpenDatabase(
      `${role} can make tables of its own. As the owner of the database: ${closeDatabase(database, role)}; revoke create on schema public from public`,
    );
}

/**
 * Gives the application's role its rights, and no more; to be called after each migration. With a password, the role
 * is made (or its password changed); without, it must exist.
 */
export async function grantApplication(ownerUrl: string, appRole: string, password?: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const role = pg.escapeIdentifier(appRole);
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(5347912)');
    if (password !== undefined) {
      const found = await client.query('select from pg_roles where rolname = $1', [appRole]);
      const verb = found.rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${role} login nosuperuser password ${pg.escapeLiteral(password)}`);
    }
    const database = client.database ?? '';
    await client.query(`${closeDatabase(database, appRole)}; revoke create on schema public from public, ${role}`);
    await checkClosed(client, database, appRole);
    const statements = [
      `grant usage on schema public to ${role}`,
      `grant usage on sequence request_number to ${role}`,
      `grant execute on all functions in schema public to ${role}`,
      ...Object.entries(APPLICATION_GRANTS).flatMap(([table, grant]) => statementsFor(table, grant, role)),
    ];
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
