from django.db import migrations

REFUSE = """
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;
create trigger append_only before update or delete on core_auditevent
for each row execute function refuse_change();
create trigger never_truncated before truncate on core_auditevent
for each statement execute function refuse_change();
create trigger append_only before update or delete on core_auditseal
for each row execute function refuse_change();
create trigger never_truncated before truncate on core_auditseal
for each statement execute function refuse_change();
"""
ALLOW = """
drop trigger append_only on core_auditevent;
drop trigger never_truncated on core_auditevent;
drop trigger append_only on core_auditseal;
drop trigger never_truncated on core_auditseal;
drop function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
