-- Some of it was counted here: a call was cut off before the model told its own figures.
alter table usage_events add column estimated boolean not null default false;
