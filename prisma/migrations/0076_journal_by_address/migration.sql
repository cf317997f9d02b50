-- What came from one address, across a year of sign-ins.
create index sign_in_event_of_address on sign_in_event (address, at, id);
