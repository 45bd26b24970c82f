"""`thirdoption policy`: the rules of the jurisdictions that ship, checked."""

import click

from thirdoption.command.home import Stop


@click.group()
def policy() -> None:
    """Policy packs: the rules of each jurisdiction, and their worked cases."""


@policy.command()
@click.argument("packs", nargs=-1)
def check(packs: tuple[str, ...]) -> None:
    """Read all packs (or those named), run their worked cases, and say what is wrong in sentences."""
    from thirdoption.program.ground.refusal import Refused
    from thirdoption.program.referrals.rules import worked
    from thirdoption.program.sites.packs import load_policy, pack_ids
    from thirdoption.program.sites.rules import InvalidPolicy

    names = packs or pack_ids()
    cases, wrong = 0, []
    for name in names:
        try:
            found = load_policy(name)
        except KeyError:
            raise Stop(f"There is no pack {name!r}. There are: {', '.join(pack_ids())}.") from None
        except InvalidPolicy as invalid:
            wrong += [f"{name}: {sentence}" for sentence in invalid.sentences]
            continue
        cases += len(found.cases)
        for case in found.cases:
            try:
                wrong += filter(None, [worked.problem(found, case)])
            except (Refused, InvalidPolicy) as fault:
                wrong.append(f"{name}, {case.name.en!r}: {fault}")
    for sentence in wrong:
        click.echo(sentence, err=True)
    click.echo(f"packs: {len(names)} cases: {cases} failed: {len(wrong)}")
    if wrong:
        raise SystemExit(1)


@policy.command()
@click.option("--write", is_flag=True, help="Write it beside the packs, where it is published.")
def schema(write: bool) -> None:
    """Print the JSON Schema of a policy pack, for the editor in which a pack is written."""
    from thirdoption.program.sites.packs import SCHEMA, schema_text

    if write:
        SCHEMA.write_text(schema_text(), encoding="utf-8")
        click.echo(f"{SCHEMA.name}: written")
    else:
        click.echo(schema_text(), nl=False)
