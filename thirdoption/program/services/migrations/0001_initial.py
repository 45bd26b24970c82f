import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import thirdoption.program.services.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("sharing", "0001_initial"),
        ("sites", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Connection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("asks", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="connections",
                        to="people.person",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="sharing.release"
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
            name="Organization",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=80)),
                ("source_row_key", models.CharField(max_length=80)),
                ("imported_at", models.DateTimeField()),
                ("made_up", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "source_row_key"), name="organization_once_per_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "location_type",
                    models.CharField(
                        default=thirdoption.program.services.rules.LocationType["PHYSICAL"], max_length=20
                    ),
                ),
                ("latitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("imported_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locations",
                        to="services.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProviderLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                ("way", models.CharField(max_length=10)),
                ("address", models.CharField(blank=True, max_length=254)),
                ("language", models.CharField(max_length=5)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("open_until", models.DateTimeField()),
                ("sent", models.CharField(blank=True, max_length=20)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("tries", models.IntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="links",
                        to="services.connection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200)),
                ("description", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        default=thirdoption.program.services.rules.ServiceStatus["ACTIVE"], max_length=20
                    ),
                ),
                ("eligibility_description", models.CharField(blank=True, max_length=200)),
                ("minimum_age", models.PositiveSmallIntegerField(null=True)),
                ("maximum_age", models.PositiveSmallIntegerField(null=True)),
                ("fees_description", models.CharField(blank=True, max_length=200)),
                ("application_process", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=200)),
                (
                    "adults",
                    models.CharField(
                        default=thirdoption.program.services.rules.Known["UNKNOWN"], max_length=10
                    ),
                ),
                ("confidential", models.BooleanField(default=False)),
                ("county", models.CharField(blank=True, max_length=80)),
                ("search_text", models.TextField()),
                ("source", models.CharField(max_length=80)),
                ("source_row_key", models.CharField(max_length=80)),
                ("source_as_of", models.DateField()),
                ("row_digest", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField()),
                ("made_up", models.BooleanField(default=False)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="services.organization",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("byday", models.CharField(max_length=20)),
                ("opens_at", models.TimeField()),
                ("closes_at", models.TimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedules",
                        to="services.service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Phone",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=20)),
                ("extension", models.CharField(blank=True, max_length=10)),
                (
                    "type",
                    models.CharField(
                        default=thirdoption.program.services.rules.PhoneType["VOICE"], max_length=10
                    ),
                ),
                ("made_up", models.BooleanField(default=False)),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phones",
                        to="services.organization",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phones",
                        to="services.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=80)),
                ("code", models.CharField(blank=True, max_length=10)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="services.service",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="connection",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.CreateModel(
            name="ConfidentialAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("marked_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceAtLocation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="at_services",
                        to="services.location",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="at_locations",
                        to="services.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceCapacity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("available", models.CharField(max_length=10)),
                ("updated", models.DateTimeField()),
                ("expires", models.DateTimeField(null=True)),
                ("said_by", models.CharField(blank=True, max_length=80)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="capacities",
                        to="services.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceContact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="services.service",
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
            name="ServiceMatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("verdict", models.CharField(max_length=10)),
                ("said_at", models.DateTimeField()),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_behind",
                        to="services.service",
                    ),
                ),
                (
                    "shown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_for",
                        to="services.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaxonomyTerm",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("taxonomy", models.CharField(max_length=80)),
                ("code", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("taxonomy", "code"), name="term_once_in_taxonomy"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taxonomy", "need"), _negated=True),
                            (
                                "code__in",
                                [
                                    "housing",
                                    "shelter",
                                    "food",
                                    "warmth",
                                    "naloxone",
                                    "benefits",
                                    "id_documents",
                                    "mental_health",
                                    "substance_use",
                                    "health",
                                    "crisis",
                                    "peer_support",
                                    "care_coordination",
                                    "advocacy",
                                    "employment",
                                    "education",
                                    "transportation",
                                    "family",
                                    "legal",
                                    "other",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="term_need_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceTaxonomy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="services.service",
                    ),
                ),
                (
                    "taxonomy_term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="services.taxonomyterm",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConnectionStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("state", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField(null=True)),
                ("organization", models.UUIDField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("day", models.DateField(null=True)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="statuses",
                        to="services.connection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thing", "number"), name="connection_status_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "requested",
                                    "accepted",
                                    "rejected",
                                    "cancelled",
                                    "in-progress",
                                    "on-hold",
                                    "failed",
                                    "completed",
                                    "entered-in-error",
                                ],
                            )
                        ),
                        name="connection_status_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["", "no_room", "not_eligible", "language", "area", "other"])
                        ),
                        name="connection_status_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                ("days", models.IntegerField()),
                ("outcome", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="follow_ups",
                        to="services.connection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["helps", "ended_well", "never_began", "lost_touch", "could_not_ask"],
                            )
                        ),
                        name="follow_up_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__in", (7, 30, 90))), name="follow_up_days"
                    ),
                    models.UniqueConstraint(fields=("thing", "days"), name="follow_up_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("address_1", models.CharField(max_length=120)),
                ("address_2", models.CharField(blank=True, max_length=120)),
                ("city", models.CharField(max_length=80)),
                ("state_province", models.CharField(max_length=40)),
                ("postal_code", models.CharField(max_length=16)),
                ("country", models.CharField(default="US", max_length=2)),
                (
                    "address_type",
                    models.CharField(
                        default=thirdoption.program.services.rules.LocationType["PHYSICAL"], max_length=20
                    ),
                ),
                ("made_up", models.BooleanField(default=False)),
                (
                    "location",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address",
                        to="services.location",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("address_type__in", ["physical", "postal", "virtual"])),
                        name="address_type_known",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(("location_type__in", ["physical", "postal", "virtual"])),
                name="location_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="location_point_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="providerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["email", "paper"])), name="provider_link_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="providerlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("thing",), name="one_provider_link"
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(fields=["site", "county", "name"], name="service_by_county"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(
                fields=("site", "source", "source_row_key"), name="service_once_per_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "inactive", "defunct", "temporarily closed"])),
                name="service_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("adults__in", ["yes", "no", "unknown"])), name="service_adults_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="phone",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["voice", "text", "fax"])), name="phone_type_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="phone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organization__isnull", True), ("service__isnull", True), _connector="XOR"
                ),
                name="phone_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="language",
            constraint=models.UniqueConstraint(fields=("service", "name"), name="language_once_of_service"),
        ),
        migrations.AddIndex(
            model_name="connection",
            index=models.Index(fields=["person", "-made_at"], name="connection_of_person"),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "requested",
                            "accepted",
                            "rejected",
                            "cancelled",
                            "in-progress",
                            "on-hold",
                            "failed",
                            "completed",
                            "entered-in-error",
                        ],
                    )
                ),
                name="connection_state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="connection",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:cancelled,draft:requested,requested:accepted,requested:cancelled,requested:entered-in-error,requested:on-hold,requested:rejected,accepted:cancelled,accepted:completed,accepted:failed,accepted:in-progress,accepted:on-hold,in-progress:cancelled,in-progress:completed,in-progress:failed,in-progress:on-hold,on-hold:accepted,on-hold:cancelled,on-hold:failed,on-hold:in-progress,on-hold:rejected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="aa66a1cc5d72f3d5232cc6947a22c2157b32bed3",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_13185",
                    table="services_connection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="connection",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM services_connectionstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="d3e540aa0afee2b4ca215a5ac95ffb815c73a9b3",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_d5f8b",
                    table="services_connection",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceatlocation",
            constraint=models.UniqueConstraint(
                fields=("service", "location"), name="service_once_at_location"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicecapacity",
            constraint=models.UniqueConstraint(fields=("service", "updated"), name="capacity_once_per_time"),
        ),
        migrations.AddConstraint(
            model_name="servicecapacity",
            constraint=models.CheckConstraint(
                condition=models.Q(("available__in", ["yes", "no", "unknown"])),
                name="capacity_available_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicecontact",
            constraint=models.UniqueConstraint(fields=("service", "number"), name="service_contact_number"),
        ),
        migrations.AddConstraint(
            model_name="servicematch",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["same", "different", "later"])),
                name="match_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicematch",
            constraint=models.UniqueConstraint(fields=("shown", "other"), name="match_said_once"),
        ),
        migrations.AddConstraint(
            model_name="servicematch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "same")), fields=("other",), name="match_behind_one_service"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicematch",
            constraint=models.CheckConstraint(
                condition=models.Q(("shown", models.F("other")), _negated=True), name="match_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicetaxonomy",
            constraint=models.UniqueConstraint(
                fields=("service", "taxonomy_term"), name="service_once_under_term"
            ),
        ),
    ]
