from django.db import migrations

# core 0002 made the function refuse_change()
LAID_DOWN = [
    "register_ruleset",
    "register_criterion",
    "register_reminderstep",
    "register_signingcertificate",
    "register_publishedfigure",
]

REFUSE = "".join(
    f"""
create trigger append_only before update or delete on {table}
for each row execute function refuse_change();
create trigger never_truncated before truncate on {table}
for each statement execute function refuse_change();
"""
    for table in LAID_DOWN
)
ALLOW = "".join(
    f"drop trigger append_only on {table}; drop trigger never_truncated on {table};\n"
    for table in LAID_DOWN
)

# The letter goes out after the decision, and the term for an objection starts with it: these two
# columns are filled in later. A mail can come back days after it was sent. The letter that follows
# by post is then what notifies, and the term moves along with it: later, never earlier, and nothing
# else ever changes.
REFUSE_DECISION = """
create function refuse_decision_change() returns trigger language plpgsql as $$
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
create trigger append_only before update or delete on register_decision
for each row execute function refuse_decision_change();
create trigger never_truncated before truncate on register_decision
for each statement execute function refuse_change();
"""
ALLOW_DECISION = """
drop trigger append_only on register_decision;
drop trigger never_truncated on register_decision;
drop function refuse_decision_change();
"""


class Migration(migrations.Migration):
    replaces = [("register", "0017_later_notification")]
    dependencies = [("register", "0002_rules_of_2015"), ("core", "0002_append_only")]
    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(REFUSE_DECISION, ALLOW_DECISION),
    ]
