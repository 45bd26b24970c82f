"""`thirdoption trail`: is the trail whole?"""

import click

from thirdoption.command import serve
from thirdoption.command.django import setup


@click.group()
def trail() -> None:
    """The record of who did what, when and why."""


@trail.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Walk all blocks and say what does not fit; exit code 1 if anything does not."""
    serve.prepare()
    setup()
    from thirdoption.program.trail import actions, queries

    actions.seal()
    verdict = queries.verify()
    for block, fault in verdict.faults:
        click.echo(f"block {block}: {fault}", err=True)
    click.echo(f"sealed {verdict.sealed} unsealed {verdict.unsealed} faults {len(verdict.faults)}")
    click.echo(f"head {verdict.head or '-'}")
    ctx.exit(1 if verdict.faults else 0)
