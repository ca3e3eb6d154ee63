"""Keep the copies that hours have of their activity equal to it, by the database itself.

Hours repeat person, day and status of their activity, so that the sums of the whole country come
from one covering index (docs/adr/0009). A foreign key over all four columns refuses a copy that
differs, and ON UPDATE CASCADE changes the copies with the original.
"""

from django.db import migrations

ADD = """
alter table cpd_activityhours add constraint hours_follow_their_activity
foreign key (activity_id, person_id, done_on, status)
references cpd_activity (id, person_id, done_on, status) on update cascade;
"""
DROP = "alter table cpd_activityhours drop constraint hours_follow_their_activity;"


class Migration(migrations.Migration):
    dependencies = [("cpd", "0001_initial")]
    operations = [migrations.RunSQL(ADD, DROP)]
