-- What guards a decision, an entry or a pay piece reads a circuit's sheet and a theme's definition again and again, some thirty
-- kilobytes each: kept compressed, they were unpacked at each word of them that is asked for.
alter table circuit_version alter column sheet set storage external;
alter table situation_theme alter column definition set storage external;
update circuit_version set sheet = sheet || '{}';
update situation_theme set definition = definition || '{}';
