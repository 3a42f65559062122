-- The node that improves a horizon; null: left to whichever comes. Another goes on when this one is gone.
alter table horizon add column node uuid;

-- How far the search for one person's days has come. The days themselves are in the drafts: from there another node makes
-- the next round.
create table horizon_person (
  horizon_id integer not null references horizon on delete cascade deferrable,
  person_id  integer not null references person deferrable,
  -- How many there were, each twice as long as the one before, and of these the last ones that gained nothing.
  rounds     smallint not null,
  fruitless  smallint not null,
  primary key (horizon_id, person_id)
);
