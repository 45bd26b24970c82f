"""What all web processes count together (wrong passwords), as JSON in a table.

Django's own cache keeps pickles: whoever could write its table would run code in a web process.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection
from django.utils import timezone

_FOREVER = timedelta(days=3650)
_PUT = (
    "INSERT INTO kit_cache AS kept (cache_key, value, expires) VALUES (%s, %s, %s) "
    "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)


class JsonCache(BaseDatabaseCache):
    """Get, set, add and delete, on the table that `createcachetable` makes."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when there is none or it has expired."""
        sql = "SELECT value FROM kit_cache WHERE cache_key = %s AND expires > %s"
        found = self._run(sql, self._name(key, version), timezone.now())
        return json.loads(found) if found else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value; those that have expired go."""
        self._run("DELETE FROM kit_cache WHERE expires <= %s RETURNING NULL", timezone.now())
        self._run(f"{_PUT} RETURNING NULL", self._name(key, version), json.dumps(value), self._end(timeout))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; True for the one of several at once who did."""
        sql = f"{_PUT} WHERE kept.expires <= %s RETURNING 'kept'"
        values = self._name(key, version), json.dumps(value), self._end(timeout), timezone.now()
        return self._run(sql, *values) is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        sql = "DELETE FROM kit_cache WHERE cache_key = %s RETURNING 'gone'"
        return self._run(sql, self._name(key, version)) is not None

    def clear(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM kit_cache RETURNING NULL")

    def _name(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _end(self, timeout: Any) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return timezone.now() + (_FOREVER if seconds is None else timedelta(seconds=seconds))

    @staticmethod
    def _run(sql: str, *values: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone()
        return row[0] if row else None
