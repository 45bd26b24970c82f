"""A report as it is printed, for those who release it and for everybody: the same values, one skin.

The values come stored with the report; nothing here reaches what they were counted from.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

KINDS = {"pdf": "PDF", "csv": "CSV"}
LANGUAGES = {"en": "English", "es": "Español"}


def parts(view: Mapping[str, Any], charts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each table with the pictures that are drawn from it.

    `charts` are SVGs by id: our own job drew them from figures and fixed words.
    """
    return [
        {
            "table": table,
            "pictures": [
                {"title": one["title"], "svg": SafeString(charts.get(one["id"], ""))}
                for one in view["charts"]
                if one["table"] == table["id"]
            ],
        }
        for table in view["tables"]
    ]
