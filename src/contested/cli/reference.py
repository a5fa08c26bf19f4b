"""The reference page of the commands, made from their own help: `python -m contested.cli.reference`."""

from __future__ import annotations

import sys

HEAD = """# The command line

Made from the commands' own help by `python -m contested.cli.reference > docs/cli.md`; a test keeps it true.
Results go to stdout, progress and problems to stderr. Colours are off when the output is piped or `NO_COLOR`
is set.

| exit status | meaning |
|---|---|
| 0 | fine |
| 1 | an error, told in one line |
| 2 | a command line that does not fit together |
| 3 | finished, but something was set aside in this run: see `contested problems` |
| 130 | interrupted (Ctrl-C); `ingest` has stored what was done and goes on where it stopped |
"""


def reference() -> str:
    """The page in Markdown."""
    from typer.testing import CliRunner

    from contested.cli.main import app

    commands = [command.name for command in app.registered_commands if command.name]
    for group in app.registered_groups:
        commands += [f"{group.name} {c.name}" for c in (group.typer_instance or app).registered_commands]
    parts = [HEAD]
    for command in ["", *commands]:
        result = CliRunner().invoke(
            app, [*command.split(), "--help"], env={"COLUMNS": "100"}, prog_name="contested"
        )
        text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
        parts.append(f"## contested {command}".rstrip() + f"\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(reference())
