"""The only writers of the directory and of connections."""

from thirdoption.program.services.actions.connections import connect, say
from thirdoption.program.services.actions.directory import Imported, import_directory

__all__ = ["Imported", "connect", "import_directory", "say"]
