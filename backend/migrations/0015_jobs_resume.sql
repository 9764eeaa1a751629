-- When a job that the day's cap paused goes on by itself; its entry in the queue waits until then.
alter table jobs add column resumes_at timestamptz;
