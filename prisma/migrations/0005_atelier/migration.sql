-- The atelier of circuits: drafts that analysts change before they publish them, and what releases proposed.

alter table circuit_version add column reason text;

create table circuit_draft (
    id uuid not null,
    kind text not null,
    origin text not null,
    base_version_id uuid,
    revision integer not null default 0,
    created_at timestamptz(3) not null default current_timestamp,
    created_by uuid,
    updated_at timestamptz(3) not null default current_timestamp,
    updated_by uuid,
    publication_id uuid,

    constraint circuit_draft_pkey primary key (id)
);

create table circuit_draft_file (
    draft_id uuid not null,
    path text not null,
    content bytea not null,
    sha256 text not null,

    constraint circuit_draft_file_pkey primary key (draft_id, path)
);

create table circuit_release (
    kind text not null,
    bundle_hash text not null,
    proposed_at timestamptz(3) not null default current_timestamp,

    constraint circuit_release_pkey primary key (kind, bundle_hash)
);

create index circuit_draft_updated_at_idx on circuit_draft (updated_at);

alter table circuit_draft add constraint circuit_draft_base_version_id_fkey
  foreign key (base_version_id) references circuit_version (id) on delete set null on update cascade;
alter table circuit_draft_file add constraint circuit_draft_file_draft_id_fkey
  foreign key (draft_id) references circuit_draft (id) on delete cascade on update cascade;

alter table circuit_draft add constraint circuit_draft_origin
  check (origin in ('version', 'import', 'new', 'copy', 'release'));
alter table circuit_draft_file add constraint circuit_draft_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
