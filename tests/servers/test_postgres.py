"""A machine without PostgreSQL plays the other tests."""

import pytest

from tests.servers import postgres


def test_who_wants_a_server_where_there_is_none_is_skipped_and_told_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    with pytest.raises(pytest.skip.Exception, match="apt install postgresql"):
        postgres.Server()
