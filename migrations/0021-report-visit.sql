-- The place that a report is about, once somebody is sent to look: tours stop there as at a shop. It is none of the
-- register: no licence counts for it, no policy makes it due, and no list of shops has it.
alter table retailer drop constraint retailer_status_check;
alter table retailer add constraint retailer_status_check
  check (status in ('active', 'suspended', 'closed', 'reported'));

create table report_place (
  report_id   uuid primary key references report deferrable,
  retailer_id integer not null unique references retailer deferrable
);
