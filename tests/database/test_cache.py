"""What web processes count together: as JSON, so that the table can hold nothing that runs."""

import base64
import json
import pickle
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection


class Harmful:
    """A pickle of this calls a function when it is read."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return pytest.fail, ("the cache ran what stood in its table",)


def test_a_value_is_kept_until_it_expires(db: None) -> None:
    cache.set("tries", [1.5, 2.5], timeout=60)
    assert cache.get("tries") == [1.5, 2.5]
    cache.set("tries", [3.5], timeout=-1)
    assert cache.get("tries", []) == []
    assert cache.get("never") is None


def test_one_of_several_adds_and_the_next_may_when_it_expired(db: None) -> None:
    assert cache.add("lock", True, timeout=60) is True
    assert cache.add("lock", True, timeout=60) is False
    assert cache.delete("lock") is True and cache.delete("lock") is False
    assert cache.add("lock", True, timeout=-1) is True
    assert cache.add("lock", True, timeout=60) is True


def test_a_pickle_in_the_table_does_not_run(db: None) -> None:
    cache.set("tries", [1.5], timeout=60)
    with connection.cursor() as cursor:
        harm = base64.b64encode(pickle.dumps(Harmful())).decode()
        cursor.execute("UPDATE kit_cache SET value = %s", [harm])
    with pytest.raises(json.JSONDecodeError):
        cache.get("tries")
