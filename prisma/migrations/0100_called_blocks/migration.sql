-- Circuits are built of blocks: called processes, copied into the bundle of each kind that calls them and deployed with it.

-- Under which key an engine has each block of a version.
create table deployed_block (
    version_id uuid not null,
    engine text not null,
    block text not null,
    process_definition_key text not null,

    constraint deployed_block_pkey primary key (version_id, engine, block),
    constraint deployed_block_version_id_fkey foreign key (version_id) references circuit_version (id)
      on delete restrict on update cascade
);

-- The calls that lead from the request's own circuit to an instance that is called: « cloture », « instruction/visa ».
-- Nothing before called a block: such instances stand at no call of their version's.
alter table called_instance add column path text not null default '';
alter table called_instance alter column path drop default;
create index called_instance_instance_key_idx on called_instance (instance_key);
