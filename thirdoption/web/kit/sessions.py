"""Sessions in the database: read by one prepared statement, and kept under a digest of their key.

Whoever reads the table has no key that a browser could send.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection
from django.utils import timezone

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


def kept_as(key: str | None) -> str:
    """What stands in the table for a session's key: 160 bits of its SHA-256."""
    return hashlib.sha256((key or "").encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """As Django's own; only how a session is found differs, and that its values are of this key alone."""

    @property
    def key_salt(self) -> str:
        """What the values are signed with: those of another session cannot be put under this key."""
        return f"thirdoption.session.{kept_as(self.session_key)}"

    def load(self) -> dict[str, Any]:
        """The session's values; an unknown or expired key is forgotten, as Django's own does."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [kept_as(self.session_key), timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        values: dict[str, Any] = self.decode(row[0])
        return values

    def exists(self, session_key: str) -> bool:
        """Whether a key is taken."""
        return bool(super().exists(kept_as(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row of this session."""
        row = super().create_model_instance(data)
        row.session_key = kept_as(self.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or that of a key."""
        if key := session_key or self.session_key:
            super().delete(kept_as(key))
