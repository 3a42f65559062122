-- Who follows their tours in a calendar of their own does so by a secret address; the table keeps its SHA-256.
create table person_calendar (
  person_id  integer primary key references person on delete cascade deferrable,
  token_hash bytea not null unique,
  created_at timestamptz not null default now()
);
