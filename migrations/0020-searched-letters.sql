-- Letters to units and appeals are searched too.
alter table search_texts drop constraint search_texts_thing_check;
alter table search_texts add constraint search_texts_thing_check
  check (thing in ('submission', 'rectification', 'notice', 'inspection-finding', 'commission', 'bulletin', 'letter', 'appeal'));
