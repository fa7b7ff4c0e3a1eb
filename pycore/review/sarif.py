"""A review as SARIF 2.1.0, for programs that gather findings, and as plain JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pycore
from pycore.findings.finding import Finding, Severity
from pycore.findings.groups import grouped
from pycore.language import Language, Text
from pycore.review.result import Review, Verdict

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def review_json(review: Review) -> dict[str, Any]:
    """Return a review as JSON data; texts in both languages."""
    return {
        "file": review.file,
        "sha256": review.digest,
        "verdict": review.verdict.name.lower(),
        "template": review.template,
        "version": review.version,
        "language": review.language,
        "formulas": review.formulas,
        "families": review.families,
        "families_touched": review.touched,
        "native_proven": review.proven,
        "seconds": round(review.seconds, 3),
        "figures": [
            {
                "name": f.name,
                "title": {"zh": f.title.zh, "en": f.title.en},
                "label": f.label,
                "cell": f.cell,
                "cached": _plain(f.cached),
                "core": _plain(f.core),
                "recalculated": f.recalculated,
                **({"clean_copy": _plain(f.clean)} if f.has_clean else {}),
            }
            for f in review.key_figures
        ],
        "findings": [_finding_json(f, cause) for f, cause in _with_causes(review.findings)],
    }


def _with_causes(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int | None]]:
    """Yield each finding with the number, from 0, of the one that it follows from; None where it stands by itself."""
    number = 0
    for group in grouped(findings):
        yield group.cause, None
        yield from ((finding, number) for finding in group.beneath)
        number += 1 + len(group.beneath)


def _finding_json(finding: Finding, cause: int | None) -> dict[str, Any]:
    """Return a finding as JSON data, its sentences in both languages; `follows_from` counts the findings from 0."""
    both = {
        key: {"zh": text.zh, "en": text.en}
        for key, text in (
            ("found", finding.found),
            ("expected", finding.expected),
            ("action", finding.action),
            ("effect", finding.effect),
        )
        if text is not None
    }
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        **both,
        "follows_from": cause,
        "cells_following": finding.following,
        "following": finding.more.get("following", []),
    }


def sarif(reviews: list[Review], language: Language) -> dict[str, Any]:
    """Return reviews as one SARIF run.

    A file that was not reviewed has no results: it is a notification of the run, which then was not successful.
    """
    done = [r for r in reviews if r.verdict is not Verdict.NOT_REVIEWED]
    missed = [r for r in reviews if r.verdict is Verdict.NOT_REVIEWED]
    rules = sorted({f.rule for r in done for f in r.findings})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "TwinLedger",
                        "version": pycore.__version__,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": not missed,
                        "exitCode": max((r.verdict.value for r in reviews), default=0),
                        "toolExecutionNotifications": [
                            _notification(r, f, language) for r in missed for f in r.findings
                        ],
                    }
                ],
                "results": [
                    _result(r, f, language, None if cause is None else r.findings[cause])
                    for r in done
                    for f, cause in _with_causes(r.findings)
                ],
            }
        ],
    }


def _notification(review: Review, finding: Finding, language: Language) -> dict[str, Any]:
    """Return the notification of SARIF for a file that was not reviewed."""
    return {
        "descriptor": {"id": finding.rule},
        "level": "error",
        "message": {"text": finding.sentence(language)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": review.file}}}],
    }


def _result(review: Review, finding: Finding, language: Language, cause: Finding | None) -> dict[str, Any]:
    """Return a finding as a result of SARIF, with its cell as a logical location and that of its cause as related."""
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": review.file}}}
    if finding.where:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.where}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.sentence(language)},
        "locations": [location],
    }
    if cause is not None:
        told = Text("随此处的发现而来", "follows from the finding here")[language]
        place = {"logicalLocations": [{"fullyQualifiedName": cause.where}]} if cause.where else {}
        result["relatedLocations"] = [{**place, "message": {"text": told}}]
    return result


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
