"""One profile with the extension for all tests of a run: installing it takes seconds."""

from __future__ import annotations

import pytest

from addin.libreoffice.office import Office
from tests.addin.libreoffice.session import with_extension


@pytest.fixture(scope="session")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return with_extension(tmp_path_factory.mktemp("profile"))
