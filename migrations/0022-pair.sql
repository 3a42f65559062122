-- Some visits are for two: an inspector goes along with a customer manager, who leads the tour (联合走访, 双人检查).
alter table visit_policy add column pair boolean not null default false;

-- Who goes along with a customer manager on the days on which both work: an inspector of the team, with one person only.
alter table person add column companion_id integer unique references person deferrable,
  add check (companion_id <> id);

-- Who goes along on this tour, as it was planned.
alter table tour add column companion_id integer references person deferrable;
create index tour_companion on tour (companion_id) where companion_id is not null;
