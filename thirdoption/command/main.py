"""The program `thirdoption`: every task that has no page is one of its commands."""

import importlib
import sys

import click

from thirdoption.command.home import Stop

COMMANDS = {
    # name: module and command in it, imported only when it is called, so that the rest stays fast
    "db": "thirdoption.command.db:db",
    "serve": "thirdoption.command.serve:serve",
    "work": "thirdoption.command.serve:work",
    "on-call": "thirdoption.command.on_call:on_call",
    "trail": "thirdoption.command.trail:trail",
    "export-directory": "thirdoption.command.directory:export_directory",
    "import-directory": "thirdoption.command.directory:import_directory",
    "import-program": "thirdoption.command.import_program:import_program",
    "export-program": "thirdoption.command.export_program:export_program",
    "import-charges": "thirdoption.command.charges:import_charges",
    "invite-partner": "thirdoption.command.partners:invite_partner",
    "policy": "thirdoption.command.policy:policy",
    "questionnaire": "thirdoption.command.questionnaire:questionnaire",
    "replay-policy": "thirdoption.command.replay:replay_policy",
    "rehearse": "thirdoption.command.rehearse:rehearse",
    "demo": "thirdoption.command.demo:demo",
    "assets": "thirdoption.command.assets:assets",
}


class Lazy(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=Lazy)
def cli() -> None:
    """Third Option runs a Law Enforcement Assisted Diversion program."""


def main() -> None:
    """Run a command; an expected end is one sentence on standard error and exit code 2."""
    try:
        cli(prog_name="thirdoption")
    except Stop as sentence:
        click.echo(" ".join(str(sentence).split()), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
