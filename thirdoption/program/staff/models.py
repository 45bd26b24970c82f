"""Accounts, and the workers who act through them."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.staff.rules import ROLES
from thirdoption.program.staff.rules.links import MOST_TRIES, CodeBy, LinkState, state_of


class UserManager(BaseUserManager["User"]):
    """Finds accounts by their e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account: an address and a password. It may do nothing; its workers may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="en")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. It is never hashed anew here: no web process may write one."""
        return check_password(raw_password, self.password)

    @property
    def is_staff(self) -> bool:
        """No account has a way into a table editor."""
        return False

    def has_perm(self, *args: Any) -> bool:
        """Rights come from a worker's role, never from the account."""
        return False


class Worker(Row):
    """A person at work: one account, at one site, for one agency, in one role.

    `badge`: digits, as an officer keys them into a telephone. It says who calls and proves nothing.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="workers")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="workers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="workers")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    trained_until = models.DateField(null=True)
    opted_in = models.BooleanField(default=False)
    badge = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            one_of("role", ROLES, "worker_role"),
            models.CheckConstraint(
                condition=models.Q(badge__regex=r"^[0-9]*$"), name="worker_badge_is_digits"
            ),
            models.UniqueConstraint(
                fields=["agency", "badge"],
                condition=~models.Q(badge="") & models.Q(until__isnull=True),
                name="one_badge_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What partners call them: they see a first name and the line's number, never more."""
        return self.name.split()[0]


class DeviceKey(Row):
    """The public key with which a worker's phone signs what it makes without signal. Protected.

    One that has ended stays ended: the database refuses another end, and none.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="device_keys")
    public_key = models.CharField(max_length=130)
    added = models.DateTimeField()
    ended = models.DateTimeField(null=True)


class ListLink(Row):
    """A prosecutor's list by link, to one named worker who has no password. It holds nothing of a person.

    Of its token only a digest is kept, of its code nothing. `sent` is what the mail server said;
    `told_at`: when the code was read from the page, which happens once.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="links")
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    token = models.CharField(max_length=64, unique=True)
    code_by = models.CharField(max_length=12)
    open_until = models.DateTimeField()
    sent = models.CharField(max_length=20, blank=True)
    told_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("code_by", CodeBy, "list_link_code_by"),
            models.CheckConstraint(condition=models.Q(tries__range=(0, MOST_TRIES)), name="list_link_tries"),
        ]
        indexes = [models.Index(fields=["recipient", "-made_at"], name="link_of_recipient")]

    def state_at(self, at: datetime) -> LinkState:
        """Where this link is at a moment."""
        return state_of(open_until=self.open_until, opened_at=self.opened_at, ended_at=self.ended_at, at=at)
