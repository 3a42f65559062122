-- Whoever writes shops or areas takes the version before the rows, so that two writers always meet there
-- first. Taken after the rows, a short change that held a shop and waited for the version stood across an import that
-- held the version and came to that shop: a deadlock.
drop trigger retailer_version on retailer;
create trigger retailer_version before insert or update or delete on retailer
  for each statement execute function renew_version('retailers-version');
drop trigger retailer_team_version on person;
create trigger retailer_team_version before update of team_id on person
  for each statement execute function renew_version('retailers-version');
drop trigger area_version on area;
create trigger area_version before insert or update or delete on area
  for each statement execute function renew_version('areas-version');
