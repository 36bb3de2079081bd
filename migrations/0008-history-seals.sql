-- History sealed by hash: each seal covers the lines since the one before and carries its hash on.

create table history_seals (
  site_id text not null,
  id bigint generated always as identity,
  first_id bigint not null,
  last_id bigint not null,
  lines integer not null check (lines > 0),
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz not null,
  -- Of each line its id and the first 8 bytes of its hash, 8 bytes each: tells which line was touched.
  marks bytea not null,
  primary key (site_id, id),
  unique (site_id, last_id),
  check (first_id <= last_id)
);
grant select, insert on history_seals to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
