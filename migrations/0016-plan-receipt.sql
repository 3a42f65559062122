-- When a person's phone first showed them their tour of a published plan.
create table plan_receipt (
  plan_id   integer not null references plan on delete cascade deferrable,
  person_id integer not null references person deferrable,
  seen_at   timestamptz not null default now(),
  primary key (plan_id, person_id)
);
