from django.db import migrations

# A mail can come back days after it was sent. The letter that follows by post is then what
# notifies, and the term moves along with it: later, never earlier, and nothing else changes.
LATER = """
create or replace function refuse_decision_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.notified_on is not null
    and (old.notified_on is null or (new.notified_on >= old.notified_on
      and new.objection_until >= old.objection_until
      and (new.notified_on = old.notified_on) = (new.objection_until = old.objection_until)))
    and to_jsonb(old) - 'notified_on' - 'objection_until'
      = to_jsonb(new) - 'notified_on' - 'objection_until'
  then return new; end if;
  raise exception '% is append-only', tg_table_name;
end $$;
"""
ONCE = """
create or replace function refuse_decision_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.notified_on is null and new.notified_on is not null
    and to_jsonb(old) - 'notified_on' - 'objection_until'
      = to_jsonb(new) - 'notified_on' - 'objection_until'
  then return new; end if;
  raise exception '% is append-only', tg_table_name;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0016_letters_by_post")]
    operations = [migrations.RunSQL(LATER, ONCE)]
