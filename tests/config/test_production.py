"""S6: with the environment of a real installation, Django's own check for deployment has nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

CHECK = """
import django; django.setup()
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
from django.conf import settings
print(settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.DEBUG)
"""


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    known = {k: v for k, v in os.environ.items() if not k.startswith(("DELEK_", "DATABASE_URL", "DJANGO_"))}
    ours = {"DELEK_DATA": str(tmp_path), "DELEK_HOST": "https://desk.example.org"}
    return known | ours | {"DJANGO_SETTINGS_MODULE": "delek.config.settings"}


def test_the_check_for_deployment_is_silent(production: dict[str, str]) -> None:
    ran = subprocess.run([sys.executable, "-c", CHECK], env=production, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "System check identified no issues (0 silenced).\n") or (
        ran.returncode, ran.stdout.splitlines()[0], ran.stderr,
    ) == (0, "System check identified no issues (0 silenced).", "")  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "True True True False"


def test_no_part_of_the_policy_lets_anything_inline_or_foreign_run() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {str(source) for sources in directives.values() for source in sources}
    assert allowed <= {"'self'", "'none'", "blob:", "data:"}
    assert {"blob:", "data:"} & {str(source) for source in directives["script-src"]} == set()
    assert [str(source) for source in directives["default-src"]] == ["'none'"]
