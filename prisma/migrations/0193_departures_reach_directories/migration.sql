-- Somebody whose departure an administrator recorded is no longer active for the directory that says them either. What it goes on
-- saying of them lets nobody in again: it has to say the departure too, or an administrator to take them back.
alter table scim_user add column departed_here_at timestamptz(3);

-- Those who left so before: their account is closed, and no post goes on.
update scim_user u set active = false, departed_here_at = a.closed_at, version = version + 1, changed_at = now()
  from "user" a
 where a.person_id = u.person_id and a.closed_at is not null and u.active
   and not exists (select from posting o where o.person_id = u.person_id
                      and (o.until is null or o.until > paris_day(a.closed_at)));
