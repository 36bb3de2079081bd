-- An item's unit says already that its site is there. The reference to the site itself cost every new item a look-up and a lock on one
-- and the same row, for which all who wrote at the moment stood in line.
alter table submissions drop constraint submissions_site_id_fkey;
