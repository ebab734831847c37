"""The command line: one word for each thing an operator does.

A command's own module is loaded when it is asked for, so that ``demo`` can choose its settings before Django reads
them, and help is quick.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import click
import django
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist

from goldenthread.cli.exits import NOT_THERE, REFUSED, UNUSABLE
from goldenthread.ground.types import Refused

HERE = "goldenthread.cli.commands"

EPILOG = """\b
Exit codes: 0 done · 1 done, but something needs attention · 2 the command was not understood
            3 refused, with the reason · 4 what it needs is not there · 5 the machine cannot do it now
\b
Settings come from the environment (GOLDENTHREAD_…); docs/operations/install.md lists them.
"""


@dataclass(frozen=True)
class Entry:
    """One command: where it lives, what it is for, and whether it needs Django before it is loaded."""

    module: str
    sentence: str
    needs_django: bool = True
    hidden: bool = False


COMMANDS: Mapping[str, Entry] = MappingProxyType(
    {
        "demo": Entry("demo", "Load the demonstration once and serve it here.", needs_django=False),
        "load-demonstration": Entry("load_demonstration", "Load the demonstration (demo calls this).", hidden=True),
        "migrate": Entry("migrate", "Bring the database up to date with this version."),
        "found": Entry("found", "Make the lead provider and its first administrator."),
        "load-catalogue": Entry("load_catalogue", "Load the catalogue of qualifications from its files."),
        "read-framework": Entry("read_framework", "Print what a framework document says, and keep nothing."),
        "import-framework": Entry("import_framework", "Read a framework document for review, or publish it."),
        "serve": Entry("serve", "Serve the pages and the API.", needs_django=False),
        "worker": Entry("worker", "Carry notices: e-mails, certificates and all that follows.", needs_django=False),
        "check": Entry("check", "Say whether this installation is fit to serve."),
        "enrol": Entry("enrol", "Upload participants from a CSV file."),
        "export": Entry("export", "Write enrolments as CSV."),
        "take-bounces": Entry("take_bounces", "Take in reports of letters that did not arrive."),
        "backup": Entry("backup", "Keep the database and every file in one archive."),
        "restore": Entry("restore", "Put an archive back into an empty installation."),
    }
)


class Commands(click.Group):
    """A group whose members are loaded one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The commands that help shows, in the order in which an operator meets them."""
        return [name for name, entry in COMMANDS.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Load one command."""
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        if entry.needs_django:
            django.setup()
        command: click.Command = importlib.import_module(f"{HERE}.{entry.module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].sentence) for name in self.list_commands(ctx)])


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Golden Thread: an NPQ from the framework to the certificate.

    `goldenthread COMMAND --help` explains a command and shows examples.
    """


def main() -> None:
    """Run one command; a refusal is a sentence and an exit code, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    # What it writes is personal: other accounts of the machine read none of it. Web and worker inherit this.
    os.umask(0o077)
    try:
        group(prog_name="goldenthread")
    except Refused as refused:
        click.echo(str(refused), err=True)
        sys.exit(REFUSED)
    except ObjectDoesNotExist as missing:
        click.echo(f"It is not there: {missing}", err=True)
        sys.exit(NOT_THERE)
    except ImproperlyConfigured as wrong:
        click.echo(f"The settings do not fit together. {wrong}", err=True)
        sys.exit(UNUSABLE)


if __name__ == "__main__":
    main()
