-- Run once, by the image of PostgreSQL, on an empty volume: two roles for the portal (the application may not rewrite the
-- audit, only the owner can change tables), one for the engine's secondary storage.
\getenv owner_password HARMONIE_OWNER_PASSWORD
\getenv application_password HARMONIE_APPLICATION_PASSWORD
\getenv engine_password ENGINE_DATABASE_PASSWORD
create role harmonie_owner login password :'owner_password';
create role harmonie_app login password :'application_password';
create role camunda login password :'engine_password';
create database harmonie owner harmonie_owner template template0 encoding 'UTF8';
create database camunda owner camunda template template0 encoding 'UTF8';
revoke connect on database harmonie from public;
grant connect on database harmonie to harmonie_app;
revoke connect on database camunda from public;
