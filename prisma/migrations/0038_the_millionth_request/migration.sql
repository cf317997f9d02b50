-- « 2026-000123 », and « 2027-1000000 » after « 2027-999999 »: six digits at least. lpad alone cuts what is longer, so that
-- ten requests in a row from the millionth on asked for one number.
create or replace function next_request_number(filed_at timestamptz) returns text
  language sql volatile
  return (select to_char(filed_at at time zone 'Europe/Paris', 'YYYY') || '-' || lpad(digits, greatest(6, length(digits)), '0')
            from (select nextval('request_number')::text as digits) as counted);
