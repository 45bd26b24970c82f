"""Starting Django from a command, in one database role."""

import os


def setup(role: str = "app") -> None:
    """Set Django up for a command. Web and jobs are `app`; only `db migrate` and demos are `owner`."""
    os.environ["THIRDOPTION_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thirdoption.config.settings")
    import django

    django.setup()
