"""Web pages made from a package's templates: what every page of ours is made with."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment(package: str) -> Environment:
    """Return the templates in the folder ``templates`` of a package; a name that a template lacks is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def resource(package: str, name: str) -> str:
    """Return a style sheet or a script that lies beside the templates, with the same line ends everywhere."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def page_policy(script: str) -> str:
    """Return the security policy of a page: nothing is loaded, and no script runs but this one, by its digest."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
