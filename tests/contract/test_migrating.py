"""Machines that start together on one empty PostgreSQL: it is migrated once, and all of them go on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import PostgresServer

N_MACHINES = 3
START = """
import os
from newsloom.environment import read_environment
from newsloom.site.setup import open_store
open_store(read_environment(os.environ), migrate=True)
from newsloom.site.newsroom.models import Story
assert Story.objects.count() == 0
"""


@pytest.mark.postgres
def test_several_machines_may_start_on_an_empty_database_at_once(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    postgres_server.execute("CREATE DATABASE fresh_for_many")
    machines = [
        subprocess.Popen(
            [sys.executable, "-c", START],
            env={
                **os.environ,
                "NEWSLOOM_HOME": str(tmp_path / str(number)),
                "DATABASE_URL": postgres_server.url("fresh_for_many"),
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(N_MACHINES)
    ]
    said = [machine.communicate(timeout=300)[1] for machine in machines]
    assert ([machine.returncode for machine in machines], said) == ([0] * N_MACHINES, [""] * N_MACHINES)
