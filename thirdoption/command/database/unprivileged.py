"""Runs a command inside a user namespace where it is an ordinary user. Linux only.

PostgreSQL refuses to run as root, rightly. Here root becomes one named user inside the namespace
and keeps its own files outside, so no folder changes hands and no parent folder's mode is touched.
Started as a program of its own: `unshare` needs a process with a single thread.

    python -I unprivileged.py UID GID COMMAND...
"""

import ctypes
import os
import pwd
import sys

CLONE_NEWUSER = 0x10000000
REFUSED = 97  # exit code: the kernel allows no user namespace here


def needed() -> bool:
    """True if a server started as is would run as root, or as a user without a name."""
    if os.geteuid() == 0:
        return True
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return True  # peer authentication works by the name
    return False


def server_user() -> pwd.struct_passwd:
    """Who the server is for itself, and whom peer authentication sees for our own processes.

    Never root and never the overflow user: inside the namespace any outsider looks like that one.
    """
    if not needed():
        return pwd.getpwuid(os.geteuid())
    for uid in range(1, 60_000):
        try:
            return pwd.getpwuid(uid)
        except KeyError:
            continue
    raise LookupError("This system has no ordinary user whose name the server could bear.")


def wrap(command: list[str]) -> list[str]:
    """The command line that runs a command as an ordinary user, here and now."""
    if not needed():
        return command
    user = server_user()
    return [sys.executable, "-I", __file__, str(user.pw_uid), str(user.pw_gid), *command]


def _enter(uid: int, gid: int) -> None:
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {outside_uid} 1"),
        ("gid_map", f"{gid} {outside_gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


if __name__ == "__main__":
    try:
        _enter(int(sys.argv[1]), int(sys.argv[2]))
    except (OSError, AttributeError) as error:
        sys.stderr.write(f"no user namespace: {error}\n")
        sys.exit(REFUSED)
    os.execv(sys.argv[3], sys.argv[3:])
