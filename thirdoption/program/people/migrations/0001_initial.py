import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import thirdoption.program.people.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sites", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                ("date_of_birth", models.DateField(null=True)),
                (
                    "born_how",
                    models.CharField(
                        default=thirdoption.program.people.rules.BornHow["EXACT"], max_length=10
                    ),
                ),
                ("where_to_find", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(default="en", max_length=5)),
                (
                    "race",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "race_asked",
                    models.CharField(
                        default=thirdoption.program.people.rules.RaceAsked["NOT_ASKED"], max_length=10
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.BigIntegerField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="name_keys",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptLonger",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("until", models.DateField()),
                ("why", models.CharField(max_length=300)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="About",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "other_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                ("pronouns", models.CharField(blank=True, max_length=40)),
                ("speaks", models.CharField(blank=True, max_length=120)),
                ("interpreter", models.BooleanField(default=False)),
                ("date_of_birth", models.DateField(null=True)),
                ("born_how", models.CharField(max_length=10)),
                ("where_to_find", models.CharField(blank=True, max_length=300)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("access", models.CharField(max_length=10)),
                (
                    "workers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("because", models.CharField(max_length=10)),
                ("why", models.CharField(max_length=300)),
                ("review_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Same",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("said", models.CharField(max_length=10)),
                ("stands", models.BooleanField(default=True)),
                ("why", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Way",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=10)),
                ("words", models.CharField(max_length=200)),
                ("as_of", models.DateField(null=True)),
                (
                    "may",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=100)),
                ("never", models.CharField(blank=True, max_length=200)),
                ("ended", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="replaced_by",
                        to="people.way",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["site", "name"], name="person_by_name"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("race_asked__in", ["not_asked", "declined", "answered"])),
                name="person_race_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_how__in", ["exact", "about", "unknown"])), name="person_born_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="namekey",
            constraint=models.UniqueConstraint(fields=("digest", "person"), name="name_key_once"),
        ),
        migrations.AddConstraint(
            model_name="keptlonger",
            constraint=models.UniqueConstraint(fields=("person", "number"), name="kept_longer_number"),
        ),
        migrations.AddConstraint(
            model_name="about",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_how__in", ["exact", "about", "unknown"])), name="about_born_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="about",
            constraint=models.UniqueConstraint(fields=("person", "number"), name="about_number"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("access__in", ["restricted", "lifted", "opened"])),
                name="restriction_access",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__in", ["staff", "relative", "victim", "safety", "own_wish"])),
                name="restriction_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(fields=("person", "number"), name="restriction_number"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("access", thirdoption.program.people.rules.Access["LIFTED"]),
                    ("workers__len__gt", 0),
                    _connector="OR",
                ),
                name="restriction_names_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("access", thirdoption.program.people.rules.Access["RESTRICTED"]), _negated=True
                    ),
                    ("review_on__isnull", False),
                    _connector="OR",
                ),
                name="restriction_is_reviewed",
            ),
        ),
        migrations.AddConstraint(
            model_name="same",
            constraint=models.CheckConstraint(
                condition=models.Q(("said__in", ["same", "different", "apart"])), name="same_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="same",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("other")), _negated=True), name="same_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="same",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("kept", "other"),
                django.db.models.functions.comparison.Greatest("kept", "other"),
                models.F("number"),
                name="same_number",
            ),
        ),
        migrations.AddIndex(
            model_name="way",
            index=models.Index(fields=["person"], name="way_of_person"),
        ),
        migrations.AddConstraint(
            model_name="way",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["phone", "email", "place", "through", "shelter"])),
                name="way_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="way",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended", False), ("replaces__isnull", False), _connector="OR"),
                name="way_ends_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="way",
            trigger=pgtrigger.compiler.Trigger(
                name="replaces_of_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_way w\n                        WHERE w.id = NEW.replaces_id AND w.person_id = NEW.person_id) THEN\n                        RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="c048d1ca3c6e650bd07039093c34f4720faf7403",
                    operation="INSERT",
                    pgid="pgtrigger_replaces_of_the_same_4d4c6",
                    table="people_way",
                    when="BEFORE",
                ),
            ),
        ),
    ]
