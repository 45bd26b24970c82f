"""`thirdoption serve` and `thirdoption work`: the web server and the job process."""

import os
import signal
import socket
import subprocess
import sys
import threading

import click

from thirdoption.command import database
from thirdoption.command.home import Stop, embedded, home


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web processes; about one a core.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages, with a job process beside them."""
    run_server(host, port, workers)


@click.command()
def work() -> None:
    """Run jobs until told to stop: pages that leave, reports that are built, the trail's seal."""
    prepare()
    os.environ["THIRDOPTION_JOBS"] = "1"
    from thirdoption.command.django import setup

    setup()
    from thirdoption.jobs import charges, clock_watch, line, retention, rota_watch, sealing, working

    sealing.start()
    line.start()
    rota_watch.start(home())
    clock_watch.start()
    charges.start()
    retention.start()
    working.work()


def prepare() -> None:
    """The database answers, and may be trusted (R-46, R-76)."""
    if embedded():
        database.start()
    with database.connect("app") as conn:
        database.check_server(conn)


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until interrupted; the job process begins and ends with the server."""
    check_port(host, port)
    prepare()
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_working, args=(ending,), name="jobs")
    keeper.start()
    try:
        _granian(host, port, workers)
    finally:
        ending.set()
        keeper.join()


def check_port(host: str, port: int) -> None:
    """Raise Stop if something else listens there: Granian itself would share it with another Granian."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "there is no such port"
            raise Stop(f"The port {port} cannot be used ({why}): choose another with --port.") from None


def _keep_working(ending: threading.Event) -> None:
    """Run the job process, and another one whenever it ends before its time."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl+C is for the server, which ends it
    while not ending.is_set():
        jobs = subprocess.Popen([sys.executable, "-m", "thirdoption.command.main", "work"])
        while jobs.poll() is None and not ending.wait(0.5):
            pass
        if not ending.is_set():
            click.echo("the job process ended; starting it again", err=True)
            ending.wait(1)
    jobs.send_signal(signal.SIGTERM)
    try:
        jobs.wait(timeout=20)
    except subprocess.TimeoutExpired:
        jobs.kill()


def _granian(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["THIRDOPTION_CHECKED"] = "1"
    try:
        Granian(
            "thirdoption.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=2,
            workers_kill_timeout=20,
            respawn_failed_workers=True,
            log_access=False,
            log_level=LogLevels.warning,
        ).serve()
    except OSError as error:
        raise Stop(f"The port {port} is taken or not allowed: {error.strerror}.") from error
