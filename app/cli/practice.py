"""The verb practice: the practice company, in a window or as servers."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from app.cli.session import Invocation


@click.command()
@click.option(
    "--company",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A company folder in place of the one supplied.",
)
@click.option("--serve", is_flag=True, help="Print the servers' addresses and stay up.")
@click.option("--fresh", is_flag=True, help="Start the practice company over.")
@click.option("--json", "_as_json", is_flag=True, hidden=True)
@click.pass_context
def practice(
    context: click.Context,
    company: Path | None,
    serve: bool,  # noqa: FBT001 - a flag of the command line
    fresh: bool,  # noqa: FBT001 - a flag of the command line
    _as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Try everything on a made-up company, apart from real books."""
    invocation = context.find_object(Invocation)
    if invocation is None:
        raise click.UsageError("There is nothing to practise with.")
    if not serve:
        arguments = ["--practice", *(["--fresh"] if fresh else [])]
        if company:
            arguments += ["--company", str(company)]
        context.exit(invocation.open_window(arguments))
    from app.practice.company import name_of  # noqa: PLC0415 - heavy
    from app.practice.server import main as serve_practice  # noqa: PLC0415 - as above

    name = f"served-{name_of(company)}"
    state = invocation.find_place().home.practice.data / name
    if fresh:
        shutil.rmtree(state, ignore_errors=True)
    arguments = ["--state", str(state)]
    if company:
        arguments += ["--company", str(company)]
    context.exit(serve_practice(arguments))
