"""`contested annotate`: reports as files that a person corrects and `train/` learns from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options
from contested.cli.console import ERROR, SET_ASIDE, say
from contested.extract import DEFAULT_READER
from contested.model.errors import UsageError

if TYPE_CHECKING:
    from contested.export.gold import GoldFile
    from contested.export.gold_check import Flaw
    from contested.pipeline import Outcome, ReaderOptions
    from contested.read import ReadOptions

    Checked = tuple[Path, GoldFile | None, list[Flaw]]


def annotate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Reports, in any form that `read` takes.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FOLDER", help="Where the files go.", show_default=False),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Check annotated files instead: words, labels, dates.", show_default=False
        ),
    ] = None,
    offsets: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write checked files to --out without any text: ids, offsets, labels.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there already.")] = False,
    corpus: Annotated[str, typer.Option(metavar="NAME", help="Corpus that the files belong to.")] = "own",
    published: options.Published = None,
    outlet: options.Outlet = None,
    reader: options.Reader = DEFAULT_READER,
    mapping: options.Mapping = None,
    input_format: options.InputFormat = None,
    jobs: options.Jobs = None,
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    cache_dir: options.CacheDir = None,
    timeout: options.Timeout = None,
    param: options.Param = None,
) -> None:
    """Write reports as annotation files, pre-filled by the reader, for a person to correct.

    One JSON file per report, in the form that training and the benchmarks take; see
    docs/annotating.md. An existing file is left alone without --force.

    Example: contested annotate report.txt --out annotated/
    """
    if sum(map(bool, (paths, check, offsets))) != 1:
        raise UsageError("give reports to annotate, or --check FOLDER, or --offsets FOLDER: one of them")
    if check:
        _check(check)
        return
    if out is None:
        raise UsageError("--out FOLDER is needed: where should the files go?")
    if offsets:
        _offsets(offsets, out, force)
        return
    given = options.read_options(published, outlet, mapping, input_format)
    asked = options.reader_options(
        model=model, base_url=base_url, cache_dir=cache_dir, timeout=timeout, params=param
    )
    _prefill(list(paths or []), given, out, asked, reader=reader, jobs=jobs, force=force, corpus=corpus)


def _prefill(
    paths: list[str],
    given: ReadOptions,
    out: Path,
    asked: ReaderOptions,
    *,
    reader: str,
    jobs: int | None,
    force: bool,
    corpus: str,
) -> None:
    from contested.cli.read import problem_line
    from contested.export.gold import file_name, gold_json
    from contested.model import Problem
    from contested.pipeline import default_jobs, outcomes

    taken: set[str] = set()
    written = claims = left = 0
    results = outcomes(
        paths, given, reader=reader, jobs=jobs or default_jobs(), notice=say, reader_options=asked
    )
    for outcome in results:
        problem = outcome if isinstance(outcome, Problem) else outcome.problem
        if problem is not None:
            say(problem_line(problem))
        if isinstance(outcome, Problem) or problem is not None:
            left += 1
            continue
        id_ = _id(outcome, taken)
        taken.add(file_name(id_))
        if _write(out / file_name(id_), gold_json(_gold(outcome, id_, corpus)), force):
            written, claims = written + 1, claims + len(outcome.claims)
        else:
            left += 1
    say(f"wrote {written} files with {claims} claims to {out}; correct them, then: annotate --check {out}")
    raise typer.Exit(SET_ASIDE if left else 0)


def _gold(outcome: Outcome, id_: str, corpus: str) -> GoldFile:
    from contested.export.gold import GoldDispute, to_gold
    from contested.link import contested_fields

    disputes = [
        GoldDispute(event=c.event, field=c.field, note=c.note) for c in contested_fields(outcome.claims)
    ]
    return to_gold(outcome.document, outcome.claims, disputes, id=id_, corpus=corpus)


def _id(outcome: Outcome, taken: set[str]) -> str:
    """The id of the input, or with the document's own where two reports would share a file."""
    from contested.export.gold import file_name

    document = outcome.document
    key = document.key or document.id
    return key if file_name(key) not in taken else f"{key[:60]}-{document.id}"


def _write(path: Path, data: bytes, force: bool) -> bool:
    """Write a file whole or not at all; False, with a word on stderr, when one is there already."""
    if path.exists() and not force:
        say(f"left alone {path}: it is there already (--force overwrites)")
        return False
    half = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    return True


def _checked(folder: Path) -> Iterator[Checked]:
    """Every file of the folder, checked; a second file of an article is a flaw of its own."""
    from contested.export.gold_check import Flaw, check_gold

    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise UsageError(f"there are no .json files in {folder}")
    seen: dict[str, Path] = {}
    for path in paths:
        try:
            file, flaws = check_gold(path.read_bytes())
        except OSError as error:
            raise UsageError(f"cannot read {path}: {error.strerror}") from error
        first = seen.setdefault(file.article.id, path) if file else path
        if first != path:
            file, flaws = None, [Flaw(reason=f"the article is annotated in {first.name} already")]
        yield path, file, flaws


def _check(folder: Path) -> None:
    from rich.table import Table

    from contested.cli.console import out, text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("file", overflow="fold")
    for name in ("claims", "events", "disputed", "problems"):
        table.add_column(name, justify="right")
    rows = list(_checked(folder))
    for path, file, flaws in rows:
        found = file.annotation if file else None
        events = len({c.event for c in found.claims}) if found else ""
        counts = (len(found.claims), events, len(found.contested)) if found else ("", "", "")
        style = "red" if flaws else ""
        table.add_row(text(path.name, style), *map(text, counts), text(len(flaws) or "-", style))
    console = out()
    console.print(table)
    for path, _, flaws in rows:
        for flaw in flaws:
            console.print(text(f"{path.name}: {flaw}"), soft_wrap=True)
    n, wrong = len(rows), sum(bool(flaws) for _, _, flaws in rows)
    console.print(text(f"{n} files, {wrong} with problems"))
    raise typer.Exit(ERROR if wrong else 0)


def _offsets(folder: Path, out: Path, force: bool) -> None:
    from contested.export.gold import gold_json
    from contested.export.gold_offsets import without_text

    if out.resolve() == folder.resolve():
        raise UsageError("--out must be another folder: the files in offsets would replace those with text")
    rows = list(_checked(folder))
    bad = [path.name for path, _, flaws in rows if flaws]
    if bad:
        raise UsageError(f"{len(bad)} files have problems ({bad[0]} is the first): annotate --check {folder}")
    done = [_write(out / path.name, gold_json(without_text(file)), force) for path, file, _ in rows if file]
    say(f"wrote {sum(done)} files without text to {out}")
    raise typer.Exit(0 if all(done) else SET_ASIDE)
