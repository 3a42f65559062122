-- What is offered to somebody who is late: a colleague takes over some of their stops. Priced against that revision of
-- the published plan, and of use only while people are where they were then.
create table relief (
  id        integer primary key generated always as identity,
  plan_id   integer not null references plan on delete cascade deferrable,
  revision  integer not null,
  person_id integer not null references person deferrable,
  helper_id integer not null references person deferrable,
  made_at   timestamptz not null,
  -- What moves, the helper's shops in their order then, and the price.
  offer     jsonb not null,
  unique (plan_id, person_id, helper_id)
);
