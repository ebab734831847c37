"""Tally everybody who is there already, and say at which sessions somebody was marked."""

from django.db import migrations

TALLY = """
INSERT INTO cohorts_tally (cohort_id, school_id, route, placed, active, reached, at_risk)
SELECT e.cohort_id, e.school_id, e.route,
    SUM(CASE WHEN e.state IN ('accepted', 'active', 'completed', 'deferred', 'offered') THEN 1 ELSE 0 END),
    SUM(CASE WHEN e.state = 'active' THEN 1 ELSE 0 END),
    SUM(CASE WHEN e.state = 'active' AND g.is_met THEN 1 ELSE 0 END),
    SUM(CASE WHEN e.state = 'active' AND r.is_at_risk THEN 1 ELSE 0 END)
FROM cohorts_enrolment e
LEFT JOIN cohorts_engagement g ON g.enrolment_id = e.id
LEFT JOIN cohorts_risk r ON r.enrolment_id = e.id
GROUP BY e.cohort_id, e.school_id, e.route
"""
MARKED = """
UPDATE cohorts_session SET is_marked = true
WHERE EXISTS (SELECT 1 FROM cohorts_registerentry m WHERE m.session_id = cohorts_session.id)
"""


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0012_keep_tallies")]

    operations = [
        migrations.RunSQL(TALLY, "DELETE FROM cohorts_tally"),
        migrations.RunSQL(MARKED, migrations.RunSQL.noop),
    ]
