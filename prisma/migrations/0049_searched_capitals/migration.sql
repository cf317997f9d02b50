-- vacuum: acted_request, task_holding

-- A capital that bears an accent is searched for, and sorted, as the letter that it is. `lower` leaves it as it is where the
-- database sorts by bytes, as the embedded one does: « élodie » and « elodie » found no Élodie, who stood after Z.
create or replace function search_key(text) returns text
  language sql immutable parallel safe
  return replace(replace(translate(lower($1),
    'àâäáãåçéèêëîïíìôöóòõùûüúÿñÀÂÄÁÃÅÇÉÈÊËÎÏÍÌÔÖÓÒÕÙÛÜÚŸÑŒÆ',
    'aaaaaaceeeeiiiiooooouuuuynaaaaaaceeeeiiiiooooouuuuynœæ'), 'œ', 'oe'), 'æ', 'ae');

reindex index person_by_name;
reindex index person_named;
reindex index person_last_name_search;
reindex index person_first_name_search;
reindex index person_number_search;
-- What was folded already is written in ASCII.
update acted_request set agent_name = search_key(agent_name) where octet_length(agent_name) > length(agent_name);
update task_holding set agent_name = search_key(agent_name) where octet_length(agent_name) > length(agent_name);
