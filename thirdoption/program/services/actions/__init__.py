"""The only writers of the directory and of connections."""

from thirdoption.program.services.actions.connections import connect, say
from thirdoption.program.services.actions.directory import Imported, import_directory
from thirdoption.program.services.actions.directory_upkeep import (
    export_directory,
    hide_place,
    say_room,
    show_place,
)

__all__ = [
    "Imported",
    "connect",
    "export_directory",
    "hide_place",
    "import_directory",
    "say",
    "say_room",
    "show_place",
]
